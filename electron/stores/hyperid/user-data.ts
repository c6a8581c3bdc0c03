/**
 * HyperID's user data API (contract 3): one call a verb, sent with the account's token, repeated where the
 * service asks for it. HTTP 200 says nothing; the number in `result` does. What the service leaves out is
 * never taken for empty.
 */
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { BytesAnswer, Http } from "#stores/http.port.ts";
import { asStoreError } from "./errors-between.ts";
import type { Space } from "./result-table.ts";
import { meaningOf } from "./result-table.ts";
import type { Sent, UserDataFailure } from "./user-data-failure.ts";
import { httpFailure, otherFailure, resultFailure, statusFailure, unreadable } from "./user-data-failure.ts";
import { pause } from "#stores/waiting.ts";

/** A token with the REST address that takes it; `refused` is the token that was no good just now. */
export type Authorize = (
  signal: AbortSignal,
  refused?: string,
) => Promise<Result<{ readonly token: string; readonly restBaseUrl: string }, AccountError>>;

/** What the calls are made over. `random`: one byte spreads a pause. */
export interface UserDataParts {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: (length: number) => Uint8Array;
  readonly authorize: Authorize;
}

/** A key space, with the member that its requests carry where it is a wallet's or an identity provider's. */
export interface DataSpace {
  readonly space: Space;
  readonly members?: Readonly<Record<string, string>>;
}

/** The answer of a verb, or why there is none. */
export type UserDataResult<T> = Promise<Result<T, UserDataFailure>>;

/** Sends one verb. `maxBytes` bounds the answer. */
export type UserDataCall = (
  sent: Sent,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
  maxBytes?: number,
) => UserDataResult<{ readonly isEmpty: boolean; readonly json: unknown }>;

const tries = 3;
const firstPauseMs = 300;
const resultSchema = z.object({ result: z.number().int() });

const addressOf = (restBaseUrl: string, { verb, space }: Sent): string =>
  `${restBaseUrl}/user-data/${space === "basic" ? "" : `${space}/`}${verb}`;

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

/** What an answer says. Basic `get` of nothing and the others' 1 are both “nothing found”. */
const read = (
  sent: Sent,
  { status, bytes }: BytesAnswer,
): Result<{ readonly isEmpty: boolean; readonly json: unknown }, UserDataFailure> => {
  const wrongStatus = statusFailure(status, sent);
  if (wrongStatus !== null) return err(wrongStatus);
  const json = parse(bytes);
  const told = resultSchema.safeParse(json);
  if (!told.success) return err(unreadable(json === undefined ? "not-json" : "no-result"));
  const meaning = meaningOf(sent.verb, sent.space, told.data.result);
  if (meaning === "done" || meaning === "nothing-found")
    return ok({ isEmpty: meaning === "nothing-found", json });
  return err(resultFailure(meaning, told.data.result, sent));
};

const send = async (
  { http }: UserDataParts,
  sent: Sent,
  { token, restBaseUrl }: { readonly token: string; readonly restBaseUrl: string },
  body: string,
  signal: AbortSignal,
  maxBytes: number | undefined,
): ReturnType<UserDataCall> => {
  const answer = await http({
    url: addressOf(restBaseUrl, sent),
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body,
    signal,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  return answer.ok ? read(sent, answer.value) : err(httpFailure(answer.error));
};

/**
 * Makes the call. Every verb sets, reads or removes the same keys each time, so all may be repeated: after
 * an ended token once, after a busy or unreachable service twice, with a growing pause.
 */
export const createUserDataCall = (parts: UserDataParts): UserDataCall => {
  const { clock, random, authorize, log } = parts;
  const pauseMs = (attempt: number): number =>
    firstPauseMs * 2 ** attempt * (0.5 + (random(1)[0] ?? 128) / 256);
  const noted = (sent: Sent, failure: UserDataFailure): Result<never, UserDataFailure> => {
    const { code, ref, detail } = failure.error;
    if (code !== "scan.cancelled")
      log.warn("hyperid", { ...detail, call: `${sent.verb}/${sent.space}`, code, ref });
    return err(failure);
  };
  return async (sent, body, signal, maxBytes) => {
    const text = JSON.stringify(body);
    let refused: string | undefined;
    for (let attempt = 0; ;) {
      const allowed = await authorize(signal, refused);
      if (!allowed.ok) return noted(sent, otherFailure(asStoreError(allowed.error)));
      const answer = await send(parts, sent, allowed.value, text, signal, maxBytes);
      if (answer.ok) return answer;
      const { again } = answer.error;
      if (again === "refresh" && refused === undefined) {
        refused = allowed.value.token;
      } else if (again === "wait" && attempt + 1 < tries && !signal.aborted) {
        await pause(clock, pauseMs(attempt++), signal);
      } else {
        return noted(sent, answer.error);
      }
    }
  };
};
