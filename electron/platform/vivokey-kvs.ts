/**
 * Client of VivoKey's key value store (contract 2): one HTTP request a call, repeated while the service
 * cannot be had. The service gives no reasons: its error is store.refused here; whoever holds the session
 * knows whether that was its end. What the service leaves out is never taken for empty.
 */
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { KvsClient, KvsError, KvsPair } from "#stores/kvs/kvs-client.port.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { HttpAnswer, HttpJson } from "./http-json.ts";
import { logged } from "./service-log.ts";

/** Where the service is. `random` spreads the retries, 0 to below 1. */
export interface KvsClientOptions {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly http: HttpJson;
  readonly random?: () => number;
}

/** The service's limits in bytes of UTF-8 (contract 2.1, confirmed). */
export const kvsLimits = { nameBytes: 20, valueBytes: 256 } as const;

// Not z.record: it drops the name __proto__, which is a name like any other.
const isNamed = (data: unknown): boolean => typeof data === "object" && data !== null && !Array.isArray(data);
const readSchema = z.object({
  result: z.literal("success"),
  data: z.custom<Readonly<Record<string, unknown>>>(isNamed),
});
const storeSchema = z.object({ result: z.literal("success") });
const errorSchema = z.object({ result: z.literal("error") });
const tries = 3;
const firstPauseMs = 200;

const encoder = new TextEncoder();
const isOver = (text: string, limit: number): boolean => encoder.encode(text).length > limit;

const isWorthRepeating = (answer: Result<HttpAnswer, HttpFailure>): boolean =>
  answer.ok
    ? answer.value.status >= 500 || answer.value.status === 429
    : answer.error.reason === "unreachable" || answer.error.reason === "timeout";

const failureOf = (answer: Result<HttpAnswer, HttpFailure>): Result<never, KvsError> => {
  if (!answer.ok) {
    const { reason } = answer.error;
    if (reason === "cancelled") return fail("scan.cancelled");
    const isAway = reason === "unreachable" || reason === "timeout" || reason === "insecure";
    return fail(isAway ? "store.unreachable" : "store.bad-reply", { ...answer.error });
  }
  const { status, json } = answer.value;
  if (errorSchema.safeParse(json).success) return fail("store.refused");
  return status >= 500 || status === 429
    ? fail("store.unreachable", { status })
    : fail("store.bad-reply", { status });
};

/** Every name asked for with its value, as the contract promises (2.1, confirmed); null when one is missing. */
const readValues = (json: unknown, names: readonly string[]): ReadonlyMap<string, string> | null => {
  const parsed = readSchema.safeParse(json);
  if (!parsed.success) return null;
  const { data } = parsed.data;
  const values = new Map<string, string>();
  for (const name of names) {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (typeof value !== "string") return null;
    values.set(name, value);
  }
  return values;
};

/** Makes the client. Both calls overwrite or read the same names with the same values, so both may be repeated. */
export const createKvsClient = (options: KvsClientOptions): KvsClient => {
  const { http } = options;
  const random = options.random ?? Math.random;
  const pause = (attempt: number, signal: AbortSignal): Promise<void> =>
    new Promise((wake) => {
      const cancel = options.clock.after(firstPauseMs * 2 ** attempt * (0.5 + random()), wake);
      const stop = (): void => {
        cancel();
        wake();
      };
      signal.addEventListener("abort", stop, { once: true });
    });
  const noted = <T>(call: string, result: Result<T, KvsError>): Result<T, KvsError> =>
    logged(options.log, "vivokey-kvs", call, result);
  const post = async (
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer, HttpFailure>> => {
    const url = `${options.baseUrl.replace(/\/+$/, "")}/${path}`;
    for (let attempt = 0; ; attempt++) {
      const answer = await http({ url, body, signal });
      if (!isWorthRepeating(answer)) return answer;
      if (signal.aborted) return err({ reason: "cancelled" });
      if (attempt + 1 >= tries) return answer;
      await pause(attempt, signal);
    }
  };
  return {
    read: async (challenge, names, signal) => {
      if (names.some((name) => isOver(name, kvsLimits.nameBytes))) return fail("store.name-too-long");
      const answer = await post("kvp-read", { challenge, dict: names }, signal);
      const values = answer.ok ? readValues(answer.value.json, names) : null;
      return noted("kvp-read", values === null ? failureOf(answer) : ok(values));
    },
    store: async (challenge, pairs, signal) => {
      const refused = refusal(pairs);
      if (refused !== null) return err(refused);
      const dict = pairs.map(({ key, value }) => ({ key, value }));
      const answer = await post("kvp-store", { challenge, dict }, signal);
      const isStored = answer.ok && storeSchema.safeParse(answer.value.json).success;
      return noted("kvp-store", isStored ? ok(undefined) : failureOf(answer));
    },
  };
};

const refusal = (pairs: readonly KvsPair[]): KvsError | null => {
  if (pairs.some(({ key }) => isOver(key, kvsLimits.nameBytes))) return fail("store.name-too-long").error;
  return pairs.some(({ value }) => isOver(value, kvsLimits.valueBytes))
    ? fail("store.value-too-long").error
    : null;
};
