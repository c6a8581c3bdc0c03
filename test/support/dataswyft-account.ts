/** Calls of the sandbox's personal data account by plain HTTP, for tests that look at the answers themselves. */
import type { TestSandbox } from "./sandbox.ts";

/** One answer as it came. */
export interface PdaAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the body is not JSON. */
  readonly json: unknown;
  /** The renewed token. */
  readonly token: string | null;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends one request below the account's address; `body` goes as JSON unless it is a text. */
export const callPda = async (
  box: TestSandbox,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<PdaAnswer> => {
  const { token, body, headers = {} } = options;
  const answer = await fetch(`${box.endpoints.dataswyft.pdaUrl}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(token === undefined ? {} : { "x-auth-token": token }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: parse(text),
    token: answer.headers.get("x-auth-token"),
  };
};

const accessToken = ({ status, text, json }: PdaAnswer): string => {
  if (status !== 200) throw new Error(`no token: ${status} ${text}`);
  return (json as { accessToken: string }).accessToken;
};

/** The owner's token, for development only. */
export const ownerToken = async (box: TestSandbox): Promise<string> => {
  const { username, password } = box.endpoints.dataswyft;
  const headers = { username: encodeURIComponent(username), password: encodeURIComponent(password) };
  return accessToken(await callPda(box, "GET", "/users/access_token", { headers }));
};

/** An application's token, by way of the owner's. */
export const applicationToken = async (
  box: TestSandbox,
  id = box.endpoints.dataswyft.applicationId,
): Promise<string> => {
  const token = await ownerToken(box);
  return accessToken(await callPda(box, "GET", `/api/v2.6/applications/${id}/access-token`, { token }));
};
