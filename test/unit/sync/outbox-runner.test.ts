import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import type { Store, StoreError } from "#stores/store.port.ts";
import { createOutboxRunner } from "#sync/outbox-runner.ts";
import type { OutboxRunner } from "#sync/outbox-runner.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import type { ManualClock } from "#test/support/manual-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

const id = (byte: number): string => byte.toString(16).padStart(2, "0").repeat(16);
const never = new AbortController().signal;

let local: LocalStore;
let clock: ManualClock;
let runner: OutboxRunner;
let failure: StoreError | null;
let sent: string[];

const answer = (ids: readonly string[], what: string): ReturnType<Store["deleteMany"]> => {
  sent.push(...ids.map((one) => `${what} ${one.slice(0, 2)}`));
  return Promise.resolve(
    ids.map((one) => ({ id: one, result: failure === null ? ok(undefined) : err(failure) })),
  );
};

const remote: Store = {
  id: "kvs",
  capabilities: { list: false, delete: true, maxNameBytes: 20, maxValueBytes: 4096, batch: 2 },
  readMany: () => Promise.resolve([]),
  writeMany: (objects) =>
    answer(
      objects.map((one) => one.id),
      "write",
    ),
  deleteMany: (ids) => answer(ids, "delete"),
};

const queue = (byte: number, action: "write" | "delete" = "write"): void => {
  const sealed = Uint8Array.of(byte);
  const entry = { id: id(byte), revision: byte, page: 0, isDeleted: action === "delete", sealed };
  must(
    local.commit([
      { op: "entry", entry, expects: null },
      { op: "outbox", store: "kvs", entryId: id(byte), revision: byte, action },
    ]),
  );
};

beforeEach(() => {
  local = must(openLibsqlStore({ file: ":memory:", log: silentLog }));
  clock = createManualClock();
  failure = null;
  sent = [];
  runner = createOutboxRunner({ store: local, remote, clock, log: silentLog, random: () => 1 });
});
afterEach(() => {
  runner.dispose();
  local.dispose();
});

describe("the outbox runner", () => {
  it("writes and deletes what waits, and notes it", async () => {
    queue(1);
    queue(2);
    queue(3, "delete");
    expect(must(await runner.run(never))).toEqual({ written: 2, deleted: 1 });
    expect([...sent].sort()).toEqual(["delete 03", "write 01", "write 02"]);
    expect(must(runner.nextDueAt())).toBeNull();
    expect(must(local.copies(id(1)))[0]?.state).toBe("kept");
  });

  it("puts a failed item off by 2 s, then 4 s, and tries it at once when a person asks", async () => {
    queue(1);
    failure = appError("store.unreachable");
    expect((await runner.run(never)).ok).toBe(false);
    expect(must(runner.nextDueAt())).toBe(clock.now() + 2_000);
    must(await runner.run(never));
    expect(sent).toHaveLength(1);
    await clock.advance(2_000);
    expect((await runner.run(never)).ok).toBe(false);
    expect(must(runner.nextDueAt())).toBe(clock.now() + 4_000);
    failure = null;
    expect(must(await runner.run(never, { retryFailed: true }))).toEqual({ written: 1, deleted: 0 });
  });

  it("tries what was put off too when a person asks during a run", async () => {
    queue(1);
    failure = appError("store.unreachable");
    expect((await runner.run(never)).ok).toBe(false);
    failure = null;
    queue(2);
    const running = runner.run(never);
    expect(runner.run(never, { retryFailed: true })).toBe(running);
    expect(must(await running)).toEqual({ written: 2, deleted: 0 });
    expect(must(runner.nextDueAt())).toBeNull();
  });

  it("stops at the end of a session, and what waits goes on waiting, due at once", async () => {
    for (const byte of [1, 2, 3]) queue(byte);
    failure = appError("session.expired");
    const ended = await runner.run(never);
    expect(!ended.ok && ended.error.code).toBe("session.expired");
    expect(sent).toHaveLength(2);
    failure = null;
    expect(must(await runner.run(never))).toEqual({ written: 3, deleted: 0 });
  });

  it("is joined by a second call, and sends nothing after it was disposed", async () => {
    queue(1);
    const first = runner.run(never);
    expect(runner.isBusy()).toBe(true);
    expect(runner.run(never)).toBe(first);
    must(await first);
    expect(sent).toEqual(["write 01"]);
    runner.dispose();
    queue(2);
    must(await runner.run(never));
    expect(sent).toEqual(["write 01"]);
  });
});
