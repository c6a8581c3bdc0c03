/** HTTP in bytes as a script: what each request gets is the test's own function. */
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";

/** What one request gets. */
export type BytesReply = Result<BytesAnswer, HttpFailure>;

/** A request with its body parsed, where it is JSON. */
export interface SeenRequest extends BytesRequest {
  readonly json: Readonly<Record<string, unknown>>;
}

/** The stand-in with what it saw. */
export interface ScriptedBytes {
  readonly http: Http;
  readonly seen: SeenRequest[];
}

/** An answer with a text. */
export const textReply = (
  text: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): BytesReply =>
  ok({ status, headers: new Map(Object.entries(headers)), bytes: new TextEncoder().encode(text) });

/** An answer in JSON. */
export const jsonReply = (
  json: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): BytesReply => textReply(JSON.stringify(json), status, { "content-type": "application/json", ...headers });

/** No answer. */
export const noReply = (reason: HttpFailure["reason"]): BytesReply => ({ ok: false, error: { reason } });

const parsed = ({ body }: BytesRequest): Readonly<Record<string, unknown>> => {
  if (typeof body !== "string" || !body.startsWith("{")) return {};
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
};

/** Makes one; `reply` may wait. */
export const scriptedBytes = (
  reply: (request: SeenRequest, at: number) => BytesReply | Promise<BytesReply>,
): ScriptedBytes => {
  const seen: SeenRequest[] = [];
  return {
    seen,
    http: async (request) => {
      const whole = { ...request, json: parsed(request) };
      seen.push(whole);
      return reply(whole, seen.length - 1);
    },
  };
};
