/** The desk of newer versions over an engine that answers as told, and a clock moved by hand. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { UpdateWait } from "#contract/views.ts";
import type { FoundRelease, UpdateEngine } from "#main/updates/update-engine.port.ts";
import { UpdatesDesk } from "#main/updates/updates-desk.ts";
import { type ManualClock, createManualClock, settle } from "./manual-clock.ts";

/** A release that is newer. */
export const newer: FoundRelease = {
  version: "2.0.0",
  notes: "New.",
  bytes: 100,
  stagingPercentage: undefined,
};

/** What it has around it. */
export interface UpdatesBench {
  readonly clock: ManualClock;
  readonly desk: UpdatesDesk;
  readonly done: string[];
  /** The states that the window was told of. */
  readonly told: string[];
  isOn: boolean;
  needsPassword: boolean;
  runs: UpdateWait[];
  inStage: boolean;
  found: Result<FoundRelease, AppError> | Promise<Result<FoundRelease, AppError>>;
  /** Settled by the test where a download must take a while. */
  download: (signal: AbortSignal, onProgress: (share: number) => void) => Promise<Result<void, AppError>>;
  install: () => Promise<Result<void, AppError>>;
}

/** Makes one. */
export const createUpdatesBench = (needsPassword = false): UpdatesBench => {
  const clock = createManualClock();
  const done: string[] = [];
  const told: string[] = [];
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
    found: ok(newer) as UpdatesBench["found"],
    download: () => Promise.resolve(ok(undefined)),
    install: () => Promise.resolve(ok(undefined)),
  };
  const desk = new UpdatesDesk({
    clock,
    engine,
    isOn: () => world.isOn,
    isNewer: (version, than = "1.0.0") => version > than,
    isInStage: () => world.inStage,
    runs: () => world.runs,
    needsPassword,
    installsOnQuit: !needsPassword,
    random: () => 0.5,
    restart: () => done.push("restart"),
    changed: () => told.push(desk.view().state),
  });
  const world: UpdatesBench = { clock, desk, done, told, ...parts };
  return world;
};

/** Looks as the person does, and waits for what follows. */
export const lookByHand = async ({ desk }: UpdatesBench): Promise<void> => {
  desk.look();
  await settle();
};
