/** A service made of answers in bytes: stands in for the Http port, and remembers what it was asked. */
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";

/** What one request gets. */
export type ScriptedBytes = Result<BytesAnswer, HttpFailure>;

/** An answer, or what makes one of the request. */
export type ScriptedStep = ScriptedBytes | ((request: BytesRequest) => ScriptedBytes);

/** The stand-in with what it saw. */
export interface ScriptedBytesHttp {
  readonly http: Http;
  readonly seen: BytesRequest[];
}

/** An answer: a value is written as JSON, a text as it is. */
export const bytesAnswered = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): ScriptedBytes =>
  ok({
    status,
    headers: new Map(Object.entries(headers)),
    bytes: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
  });

/** No answer, for a reason. */
export const bytesUnanswered = (reason: HttpFailure["reason"], system?: string): ScriptedBytes => ({
  ok: false,
  error: { reason, ...(system === undefined ? {} : { system }) },
});

/** Answers in order, the last one again and again; or whatever a function says. */
export const scriptedBytesHttp = (...answers: readonly ScriptedStep[]): ScriptedBytesHttp => {
  const seen: BytesRequest[] = [];
  const http: Http = (request) => {
    seen.push(request);
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    if (answer === undefined) throw new Error("nothing was scripted");
    return Promise.resolve(typeof answer === "function" ? answer(request) : answer);
  };
  return { http, seen };
};
