/**
 * The key value store of the contract (section 2) in memory, as a KvsClient: absent is "", the last
 * write wins, names over 20 and values over 256 bytes are refused. It counts what passes and fails
 * where it is told to.
 */
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { KvsClient, KvsError, KvsPair } from "#stores/kvs/kvs-client.port.ts";

/** One request as it passed. */
export interface KvsRequestSeen {
  readonly kind: "read" | "store";
  readonly names: readonly string[];
  readonly pairs: readonly KvsPair[];
}

/**
 * What goes wrong with a request: `lost` it never arrives; `torn` only the first pairs are applied and
 * no answer comes; `scattered` only some are, by the bits of a mask; `unanswered` all is applied and no
 * answer comes; `dropped` one pair is not applied and the answer is success; `expired` the service says
 * error.
 */
export type KvsFault =
  | { readonly kind: "lost" | "unanswered" | "expired" }
  | { readonly kind: "torn"; readonly applied: number }
  | { readonly kind: "scattered"; readonly mask: number }
  | { readonly kind: "dropped"; readonly pair: number };

/** The service with its counters. */
export interface FakeKvs {
  readonly client: KvsClient;
  readonly values: Map<string, string>;
  readonly seen: KvsRequestSeen[];
  /** Asked before each request with its number since `reset`, counted from 0. */
  fault: (index: number, request: KvsRequestSeen) => KvsFault | null;
  /** Runs before a request takes effect. */
  before: (index: number, request: KvsRequestSeen) => Promise<void>;
  /** Challenges that no longer open anything. */
  readonly expired: Set<string>;
  reset(): void;
  snapshot(): ReadonlyMap<string, string>;
  restore(values: ReadonlyMap<string, string>): void;
  requests(kind: "read" | "store"): number;
  /** Values written that are not "", and those that are. */
  written(): number;
  cleared(): number;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The pairs of a request that take effect. */
const effective = (pairs: readonly KvsPair[], fault: KvsFault | null): readonly KvsPair[] => {
  if (fault?.kind === "torn") return pairs.slice(0, fault.applied);
  if (fault?.kind === "scattered") return pairs.filter((_, at) => ((fault.mask >> (at % 30)) & 1) === 1);
  return fault?.kind === "dropped" ? pairs.filter((_, at) => at !== fault.pair) : pairs;
};

const apply = (values: Map<string, string>, pairs: readonly KvsPair[]): void => {
  for (const { key, value } of pairs) values.set(key, value);
};

const refusal = (pairs: readonly KvsPair[]): Result<never, KvsError> | null => {
  if (pairs.some(({ key }) => bytes(key) > 20)) return fail("store.name-too-long");
  return pairs.some(({ value }) => bytes(value) > 256) ? fail("store.value-too-long") : null;
};

/** A service that holds nothing. */
export const createFakeKvs = (): FakeKvs => {
  const values = new Map<string, string>();
  const seen: KvsRequestSeen[] = [];
  const enter = async (challenge: string, request: KvsRequestSeen): Promise<KvsFault | null> => {
    const index = seen.push(request) - 1;
    await kvs.before(index, request);
    return kvs.expired.has(challenge) ? { kind: "expired" } : kvs.fault(index, request);
  };
  const pairsSeen = (): readonly KvsPair[] => seen.flatMap((request) => request.pairs);
  const client: KvsClient = {
    read: async (challenge, names, signal) => {
      if (signal.aborted) return fail("scan.cancelled");
      if (names.some((name) => bytes(name) > 20)) return fail("store.name-too-long");
      const fault = await enter(challenge, { kind: "read", names, pairs: [] });
      if (fault?.kind === "expired") return fail("store.refused");
      if (fault !== null && fault.kind !== "dropped") return fail("store.unreachable");
      return ok(new Map(names.map((name) => [name, values.get(name) ?? ""])));
    },
    store: async (challenge, pairs, signal) => {
      if (signal.aborted) return fail("scan.cancelled");
      const refused = refusal(pairs);
      if (refused !== null) return refused;
      const fault = await enter(challenge, { kind: "store", names: [], pairs });
      if (fault?.kind === "expired") return fail("store.refused");
      if (fault?.kind === "lost") return fail("store.unreachable");
      apply(values, effective(pairs, fault));
      return fault === null || fault.kind === "dropped" ? ok(undefined) : fail("store.unreachable");
    },
  };
  const kvs: FakeKvs = {
    client,
    values,
    seen,
    fault: () => null,
    before: () => Promise.resolve(),
    expired: new Set(),
    reset: () => {
      seen.length = 0;
      kvs.fault = () => null;
      kvs.before = () => Promise.resolve();
    },
    snapshot: () => new Map(values),
    restore: (former) => {
      values.clear();
      for (const [name, value] of former) values.set(name, value);
    },
    requests: (kind) => seen.filter((request) => request.kind === kind).length,
    written: () => pairsSeen().filter(({ value }) => value !== "").length,
    cleared: () => pairsSeen().filter(({ value }) => value === "").length,
  };
  return kvs;
};
