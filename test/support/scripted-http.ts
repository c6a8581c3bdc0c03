/** A service made of answers: stands in for HTTP below the clients, and remembers what it was asked. */
import type { LogFields, Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { HttpAnswer, HttpJson, HttpRequest } from "#platform/http-json.ts";
import type { HttpFailure } from "#stores/http.port.ts";

/** What one request gets. */
export type ScriptedAnswer = Result<HttpAnswer, HttpFailure>;

/** A row of a table of tests: what happens, the answer, and the error code it becomes. */
export type AnswerCase = readonly [what: string, answer: ScriptedAnswer, code: string];

/** The stand-in with what it saw. */
export interface ScriptedHttp {
  readonly http: HttpJson;
  readonly seen: HttpRequest[];
}

/** An answer with a status and a body. */
export const answered = (json: unknown, status = 200): ScriptedAnswer => ok({ status, json });

/** No answer, for a reason. */
export const unanswered = (reason: HttpFailure["reason"], system?: string): ScriptedAnswer => ({
  ok: false,
  error: { reason, ...(system === undefined ? {} : { system }) },
});

/** Answers in order, the last one again and again. */
export const scriptedHttp = (...answers: readonly ScriptedAnswer[]): ScriptedHttp => {
  const seen: HttpRequest[] = [];
  const http: HttpJson = (request) => {
    seen.push(request);
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    if (answer === undefined) throw new Error("nothing was scripted");
    return Promise.resolve(answer);
  };
  return { http, seen };
};

/** A log that keeps its lines. */
export const keptLog = (): Log & { readonly lines: (LogFields & { readonly event: string })[] } => {
  const lines: (LogFields & { readonly event: string })[] = [];
  const keep = (event: string, fields: LogFields = {}): void => void lines.push({ ...fields, event });
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
};
