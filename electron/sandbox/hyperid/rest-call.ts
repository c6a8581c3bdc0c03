/**
 * What every REST call has in common (contract 3): POST with a bearer token, JSON in and out, HTTP status
 * 200 for failures too, the number in `result`, `request_id` echoed or -1. Faults answer here.
 */
import { z } from "zod";
import type { HyperidParts, HyperidRequest } from "./parts.ts";
import { result } from "./spaces.ts";
import type { AccessToken } from "./tokens.ts";
import { bearerOf, checkAccessToken } from "./tokens.ts";

/** An answer's own members. */
export interface RestAnswer {
  readonly result: number;
  readonly [member: string]: unknown;
}

/** A call whose token and scopes are good. `body`: an object; `{}` for an empty body. */
export interface RestCall {
  readonly token: AccessToken;
  readonly body: unknown;
}

/** A failure by its number. */
export const failed = (number: number): RestAnswer => ({ result: number });

const idSchema = z.object({ request_id: z.int() });
const objectSchema = z.record(z.string(), z.unknown());

/** Undefined for what is no JSON. The vendor's SDKs send no body at all to list (contract 3.3). */
const readBody = async (c: HyperidRequest): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const faultOf = (c: HyperidRequest): number | null => {
  const code = c.get("failureCode");
  if (code !== null && /^-?\d{1,3}$/.test(code)) return Number(code);
  return c.get("isExpired") ? result.tokenExpired : null;
};

const decide = async (
  parts: HyperidParts,
  c: HyperidRequest,
  body: unknown,
  scopes: readonly string[],
  act: (call: RestCall) => RestAnswer,
): Promise<RestAnswer> => {
  const fault = faultOf(c);
  if (fault !== null) return failed(fault);
  const token = await checkAccessToken(parts, bearerOf(c.req.header("authorization")));
  if (!token.ok) return failed(token.error === "expired" ? result.tokenExpired : result.tokenInvalid);
  if (!scopes.every((scope) => token.value.scopes.includes(scope))) return failed(result.accessDenied);
  if (!objectSchema.safeParse(body).success) return failed(result.invalidParameters);
  return act({ token: token.value, body });
};

/** Answers one call. */
export const answerCall = async (
  parts: HyperidParts,
  c: HyperidRequest,
  scopes: readonly string[],
  act: (call: RestCall) => RestAnswer,
): Promise<Response> => {
  const body = await readBody(c);
  const answer = await decide(parts, c, body, scopes, act);
  const id = idSchema.safeParse(body);
  const whole = { request_id: id.success ? id.data.request_id : -1, ...answer };
  return c.body(JSON.stringify(whole), 200, {
    "content-type": "application/json; charset=UTF-8",
    "cache-control": "no-store",
  });
};
