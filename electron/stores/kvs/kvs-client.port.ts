/**
 * VivoKey KVS as its wire has it: short names, short values, absent and empty the same. Everything
 * the service lacks (lists, deletion, versions) is made above this port.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** Failures of one request. The service gives no reasons, so `session.expired` is inferred by the client. */
export type KvsError = AppError<
  | "store.unreachable"
  | "store.bad-reply"
  | "store.refused"
  | "store.name-too-long"
  | "store.value-too-long"
  | "session.expired"
  | "scan.cancelled"
>;

/** One name and its value: at most 20 and 256 bytes of UTF-8. */
export interface KvsPair {
  readonly key: string;
  readonly value: string;
}

/** One call is one request, which may be repeated while it gets no answer. `challenge` is a validated challenge, 32 hex characters, a secret. */
export interface KvsClient {
  /** Every name asked for with its value; absent ones as "". Names over 20 bytes: store.name-too-long. */
  read(
    challenge: string,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, KvsError>>;
  /** Writes the pairs; last write wins. store.name-too-long and store.value-too-long before anything is sent. */
  store(challenge: string, pairs: readonly KvsPair[], signal: AbortSignal): Promise<Result<void, KvsError>>;
}
