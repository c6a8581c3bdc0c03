/** Answers of a personal data account, or of what stands in its way, as the Http port gives them. */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { BytesAnswer, HttpFailure } from "#stores/http.port.ts";

/** What one request gets. */
export type PdaReply = Result<BytesAnswer, HttpFailure>;

/** An answer with JSON. */
export const jsonReply = (
  status: number,
  json: unknown,
  headers: readonly [string, string][] = [],
): PdaReply =>
  ok({
    status,
    headers: new Map([["content-type", "application/json"], ...headers]),
    bytes: new TextEncoder().encode(JSON.stringify(json)),
  });

/** An answer with text, such as a page. */
export const textReply = (status: number, text: string, type = "text/html"): PdaReply =>
  ok({ status, headers: new Map([["content-type", type]]), bytes: new TextEncoder().encode(text) });

/** No answer. */
export const noReply = (reason: HttpFailure["reason"]): PdaReply => ({ ok: false, error: { reason } });
