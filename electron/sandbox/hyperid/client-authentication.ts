/**
 * Who calls an endpoint (contract 2.2): secret in the body, HTTP Basic, an assertion signed with the secret
 * or with the client's RSA key, or no proof at all for a public client, if the settings allow those.
 */
import { createPublicKey, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { ClientRow } from "./clients.ts";
import { findClient } from "./clients.ts";
import type { HyperidParts, HyperidRequest, OauthError } from "./parts.ts";
import { clientRefused, protocolPath } from "./parts.ts";
import { readSettings } from "./settings.ts";
import { hashOf } from "./tables.ts";

/** A registered client; `isProven` when it has shown its secret or key. */
export interface Caller {
  readonly id: string;
  readonly isProven: boolean;
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const refused = err(clientRefused("unknown client, or it did not prove itself"));

const isSame = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));

/** Some clients percent-encode both halves of Basic, as the standard has it; some do not. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

const bySecret = (parts: HyperidParts, id: string, secret: string): Result<Caller, OauthError> => {
  const client = findClient(parts.context, id);
  return client !== null && isSame(client.secret, secret) ? ok({ id, isProven: true }) : refused;
};

const byBasic = (parts: HyperidParts, header: string): Result<Caller, OauthError> => {
  const text = Buffer.from(header.slice("Basic ".length), "base64").toString("utf8");
  const [id = "", ...secret] = text.split(":");
  return bySecret(parts, decoded(id), decoded(secret.join(":")));
};

const assertionKey = (client: ClientRow, algorithm: string | undefined): KeyObject | Uint8Array | null => {
  if (algorithm === "HS256") return new TextEncoder().encode(client.secret);
  return algorithm === "RS256" && client.public_key !== null ? createPublicKey(client.public_key) : null;
};

/** An assertion is good once. */
const isNew = ({ context }: HyperidParts, client: string, jti: string): boolean =>
  context.database
    .prepare("INSERT OR IGNORE INTO hyperid_assertion VALUES (?)")
    .run(hashOf(`${client} ${jti}`)).changes === 1;

const checkedAssertion = async (
  parts: HyperidParts,
  assertion: string,
): Promise<{ readonly id: string; readonly claims: JWTPayload } | null> => {
  try {
    const { alg } = decodeProtectedHeader(assertion);
    const id = decodeJwt(assertion).sub ?? "";
    const client = findClient(parts.context, id);
    const key = client === null ? null : assertionKey(client, alg);
    if (key === null) return null;
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: ["HS256", "RS256"],
      issuer: id,
      subject: id,
      audience: [parts.issuer(), `${parts.issuer()}${protocolPath}/token`],
      requiredClaims: ["exp", "jti"],
      currentDate: new Date(parts.context.now()),
    });
    return { id, claims: payload };
  } catch {
    return null;
  }
};

const byAssertion = async (
  parts: HyperidParts,
  form: URLSearchParams,
): Promise<Result<Caller, OauthError>> => {
  if (form.get("client_assertion_type") !== assertionType) return refused;
  const checked = await checkedAssertion(parts, form.get("client_assertion") ?? "");
  if (checked === null || !isNew(parts, checked.id, checked.claims.jti ?? "")) return refused;
  return ok({ id: checked.id, isProven: true });
};

const withoutProof = (parts: HyperidParts, id: string): Result<Caller, OauthError> => {
  const { allowsPublicClients } = readSettings(parts.context.database);
  return allowsPublicClients && findClient(parts.context, id) !== null
    ? ok({ id, isProven: false })
    : refused;
};

const byAnyWay = (
  parts: HyperidParts,
  c: HyperidRequest,
  form: URLSearchParams,
): Result<Caller, OauthError> | Promise<Result<Caller, OauthError>> => {
  const header = c.req.header("authorization");
  const id = form.get("client_id") ?? "";
  const secret = form.get("client_secret");
  if (form.has("client_assertion")) return byAssertion(parts, form);
  if (header?.startsWith("Basic ") === true) return byBasic(parts, header);
  return secret === null || secret === "" ? withoutProof(parts, id) : bySecret(parts, id, secret);
};

/** Tells who calls. A `client_id` beside the proof must name the same client. */
export const authenticateClient = async (
  parts: HyperidParts,
  c: HyperidRequest,
  form: URLSearchParams,
): Promise<Result<Caller, OauthError>> => {
  const caller = await byAnyWay(parts, c, form);
  if (!caller.ok) return caller;
  const named = form.get("client_id");
  return named === null || named === caller.value.id ? caller : refused;
};
