/**
 * One call to a personal data account under its token (contract 2.2, 4, 6): the token goes along, the
 * renewed one that comes back is taken over whatever the answer says, and what may be repeated is repeated
 * while the account cannot be had. Nothing of addresses, headers or bodies is logged.
 */
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer, Http, HttpFailure } from "#stores/http.port.ts";
import { badReply, failureOfAnswer, failureOfHttp } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import { readBody } from "./json-answer.ts";
import { pause } from "#stores/waiting.ts";
import { backOffMs } from "./back-off.ts";
import { slotError } from "./slot-error.ts";
import type { TokenKeeper } from "./token-keeper.ts";

/** What is asked. `path` begins behind `/api/v2.6/`. */
export interface PdaCall {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: string;
  /** Whether the very same request may be sent again when its answer was lost. GET always may. */
  readonly isRepeatable?: boolean;
  /** The success, 200 unless told otherwise (contract 7.7). */
  readonly status?: number;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
}

/** Sends one call and gives the JSON of its success. */
export type PdaClient = (call: PdaCall) => Promise<Result<unknown, PdaFailure>>;

/** What the client needs. `baseUrl` is asked for at each call, so that settings may change. */
export interface PdaClientParts {
  readonly baseUrl: () => Result<string, PdaFailure>;
  readonly keeper: TokenKeeper;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: (length: number) => Uint8Array;
}

/** One call is tried this often at most. */
const tries = 3;

const isWorthRepeating = ({ kind }: PdaFailure): boolean =>
  kind === "lost" || kind === "away" || kind === "busy";

const interpret = (call: PdaCall, answer: Result<BytesAnswer, HttpFailure>): Result<unknown, PdaFailure> => {
  if (!answer.ok) return err(failureOfHttp(answer.error));
  const { status } = answer.value;
  const { json, isPage } = readBody(answer.value);
  if (status === (call.status ?? 200))
    return json === undefined ? err(badReply(isPage ? "page" : "not-json")) : ok(json);
  return err(failureOfAnswer(status, json, isPage));
};

const toRequest = (call: PdaCall, baseUrl: string, token: string): Parameters<Http>[0] => ({
  url: `${baseUrl}/api/v2.6/${call.path}`,
  method: call.method ?? "GET",
  headers: {
    accept: "application/json",
    "x-auth-token": token,
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
  },
  signal: call.signal,
  ...(call.body === undefined ? {} : { body: call.body }),
  ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
  ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
});

/** Makes the client. */
export const createPdaClient = (parts: PdaClientParts): PdaClient => {
  const { keeper, http, clock, log, random } = parts;
  const once = async (
    call: PdaCall,
    baseUrl: string,
    token: string,
  ): Promise<Result<unknown, PdaFailure>> => {
    const answer = await http(toRequest(call, baseUrl, token));
    const renewed = answer.ok ? answer.value.headers.get("x-auth-token") : undefined;
    if (renewed !== undefined) await keeper.offer(renewed);
    return interpret(call, answer);
  };
  /** A refused token may only have been overtaken by one that another program took over. */
  const underToken = async (call: PdaCall, baseUrl: string): Promise<Result<unknown, PdaFailure>> => {
    const token = await keeper.use();
    if (!token.ok) return err(slotError(token.error));
    const first = await once(call, baseUrl, token.value);
    if (first.ok || first.error.kind !== "signed-out") return first;
    const newer = await keeper.newerThan(token.value);
    if (!newer.ok) return err(slotError(newer.error));
    return newer.value === null ? first : once(call, baseUrl, newer.value);
  };
  const repeated = async (call: PdaCall, baseUrl: string): Promise<Result<unknown, PdaFailure>> => {
    const isRepeatable = call.isRepeatable ?? (call.method ?? "GET") === "GET";
    for (let attempt = 1; ; attempt++) {
      if (call.signal.aborted) return err({ kind: "cancelled", error: fail("scan.cancelled").error });
      const result = await underToken(call, baseUrl);
      if (result.ok || !isRepeatable || attempt === tries || !isWorthRepeating(result.error)) return result;
      await pause(clock, backOffMs(attempt, random), call.signal);
    }
  };
  return async (call) => {
    const baseUrl = parts.baseUrl();
    if (!baseUrl.ok) return baseUrl;
    const result = await repeated(call, baseUrl.value);
    if (!result.ok && result.error.kind !== "cancelled") {
      const { code, ref, detail } = result.error.error;
      const name = `${call.method ?? "GET"} ${call.path.split(/[/?]/)[0] ?? ""}`;
      log.warn("dataswyft", { ...detail, call: name, code, ref });
    }
    return result;
  };
};
