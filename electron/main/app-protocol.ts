/**
 * Serves the page from app://vault: only files below the built renderer, with a strict policy for
 * what the page may load. Style tags of the component library carry the nonce of their own response.
 */
import type { ProtocolResponse } from "electron";
import { protocol } from "electron";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";

/** The origin of the page. */
export const appOrigin = "app://vault";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Must run before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");

/** The file a URL names, or null when it would leave the folder. */
export const fileOf = (url: string, folder: string): string | null => {
  if (!URL.canParse(url)) return null;
  const { protocol: scheme, host, pathname } = new URL(url);
  if (scheme !== "app:" || host !== "vault") return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes("\0")) return null;
  const file = normalize(join(folder, path === "/" ? "index.html" : path));
  return file.startsWith(folder + sep) ? file : null;
};

const notFound: ProtocolResponse = {
  statusCode: 404,
  mimeType: "text/plain",
  data: Buffer.from("not found"),
};

const respond = (url: string, folder: string): ProtocolResponse => {
  const file = fileOf(url, folder);
  const type = file === null ? undefined : types[extname(file)];
  if (file === null || type === undefined) return notFound;
  try {
    const body = readFileSync(file);
    const nonce = randomBytes(16).toString("base64");
    const isPage = type.startsWith("text/html");
    return {
      data: isPage ? Buffer.from(body.toString("utf8").replace("__CSP_NONCE__", nonce)) : body,
      headers: {
        "content-type": type,
        "content-security-policy": policy(nonce),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
      },
    };
  } catch {
    return notFound;
  }
};

/**
 * Answers requests for app://vault from the folder. The newer `protocol.handle` answers with web streams,
 * whose library takes longer to load than all our files do, before the first of them is given out.
 */
export const serveApp = (folder: string): void => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  protocol.registerBufferProtocol("app", (request, callback) => callback(respond(request.url, folder)));
};
