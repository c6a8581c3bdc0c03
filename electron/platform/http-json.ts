/** One bounded JSON call over the Http port: JSON or nothing, POST with a body and GET without one. */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Http, HttpFailure } from "#stores/http.port.ts";

/** What is sent. `body` is written as JSON; without one the call is a GET. Limits as in http.port.ts. */
export interface HttpRequest {
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly isRepeatable?: boolean;
}

/** The status and the parsed body. */
export interface HttpAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Sends one request. */
export type HttpJson = (request: HttpRequest) => Promise<Result<HttpAnswer, HttpFailure>>;

/** A refusal may come without JSON; a page in place of one is a proxy's or a portal's, and says nothing of the service. */
const isTold = (status: number, text: string): boolean =>
  status >= 500 || status === 429 || (status >= 400 && !text.trimStart().startsWith("<"));

const parse = (status: number, text: string): Result<HttpAnswer, HttpFailure> => {
  try {
    return ok({ status, json: JSON.parse(text) as unknown });
  } catch {
    return isTold(status, text) ? ok({ status, json: null }) : err({ reason: "not-json" });
  }
};

/** JSON over an Http. A redirect is an address that is not the service's: unreachable. */
export const createHttpJson =
  (http: Http): HttpJson =>
  async ({ body, headers, ...rest }) => {
    const answer = await http({
      ...rest,
      method: body === undefined ? "GET" : "POST",
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) return answer;
    const { status, bytes } = answer.value;
    if (status >= 300 && status < 400) return err({ reason: "unreachable" });
    return parse(status, new TextDecoder().decode(bytes));
  };
