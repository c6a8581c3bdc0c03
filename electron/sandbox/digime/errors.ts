/** Failures as digi.me tells them (contract 9): the codes with their HTTP status, and the body's shape. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { err } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";

/** Why a call is refused. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Where the code alone does not say it. */
  readonly status?: ContentfulStatusCode;
}

/** Only those that the contract knows; every other code answers 400. */
const statuses: ReadonlyMap<string, ContentfulStatusCode> = new Map([
  ["InvalidToken", 401],
  ["InvalidRedirectUri", 404],
  ["SDKVersionInvalid", 403],
]);

/** The HTTP status of a refusal. */
export const statusOf = ({ code, status }: Refusal): ContentfulStatusCode =>
  status ?? statuses.get(code) ?? 400;

/** A refusal as the failure of a Result. */
export const no = (
  code: string,
  message: string,
  status?: ContentfulStatusCode,
): { readonly ok: false; readonly error: Refusal } =>
  err({ code, message, ...(status === undefined ? {} : { status }) });

/** Answers with a refusal. */
export const refuse = (c: Context<SandboxEnv>, refusal: Refusal): Response => {
  const { code, message } = refusal;
  const reference = globalThis.crypto.randomUUID().slice(0, 8);
  return c.json({ error: { code, message, reference } }, statusOf(refusal));
};

/** The fault `code` as a refusal. */
export const asked = (code: string): Refusal => ({ code, message: `The sandbox was asked for ${code}.` });

/** The words of 401 that tell which token ended (contract 9). */
export const ended = (which: "access token" | "refresh token" | "authorization code"): Refusal => ({
  code: "InvalidToken",
  message: `The ${which} is invalid or has expired.`,
});
