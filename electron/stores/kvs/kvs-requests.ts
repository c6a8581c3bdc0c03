/**
 * Requests of the size the service takes, each under the session that holds at that moment. It stops
 * at the first failure and tells what was had by then; it never repeats a request.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { KvsClient, KvsPair } from "./kvs-client.port.ts";

/** How many names and pairs go into one request. */
export interface KvsSettings {
  readonly namesPerRequest: number;
  readonly pairsPerRequest: number;
}

/** The token of the last tap: a validated challenge, 32 hex characters. */
export type KvsSession = () => Result<string, AppError<"session.none" | "session.expired">>;

/** Values by name, "" for absent ones; what is missing was not answered because of `error`. */
export interface Answered {
  readonly values: ReadonlyMap<string, string>;
  readonly error: StoreError | null;
}

/** Reads and writes any number of values. */
export interface KvsRequests {
  read(names: readonly string[], signal: AbortSignal): Promise<Answered>;
  /** Writes in order; a failure may leave any part of the pairs written. */
  store(pairs: readonly KvsPair[], signal: AbortSignal): Promise<Result<void, StoreError>>;
}

const inParts = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );

/** Requests through a client. */
export const createKvsRequests = (
  client: KvsClient,
  session: KvsSession,
  settings: KvsSettings,
): KvsRequests => {
  const allowed = (signal: AbortSignal): Result<string, StoreError> =>
    signal.aborted ? fail("scan.cancelled") : session();
  /** The service gives no reasons: a refusal after the session's end is the session's. */
  const reason = (error: StoreError): StoreError => {
    if (error.code !== "store.refused") return error;
    const token = session();
    return token.ok ? error : token.error;
  };
  return {
    read: async (names, signal) => {
      const values = new Map<string, string>();
      for (const part of inParts(names, settings.namesPerRequest)) {
        const token = allowed(signal);
        if (!token.ok) return { values, error: token.error };
        const answer = await client.read(token.value, part, signal);
        if (!answer.ok) return { values, error: reason(answer.error) };
        for (const name of part) values.set(name, answer.value.get(name) ?? "");
      }
      return { values, error: null };
    },
    store: async (pairs, signal) => {
      for (const part of inParts(pairs, settings.pairsPerRequest)) {
        const token = allowed(signal);
        if (!token.ok) return token;
        const answer = await client.store(token.value, part, signal);
        if (!answer.ok) return err(reason(answer.error));
      }
      return ok(undefined);
    },
  };
};
