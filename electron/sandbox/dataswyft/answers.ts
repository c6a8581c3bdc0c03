/** How the account says no (contract 6): two shapes, and what becomes of them where JSON is not wanted. */
import type { Context } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";

type ErrorStatus = 400 | 401 | 403 | 404 | 413 | 415 | 500;

/** The shape of the account's own rules: `message` is the title, `cause` the detail. */
export const businessError = (
  c: Context<SandboxEnv>,
  status: ErrorStatus,
  message: string,
  cause: string,
): Response => c.json({ message, cause }, status);

/** Whether the answer may be JSON: no Accept header, or one that admits it with a weight above 0. */
const admitsJson = (c: Context<SandboxEnv>): boolean => {
  const accept = c.req.header("accept");
  if (accept === undefined || accept.trim() === "") return true;
  return accept.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    return !isRefused && ["*/*", "application/*", "application/json"].includes(type);
  });
};

/** The framework's shape: `error` is the title. 401 and 403 become a redirect to `/` where JSON is not admitted. */
export const frameworkError = (
  c: Context<SandboxEnv>,
  status: ErrorStatus,
  error: string,
  message: unknown = error,
): Response => {
  if (admitsJson(c)) return c.json({ error, message }, status);
  return status === 401 || status === 403 ? c.redirect("/", 303) : c.text(error, status);
};

/** No token, or none that counts. */
export const notAuthenticated = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 401, "Not Authenticated");

/** The role is missing. */
export const forbidden = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 403, "Forbidden", "Access Denied");

/** The handler failed: never with a renewed token. */
export const internalError = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 500, "Internal Server error", "A server error occurred, please report it");

/** The account sleeps or was never made. */
const unavailable = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 404, "Not Found", "HAT unavailable");

/** Content that is already stored somewhere in the account. */
export const duplicateData = (c: Context<SandboxEnv>): Response =>
  businessError(c, 400, "Bad Request", "Duplicate data - the same content is already stored");

/** Any other reason not to insert. */
export const couldNotInsert = (c: Context<SandboxEnv>, detail: string): Response =>
  businessError(c, 400, "Bad Request", `Could not insert data - ${detail}`);

/** A record that is not there. */
export const dataMissing = (c: Context<SandboxEnv>, verb: string): Response =>
  businessError(c, 400, "Data Missing", `Could not find records to ${verb}`);

/** Too many calls of /users/access_token. */
export const rateExceeded = (c: Context<SandboxEnv>): Response =>
  businessError(c, 400, "Request rate exceeded", "Too many requests from this address");

/** Records outside the namespaces of the application. */
export const recordsForbidden = (c: Context<SandboxEnv>): Response =>
  businessError(c, 403, "Forbidden", "Some of the records belong to another namespace");

/** No such file. */
export const noSuchFile = (c: Context<SandboxEnv>, fileId: string): Response =>
  businessError(c, 404, "No such file", `File ${fileId} not found`);

/** A file whose bytes are not there. */
export const fileNotAvailable = (c: Context<SandboxEnv>): Response =>
  businessError(c, 400, "File not available", "A file that is not fully uploaded cannot be completed");

/** An address that nothing handles. */
export const handlerNotFound = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 404, "Handler Not Found", `No handler for ${c.req.method} ${c.req.path}`);

const failures: Readonly<Record<string, (c: Context<SandboxEnv>) => Response>> = {
  duplicate: duplicateData,
  insert: (c) => couldNotInsert(c, "asked for by a fault"),
  "data-missing": (c) => dataMissing(c, "use"),
  rate: rateExceeded,
  "not-authenticated": notAuthenticated,
  forbidden,
  "records-forbidden": recordsForbidden,
  "not-found": (c) => noSuchFile(c, "asked-for-by-a-fault"),
  "file-not-available": fileNotAvailable,
  "handler-not-found": handlerNotFound,
  unavailable,
  internal: internalError,
};

/** The failure that a fault of kind `code` asks for; one of an unknown name is an internal error. */
export const demandedFailure = (c: Context<SandboxEnv>): Response | null => {
  const code = c.get("failureCode");
  return code === null ? null : (failures[code] ?? internalError)(c);
};
