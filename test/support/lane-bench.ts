/** One store's way out over a file in memory, a service that a test makes fail, and a clock moved by hand. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { RemoteStore } from "#contract/views.ts";
import { Lane } from "#main/stores/lane.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import type { Store, StoreError } from "#stores/store.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { ManualClock } from "./manual-clock.ts";
import { createManualClock } from "./manual-clock.ts";
import { silentLog } from "./silent-log.ts";
import { must } from "./vault-bench.ts";

/** The n-th entry's id. */
export const entryIdOf = (n: number): string => n.toString(16).padStart(2, "0").repeat(16);

/** What a lane has around it. */
export interface LaneBench {
  readonly lane: Lane;
  readonly local: LocalStore;
  readonly clock: ManualClock;
  /** The calls to the service, each with the entries it was about. */
  readonly calls: readonly (readonly number[])[];
  /** How often something was shown. */
  readonly shown: () => number;
  /** What the service answers to everything from now on; null: it works. */
  failure: StoreError | null;
  /** Whether the store is open. */
  allowed: Result<void, AppError>;
  /** Held calls are answered when this is called; null answers at once. */
  hold(): () => void;
  queue(n: number): void;
}

/** Makes one. */
export const createLaneBench = (
  store: RemoteStore = "hyperid",
  clock: ManualClock = createManualClock(),
): LaneBench => {
  const local = must(openLibsqlStore({ file: ":memory:", log: silentLog }));
  const calls: (readonly number[])[] = [];
  let shown = 0;
  let held: Promise<void> = Promise.resolve();
  const answer = async (ids: readonly string[]): ReturnType<Store["deleteMany"]> => {
    calls.push(ids.map((id) => Number.parseInt(id.slice(0, 2), 16)));
    await held;
    return ids.map((id) => ({ id, result: bench.failure === null ? ok(undefined) : err(bench.failure) }));
  };
  const remote: Store = {
    id: store,
    capabilities: { list: false, delete: true, maxNameBytes: 20, maxValueBytes: 4096, batch: 10 },
    readMany: () => Promise.resolve([]),
    writeMany: (objects) => answer(objects.map(({ id }) => id)),
    deleteMany: answer,
  };
  const lane = new Lane({
    store,
    remote,
    local,
    clock,
    log: silentLog,
    mayRun: () => bench.allowed,
    changed: () => (shown += 1),
  });
  const bench: LaneBench = {
    lane,
    local,
    clock,
    calls,
    shown: () => shown,
    failure: null,
    allowed: ok(undefined),
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
    queue: (n) => {
      const entry = { id: entryIdOf(n), revision: n, page: 0, isDeleted: false, sealed: Uint8Array.of(n) };
      must(
        local.commit([
          { op: "entry", entry, expects: null },
          { op: "outbox", store, entryId: entry.id, revision: n, action: "write" },
        ]),
      );
    },
  };
  return bench;
};
