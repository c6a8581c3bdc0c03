/**
 * The one store suite over every service, by HTTP to the sandbox, and what only services can do: tokens
 * that end in the middle, answers that are late, cut or nothing of the service, and a person who gives up.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { NamedStore } from "#stores/named/named-store.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { Store, StoreId } from "#stores/store.port.ts";
import { connectDataswyft } from "#test/support/dataswyft-connected.ts";
import { connectDigime } from "#test/support/digime-connected.ts";
import { connectHyperid } from "#test/support/hyperid-connected.ts";
import { noAbort, readFrom, testObject, testObjects, writeTo } from "#test/support/kvs-computer.ts";
import { createNamedComputer } from "#test/support/named-computer.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import { storeSuite } from "./store.suite.ts";

interface Service {
  readonly id: StoreId;
  /** Whether a token that ended is renewed without the person. Dataswyft has no way to (its contract, 2.2). */
  readonly isRenewed: boolean;
  readonly connect: (sandbox: TestSandbox) => Promise<{ readonly values: NamedValues }>;
}

const services: readonly Service[] = [
  { id: "hyperid", isRenewed: true, connect: connectHyperid },
  { id: "dataswyft", isRenewed: false, connect: connectDataswyft },
  { id: "digime", isRenewed: true, connect: connectDigime },
];

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.dispose());

/** A folder of its own for each test, so that one server serves them all. */
const newFolder = (): string =>
  Array.from(globalThis.crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

const codes = async (store: Store, ...objects: Parameters<typeof writeTo>[1][]): Promise<Set<string>> =>
  new Set(await writeTo(store, ...objects));

describe.each(services)("$id", ({ id, isRenewed, connect }) => {
  let values: NamedValues;
  beforeAll(async () => {
    await sandbox.control("/reset", {});
    ({ values } = await connect(sandbox));
  });
  afterEach(() => sandbox.control("/faults/clear", {}));

  const open = (folder: string): NamedStore => createNamedComputer(values, { id, folder });
  const fault = (kind: string, more: object = {}): Promise<unknown> =>
    sandbox.control("/faults", { service: id, kind, count: 1, ...more });

  storeSuite(
    id,
    () => {
      const folder = newFolder();
      return Promise.resolve({ open: () => open(folder), dispose: () => Promise.resolve() });
    },
    { largest: 60_000, hasSessions: false, conforms: id },
  );

  it("loses nothing when its token ends in the middle of a batch", async () => {
    const folder = newFolder();
    const objects = testObjects(12, 1, 900);
    // Where nothing renews it, a token that another answer renewed meanwhile is tried once.
    await fault("expire", { count: isRenewed ? 1 : 2 });
    const outcomes = await codes(open(folder), ...objects);
    expect(outcomes).toEqual(new Set([isRenewed ? "ok" : "store.consent-ended"]));
    await sandbox.control("/faults/clear", {});
    // The person signs in again where there is no other way.
    if (!isRenewed) ({ values } = await connect(sandbox));
    expect(await codes(open(folder), ...objects)).toEqual(new Set(["ok"]));
    expect(await readFrom(open(folder), [objects[3]?.id ?? ""])).toEqual([objects[3]]);
  });

  it.each(["drop", "cut", "garbage", "status"])("loses nothing by an answer spoilt by “%s”", async (kind) => {
    const folder = newFolder();
    const store = open(folder);
    expect(await codes(store, testObject(1, 1))).toEqual(new Set(["ok"]));
    await fault(kind, { count: 3 });
    const outcome = [...(await codes(store, testObject(1, 2, 700)))];
    expect(outcome).toHaveLength(1);
    await sandbox.control("/faults/clear", {});
    const fresh = open(folder);
    const [found] = await readFrom(fresh, [testObject(1).id]);
    expect([testObject(1, 1), testObject(1, 2, 700)]).toContainEqual(found);
    if (outcome[0] === "ok") expect(found).toEqual(testObject(1, 2, 700));
    expect(await codes(fresh, testObject(1, 3))).toEqual(new Set(["ok"]));
    expect(await readFrom(open(folder), [testObject(1).id])).toEqual([testObject(1, 3)]);
  });

  it("waits for an answer that comes slowly", async () => {
    const store = open(newFolder());
    await fault("slow", { delayMs: 600, count: 2 });
    expect(await codes(store, testObject(1))).toEqual(new Set(["ok"]));
  });

  it("stops when a person gives up, and keeps what was told", async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const objects = testObjects(40, 1, 900);
    await fault("delay", { delayMs: 1_500 });
    const writing = open(folder).writeMany(objects, stop.signal);
    setTimeout(() => stop.abort(), 300);
    const outcomes = await writing;
    const told = outcomes.filter(({ result }) => result.ok).map((outcome) => outcome.id);
    const others = outcomes.flatMap(({ result }) => (result.ok ? [] : [result.error.code]));
    expect(new Set(others)).toEqual(new Set(["scan.cancelled"]));
    const found = await readFrom(open(folder), told);
    expect(found).toEqual(objects.filter(({ id: name }) => told.includes(name)));
  });

  it("removes everything of a folder and nothing of another", async () => {
    const [one, other] = [newFolder(), newFolder()];
    await writeTo(open(one), ...testObjects(5));
    await writeTo(open(other), testObject(1));
    expect(await open(one).removeAll(noAbort)).toMatchObject({ ok: true });
    expect(await open(one).list(noAbort)).toEqual({ ok: true, value: [] });
    expect(await readFrom(open(other), [testObject(1).id])).toEqual([testObject(1)]);
  });
});
