/** What becomes of a newer version that was found, over an engine that answers as told. */
import { beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { everyMs, firstLookMs } from "#main/updates/updates-desk.ts";
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

describe("a version that is ready", () => {
  beforeEach(() => lookByHand(world));

  it("stays so while it is looked again, also when that fails", async () => {
    await world.clock.advance(firstLookMs);
    world.found = fail("updates.unreachable");
    await world.clock.advance(everyMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", error: null });
    expect(world.done.filter((one) => one === "download")).toHaveLength(1);
  });

  it("gives way to a newer one still", async () => {
    world.found = ok({ ...newer, version: "3.0.0" });
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", release: { version: "3.0.0" } });
  });

  it("is dropped when it was taken back", async () => {
    world.found = ok({ ...newer, version: "1.0.0" });
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "current", release: null });
    await world.desk.leaving()();
    expect(world.done).not.toContain("install quit");
  });

  it("is dropped when it was taken back for an older one that has not come here", async () => {
    world.found = ok({ ...newer, version: "1.5.0" });
    world.inStage = false;
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "held-back", release: { version: "1.5.0" } });
  });

  it("stays so while a newer one still has not come here", async () => {
    world.found = ok({ ...newer, version: "3.0.0" });
    world.inStage = false;
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", release: { version: "2.0.0" } });
  });

  it("found by itself is not put in place at the end once looking is switched off", async () => {
    world = createUpdatesBench();
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", installsOnQuit: true });
    world.isOn = false;
    const told = world.told.length;
    world.desk.follow();
    expect(world.told.length).toBe(told + 1);
    expect(world.desk.view()).toMatchObject({ state: "ready", installsOnQuit: false });
    await world.desk.leaving()();
    expect(world.done).toEqual(["look", "download"]);
  });

  it("is put in place and started when the person says so", async () => {
    expect(world.desk.install().ok).toBe(true);
    expect(state()).toBe("installing");
    await settle();
    expect(world.done.slice(-2)).toEqual(["install now", "restart"]);
  });

  it("is not, while something unsaved waits", async () => {
    world.desk.noteUnsaved(true);
    world.runs = ["tasks", "sending"];
    expect(world.desk.view().waitsFor).toEqual(["typing", "tasks", "sending"]);
    expect(world.desk.install()).toMatchObject({ ok: false, error: { code: "updates.unsaved-work" } });
    await world.desk.leaving()();
    expect(world.done).toEqual(["look", "download"]);
    world.runs = [];
    world.desk.noteUnsaved(false);
    expect(world.desk.install().ok).toBe(true);
  });

  it("is not started when somebody began to type meanwhile; it is in place then", async () => {
    world.install = () => {
      world.desk.noteUnsaved(true);
      return Promise.resolve(ok(undefined));
    };
    world.desk.install();
    await settle();
    expect(world.desk.view()).toMatchObject({ state: "installed", waitsFor: ["typing"] });
    expect(world.done).not.toContain("restart");
    world.desk.noteUnsaved(false);
    expect(world.desk.install().ok).toBe(true);
    expect(world.done.at(-1)).toBe("restart");
  });

  it("leaves the start to an installer that does it itself", async () => {
    world.install = () => new Promise(() => undefined);
    world.desk.install();
    await settle();
    expect(world.done).not.toContain("restart");
    expect(state()).toBe("installing");
  });

  it("stays ready when the system did not permit it, and is gone when it was damaged", async () => {
    world.install = () => Promise.resolve(fail("updates.not-permitted"));
    world.desk.install();
    await settle();
    expect(world.desk.view()).toMatchObject({ state: "ready", error: { code: "updates.not-permitted" } });
    world.install = () => Promise.resolve(fail("updates.damaged"));
    world.desk.install();
    await settle();
    expect(state()).toBe("failed");
    expect(world.desk.install()).toMatchObject({ ok: false, error: { code: "ipc.refused" } });
  });

  it("is put in place when the program ends and nothing waits", async () => {
    const last = world.desk.leaving();
    expect(world.done).toEqual(["look", "download"]);
    await last();
    expect(world.done.at(-1)).toBe("install quit");
  });
});

it("a system that asks for a password is not asked when the program ends", async () => {
  world = createUpdatesBench(true);
  await lookByHand(world);
  expect(world.desk.view().needsPassword).toBe(true);
  await world.desk.leaving()();
  expect(world.done).toEqual(["look", "download"]);
});

describe("a download", () => {
  const untilAborted = (signal: AbortSignal): Promise<Result<void, AppError>> =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve(fail("updates.unreachable")));
    });

  it("tells how far it is", async () => {
    world.download = (signal, onProgress) => {
      onProgress(0.4);
      return untilAborted(signal);
    };
    await lookByHand(world);
    expect(world.desk.view()).toMatchObject({ state: "downloading", progress: 0.4 });
  });

  it("stops when looking is switched off, unless the person asked for it", async () => {
    world.download = untilAborted;
    await world.clock.advance(firstLookMs);
    expect(state()).toBe("downloading");
    world.isOn = false;
    world.desk.follow();
    await settle();
    expect(world.desk.view()).toMatchObject({ state: "resting", release: null, error: null });
    await lookByHand(world);
    world.desk.follow();
    await settle();
    expect(state()).toBe("downloading");
  });

  it("stops when the program ends", async () => {
    world.download = untilAborted;
    await lookByHand(world);
    world.desk.dispose();
    await settle();
    expect(state()).toBe("resting");
  });

  it("that failed is told, and begun again by the next look", async () => {
    world.download = () => Promise.resolve(fail("updates.no-space"));
    await lookByHand(world);
    expect(world.desk.view()).toMatchObject({ state: "failed", error: { code: "updates.no-space" } });
    world.download = () => Promise.resolve(ok(undefined));
    await lookByHand(world);
    expect(state()).toBe("ready");
  });
});
