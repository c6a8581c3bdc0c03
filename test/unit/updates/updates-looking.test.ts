/** When newer versions are looked for, over an engine that answers as told. */
import { beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { FoundRelease } from "#main/updates/update-engine.port.ts";
import { againMs, everyMs, firstLookMs } from "#main/updates/updates-desk.ts";
import { settle } from "#test/support/manual-clock.ts";
import {
  type UpdatesBench,
  createUpdatesBench,
  lookByHand,
  newer,
} from "#test/support/updates-desk-bench.ts";

let world: UpdatesBench;
beforeEach(() => {
  world = createUpdatesBench();
});

const state = (): string => world.desk.view().state;

describe("looking", () => {
  it("begins ten seconds after the start and goes on every six hours", async () => {
    world.found = ok({ ...newer, version: "1.0.0" });
    await world.clock.advance(firstLookMs - 1);
    expect(world.done).toEqual([]);
    await world.clock.advance(1);
    expect(world.done).toEqual(["look"]);
    expect(world.desk.view()).toMatchObject({ state: "current", lastLookedAt: world.clock.now() });
    await world.clock.advance(everyMs);
    expect(world.done).toEqual(["look", "look"]);
  });

  it("is off when it is switched off, and a person still can", async () => {
    world.isOn = false;
    await world.clock.advance(everyMs * 3);
    expect(world.done).toEqual([]);
    await lookByHand(world);
    expect(world.done).toEqual(["look", "download"]);
    expect(state()).toBe("ready");
  });

  it("switched on later, goes on by itself", async () => {
    world.isOn = false;
    await world.clock.advance(firstLookMs);
    world.isOn = true;
    await world.clock.advance(everyMs);
    expect(world.done).toEqual(["look", "download"]);
  });

  it("shows what failed and tries again by itself", async () => {
    world.found = fail("updates.unreachable");
    await lookByHand(world);
    expect(world.desk.view()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    world.found = ok(newer);
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", error: null });
  });

  it("is tried again after half an hour, then less and less often, while nothing is reached", async () => {
    world.found = fail("updates.unreachable");
    await world.clock.advance(firstLookMs);
    await world.clock.advance(againMs - 1);
    expect(world.done).toHaveLength(1);
    await world.clock.advance(1);
    expect(world.done).toHaveLength(2);
    await world.clock.advance(againMs);
    expect(world.done).toHaveLength(2);
    await world.clock.advance(againMs + everyMs * 3);
    expect(world.done.length).toBeLessThanOrEqual(8);
    world.found = ok(newer);
    await world.clock.advance(everyMs);
    expect(state()).toBe("ready");
    world.found = fail("updates.unreachable");
    const before = world.done.length;
    await world.clock.advance(everyMs + againMs);
    expect(world.done.slice(before)).toEqual(["look", "look"]);
  });

  it("is not tried again so soon when the answer was not believed", async () => {
    world.found = fail("updates.unsigned");
    await world.clock.advance(firstLookMs + againMs * 2);
    expect(world.done).toHaveLength(1);
  });

  it("is not tried again after the end", async () => {
    let answer: (found: Result<FoundRelease, AppError>) => void = () => undefined;
    world.found = new Promise((resolve) => (answer = resolve));
    await world.clock.advance(firstLookMs);
    world.desk.dispose();
    answer(fail("updates.unreachable"));
    await world.clock.advance(everyMs * 2);
    expect(world.done).toEqual(["look"]);
  });

  it("finds nothing to do in a version that is not newer", async () => {
    world.found = ok({ ...newer, version: "0.9.0" });
    await lookByHand(world);
    expect(world.desk.view()).toMatchObject({ state: "current", release: null });
    expect(world.done).toEqual(["look"]);
  });

  it("downloads nothing that has not come to this computer yet", async () => {
    world.inStage = false;
    await lookByHand(world);
    expect(world.desk.view()).toMatchObject({ state: "held-back", release: { version: "2.0.0" } });
    world.inStage = true;
    await world.clock.advance(firstLookMs);
    expect(state()).toBe("ready");
  });

  it("is not begun twice", async () => {
    world.desk.look();
    world.desk.look();
    await settle();
    expect(world.done).toEqual(["look", "download"]);
  });
});
