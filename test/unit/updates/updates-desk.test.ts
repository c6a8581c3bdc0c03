/** When newer versions are looked for, downloaded and put in place, over an engine that answers as told. */
import { beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { UpdateWait } from "#contract/views.ts";
import type { AfterInstall, FoundRelease, UpdateEngine } from "#main/updates/update-engine.port.ts";
import { UpdatesDesk, everyMs, firstLookMs } from "#main/updates/updates-desk.ts";
import { type ManualClock, createManualClock, settle } from "#test/support/manual-clock.ts";

const newer: FoundRelease = { version: "2.0.0", notes: "New.", bytes: 100, stagingPercentage: undefined };

interface World {
  readonly clock: ManualClock;
  readonly desk: UpdatesDesk;
  readonly done: string[];
  isOn: boolean;
  needsPassword: boolean;
  runs: UpdateWait[];
  inStage: boolean;
  found: Result<FoundRelease, AppError>;
  /** Settled by the test where a download must take a while. */
  download: (signal: AbortSignal, onProgress: (share: number) => void) => Promise<Result<void, AppError>>;
  install: () => Promise<Result<AfterInstall, AppError>>;
}

const makeWorld = (needsPassword = false): World => {
  const clock = createManualClock();
  const done: string[] = [];
  const engine: UpdateEngine = {
    server: () => Promise.resolve("https://releases.example.org/"),
    look: () => {
      done.push("look");
      return Promise.resolve(world.found);
    },
    download: (onProgress, signal) => {
      done.push("download");
      return world.download(signal, onProgress);
    },
    install: (when) => {
      done.push(`install ${when}`);
      return world.install();
    },
  };
  const parts = {
    isOn: true,
    needsPassword,
    runs: [] as UpdateWait[],
    inStage: true,
    found: ok(newer) as World["found"],
    download: () => Promise.resolve(ok(undefined)),
    install: () => Promise.resolve(ok("restart" as const)),
  };
  const desk = new UpdatesDesk({
    clock,
    engine,
    isOn: () => world.isOn,
    isNewer: (version) => version > "1.0.0",
    isInStage: () => world.inStage,
    runs: () => world.runs,
    needsPassword,
    installsOnQuit: !needsPassword,
    random: () => 0.5,
    restart: () => done.push("restart"),
    changed: () => undefined,
  });
  const world: World = { clock, desk, done, ...parts };
  return world;
};

let world: World;
beforeEach(() => {
  world = makeWorld();
});

const state = (): string => world.desk.view().state;

const lookByHand = async (): Promise<void> => {
  world.desk.look();
  await settle();
};

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
    await lookByHand();
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
    await lookByHand();
    expect(world.desk.view()).toMatchObject({ state: "failed", error: { code: "updates.unreachable" } });
    world.found = ok(newer);
    await world.clock.advance(firstLookMs);
    expect(world.desk.view()).toMatchObject({ state: "ready", error: null });
  });

  it("finds nothing to do in a version that is not newer", async () => {
    world.found = ok({ ...newer, version: "0.9.0" });
    await lookByHand();
    expect(world.desk.view()).toMatchObject({ state: "current", release: null });
    expect(world.done).toEqual(["look"]);
  });

  it("downloads nothing that has not come to this computer yet", async () => {
    world.inStage = false;
    await lookByHand();
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

describe("a version that is ready", () => {
  beforeEach(lookByHand);

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
      return Promise.resolve(ok("restart"));
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
    world.install = () => Promise.resolve(ok("handed-over"));
    world.desk.install();
    await settle();
    expect(world.done).not.toContain("restart");
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
  world = makeWorld(true);
  await lookByHand();
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
    await lookByHand();
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
    await lookByHand();
    world.desk.follow();
    await settle();
    expect(state()).toBe("downloading");
  });

  it("stops when the program ends", async () => {
    world.download = untilAborted;
    await lookByHand();
    world.desk.dispose();
    await settle();
    expect(state()).toBe("resting");
  });

  it("that failed is told, and begun again by the next look", async () => {
    world.download = () => Promise.resolve(fail("updates.no-space"));
    await lookByHand();
    expect(world.desk.view()).toMatchObject({ state: "failed", error: { code: "updates.no-space" } });
    world.download = () => Promise.resolve(ok(undefined));
    await lookByHand();
    expect(state()).toBe("ready");
  });
});
