/**
 * PRIVO's access token (contract 2.1): asked for with client id and secret, kept in memory, renewed at 85 %
 * of its life, dropped when the service says so. However many ask at once, one request is sent.
 */
import { z } from "zod";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { BytesAnswer } from "#stores/http.port.ts";
import type { PrivoSender, PrivoTrouble } from "./privo-http.ts";
import { jsonOf, sendPatiently, troubleByStatus, troubleOf } from "./privo-http.ts";

/** A client of PRIVO's. `style`: where the parameters stand; the query is in some of the vendor's samples. */
export interface PrivoClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly style: "form" | "query";
}

/** Failures of getting one. */
export type PrivoTokenError = PrivoTrouble | AppError<"lookup.bad-credentials" | "lookup.refused">;

/** The token. */
export interface PrivoToken {
  get(signal: AbortSignal): Promise<Result<string, PrivoTokenError>>;
  /** Forgets this token, unless another one took its place. */
  drop(token: string): void;
}

interface Live {
  readonly token: string;
  readonly renewAt: number;
}

const grantSchema = z.object({
  access_token: z.string().min(1).max(16_384),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.coerce.number().nonnegative().optional(),
});
const errorSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/** The part of a token's life after which a new one is asked for. */
const usedPart = 0.85;
/** For a token that does not say: half of what is usual. */
const unsaidSeconds = 300;

/** These say that the client is at fault (RFC 6749 5.2). */
const clientErrors = new Set(["invalid_client", "unauthorized_client", "access_denied", "invalid_grant"]);

const refusal = (answer: BytesAnswer): Result<never, PrivoTokenError> => {
  const { status } = answer;
  const trouble = troubleByStatus(status);
  if (trouble !== null) return trouble;
  if (status < 400) return fail("lookup.bad-reply", { status, at: "token" });
  const said = errorSchema.safeParse(jsonOf(answer));
  const isClient = status === 401 || status === 403 || (said.success && clientErrors.has(said.data.error));
  return fail(isClient ? "lookup.bad-credentials" : "lookup.refused", {
    status,
    at: "token",
    ...(said.success ? { error: said.data.error } : {}),
  });
};

const requestOf = ({ tokenUrl, clientId, clientSecret, scope, style }: PrivoClient) => {
  const parameters = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope === "" ? {} : { scope }),
  }).toString();
  const headers = { accept: "application/json" };
  if (style === "query") {
    const url = `${tokenUrl}${tokenUrl.includes("?") ? "&" : "?"}${parameters}`;
    return { url, method: "POST", headers } as const;
  }
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return { url: tokenUrl, method: "POST", headers: { ...headers, ...type }, body: parameters } as const;
};

/** Waits for work that others wait for too; null when this one no longer wants it. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> =>
  new Promise((settle) => {
    const leave = (): void => settle(null);
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    void work.then((value) => {
      signal.removeEventListener("abort", leave);
      settle(value);
    });
  });

/** Makes an empty place for the token of one client. */
export const createPrivoToken = (client: PrivoClient, sender: PrivoSender): PrivoToken => {
  let live: Live | null = null;
  let fetching: Promise<Result<string, PrivoTokenError>> | null = null;
  const fetchToken = async (): Promise<Result<string, PrivoTokenError>> => {
    const askedAt = sender.clock.monotonicMs();
    // No caller's signal: others may wait for the same token. The tries and their time are limited.
    const { signal } = new AbortController();
    const answer = await sendPatiently(sender, { ...requestOf(client), signal });
    if (!answer.ok) return troubleOf(answer.error);
    const granted = grantSchema.safeParse(jsonOf(answer.value));
    if (answer.value.status !== 200 || !granted.success) return refusal(answer.value);
    const { access_token: token, expires_in: seconds = unsaidSeconds } = granted.data;
    live = { token, renewAt: askedAt + seconds * 1000 * usedPart };
    return ok(token);
  };
  return {
    get: async (signal) => {
      if (live !== null && sender.clock.monotonicMs() < live.renewAt) return ok(live.token);
      fetching ??= fetchToken().finally(() => (fetching = null));
      return (await unlessAborted(fetching, signal)) ?? fail("task.cancelled");
    },
    drop: (token) => {
      if (live?.token === token) live = null;
    },
  };
};
