/**
 * The way back from the browser over a port on this computer: a server on 127.0.0.1 that takes one answer
 * on one path and closes. The browser is sent on at once to a page without the answer in its address. It
 * does not judge what came; whoever asked does.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { RedirectReceiver } from "#stores/redirect.port.ts";

/** How long the last page may take to be fetched after the answer came. */
const lastPageMs = 5_000;
/** Bytes of the longest address that is taken, and of all headers: a browser sends other pages' cookies along. */
const maxAddress = 16_384;
const maxHeaderSize = 65_536;

const page = (title: string, text: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center}main{max-width:28rem;padding:2rem}
</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;

const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  connection: "close",
};

const say = (response: ServerResponse, status: number, title: string, text: string): void =>
  void response.writeHead(status, headers).end(page(title, text));

const listen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const failed = (): void => resolve(false);
    server.once("error", failed);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.off("error", failed);
      resolve(true);
    });
  });

const firstFree = async (server: Server, ports: readonly number[]): Promise<number | null> => {
  for (const port of ports) if (await listen(server, port)) return port;
  return null;
};

/** A page elsewhere must not reach this server through a name that it resolves to this computer. */
const isOurs = (request: IncomingMessage, port: number): boolean =>
  request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;

/** Where a request goes to on this server; null for what is no such request, such as an address with a host of its own. */
const readAddress = (request: IncomingMessage, port: number): URL | null => {
  const { method, url: address = "" } = request;
  const base = `http://127.0.0.1:${port}`;
  if (!isOurs(request, port) || method !== "GET" || address.length > maxAddress) return null;
  if (!address.startsWith("/") || !URL.canParse(address, base)) return null;
  const url = new URL(address, base);
  return url.origin === base ? url : null;
};

/** Opens the way back on the first free port. connect.port-taken names the ports that were tried. */
export const openLoopbackRedirect = async (
  ports: readonly number[],
  path: string,
): Promise<Result<RedirectReceiver, AppError<"connect.port-taken">>> => {
  let settle: (result: Awaited<RedirectReceiver["received"]>) => void = () => undefined;
  const received = new Promise<Awaited<RedirectReceiver["received"]>>((resolve) => (settle = resolve));
  let port = 0;
  let isAnswered = false;
  const end = (): void => {
    server.close();
    server.closeAllConnections();
  };
  /** Once answered, the server stays for as long as the browser needs to fetch the last page. */
  const close = (): void => {
    settle(fail("connect.cancelled"));
    if (!isAnswered) end();
  };
  const answer = (url: URL, response: ServerResponse): void => {
    if (isAnswered)
      return say(response, 410, "Already used", "This answer was taken before. Nothing happened.");
    isAnswered = true;
    response.writeHead(303, { ...headers, location: "/done" }).end();
    settle(ok(url));
    setTimeout(end, lastPageMs).unref();
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = readAddress(request, port);
    if (url === null) return say(response, 400, "Not for this program", "Nothing happened.");
    if (url.pathname === path) return answer(url, response);
    if (url.pathname !== "/done" || !isAnswered)
      return say(response, 404, "Nothing here", "Nothing happened.");
    say(
      response,
      200,
      "Go back to Tapvault",
      "It has your answer and goes on by itself. You can close this page.",
    );
    response.once("close", end);
  };
  const server = createServer({ maxHeaderSize }, handle);
  const free = await firstFree(server, ports);
  if (free === null) return fail("connect.port-taken", { ports: ports.join(", ") });
  port = free;
  return ok({ redirectUri: `http://127.0.0.1:${port}${path}`, received, close });
};
