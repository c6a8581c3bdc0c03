/**
 * The exact requests that the vendor's library sends to digi.me (contract 11), made by hand from the contract's
 * table: no code of the product is in here, so that the stand-in is judged by the contract alone.
 */
import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { compactVerify, decodeProtectedHeader, SignJWT } from "jose";
import type { DigimeEndpoints } from "#sandbox/digime/digime.ts";
import type { ConsentChoice } from "#test/support/digime-consent.ts";
import { approve } from "#test/support/digime-consent.ts";

/** The redirect that tests use; nothing listens there. */
export const callback = "http://127.0.0.1:53682/digime";

/** An answer with its parsed body, when that is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly json: unknown;
}

/** What is sent besides the claims. */
export interface Sent {
  readonly body?: Uint8Array<ArrayBuffer> | string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A pair of tokens as the reply token tells it. */
export interface Pair {
  readonly access_token: { readonly value: string; readonly expires_on: number };
  readonly refresh_token: { readonly value: string; readonly expires_on: number };
  readonly sub: string;
  readonly consentid: string;
}

/** 32 random alphanumerics. */
export const nonce = (): string =>
  randomBytes(64)
    .toString("base64")
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 32);

/** A verifier of 43 characters, with its challenge. */
export const pkce = (): { readonly verifier: string; readonly challenge: string } => {
  const verifier = Buffer.from(nonce()).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
};

/** Signs claims as the vendor's library does: PS512, no `iat`. */
export const sign = (claims: object, key: KeyObject, header: object = {}): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: "PS512", typ: "JWT", ...header }).sign(key);

/** Sends one request. */
export const send = async (
  url: string,
  method: string,
  { body, headers = {} }: Sent = {},
): Promise<Reply> => {
  const answer = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
  const json = isJson && bytes.length > 0 ? (JSON.parse(Buffer.from(bytes).toString()) as unknown) : null;
  return { status: answer.status, headers: answer.headers, bytes, json };
};

/** The payload of a reply token, verified by its own key set as the vendor's library verifies it. */
export const openReply = async (token: string): Promise<Record<string, unknown>> => {
  const { jku, kid } = decodeProtectedHeader(token);
  const { keys } = (await (await fetch(jku ?? "")).json()) as { keys: { kid: string; pem: string }[] };
  const pem = keys.find((key) => key.kid === kid)?.pem;
  if (pem === undefined) throw new Error("the key set has no such key");
  const { payload } = await compactVerify(token, createPublicKey(pem), { algorithms: ["PS512"] });
  return JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
};

/** A contract with its key, and the clock that its requests are stamped with. */
export interface DigimeClient {
  readonly key: KeyObject;
  readonly clientId: string;
  readonly contractId: string;
  /** Claims that every API call has, and more. */
  claims(more?: object): object;
  /** A call of the API with a bearer of these claims. */
  call(method: string, path: string, claims: object, sent?: Sent): Promise<Reply>;
  /** A call of the storage host. `path` begins at the application's folder. */
  cloud(method: string, storageId: string, path: string, sent?: Sent): Promise<Reply>;
  cloudBearer(more?: object, header?: object): Promise<string>;
  /** Opens the consent page for a verifier's challenge; the address is what the browser would open. */
  authorizeUrl(challenge: string, more?: object, query?: Record<string, string>): Promise<URL>;
  /** The whole flow of a connection. */
  connect(choice?: ConsentChoice, more?: object, query?: Record<string, string>): Promise<Pair>;
  /** Turns a code into tokens. */
  exchange(code: string, verifier: string, more?: object): Promise<Reply>;
  refresh(token: string): Promise<Reply>;
}

/** The parts of an answer that authorisation calls share. */
export const tokenOf = ({ status, json }: Reply): string => {
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(json)}`);
  return (json as { token: string }).token;
};

const agent = { sdk: { name: "nodejs", version: "16.1.5", meta: { node: process.version } } };
const jsonHeaders = { "content-type": "application/json" };

/** What a client is made of. */
export interface ClientOptions {
  readonly endpoints: DigimeEndpoints;
  readonly contract?: "write" | "read";
  readonly version?: "1.7" | "1.6";
  readonly now?: () => number;
  readonly key?: KeyObject;
}

/** Makes one from what the sandbox prints. */
export const digimeClient = ({
  endpoints,
  contract = "write",
  version = "1.7",
  now = Date.now,
  ...options
}: ClientOptions): DigimeClient => {
  const { applicationId, cloudBaseUrl, onboardUrl } = endpoints;
  const isWriter = contract === "write";
  const contractId = isWriter ? endpoints.contractId : endpoints.readContractId;
  const file = isWriter ? endpoints.privateKeyFile : endpoints.readPrivateKeyFile;
  const key = options.key ?? createPrivateKey(readFileSync(file, "utf8"));
  const clientId = `${applicationId}_${contractId}`;
  const baseUrl = version === "1.7" ? endpoints.baseUrl : endpoints.legacyBaseUrl;
  const client: DigimeClient = {
    key,
    clientId,
    contractId,
    claims: (more = {}) => ({ client_id: clientId, nonce: nonce(), timestamp: now(), ...more }),
    call: async (method, path, claims, sent = {}) => {
      const authorization = `Bearer ${await sign(claims, key)}`;
      return send(`${baseUrl}${path}`, method, { ...sent, headers: { authorization, ...sent.headers } });
    },
    cloudBearer: (more = {}, header = {}) => {
      const iat = Math.floor(now() / 1000);
      const claims = { sub: applicationId, iss: contractId, aud: "cloud", iat, exp: iat + 60, ...more };
      return sign(claims, key, { typ: "at+jwt", kid: `${contractId}_${applicationId}_0`, ...header });
    },
    cloud: async (method, storageId, path, sent = {}) => {
      const authorization = `Bearer ${await client.cloudBearer()}`;
      const url = `${cloudBaseUrl}clouds/${storageId}/files/apps/${applicationId}${path}`;
      return send(url, method, { ...sent, headers: { authorization, ...sent.headers } });
    },
    authorizeUrl: async (challenge, more = {}, query = {}) => {
      const claims = client.claims({
        code_challenge: challenge,
        code_challenge_method: "S256",
        redirect_uri: callback,
        response_mode: "query",
        response_type: "code",
        state: "state-1",
        ...more,
      });
      const body = JSON.stringify({ agent });
      const reply = await client.call("POST", "oauth/authorize", claims, { body, headers: jsonHeaders });
      const payload = await openReply(tokenOf(reply));
      const url = new URL("authorize", onboardUrl);
      const code = payload["preauthorization_code"] as string;
      url.search = new URLSearchParams({ code, sourceType: "pull", ...query }).toString();
      return url;
    },
    connect: async (choice = {}, more = {}, query = {}) => {
      const { verifier, challenge } = pkce();
      const back = await approve((await client.authorizeUrl(challenge, more, query)).href, choice);
      const code = back.searchParams.get("code") ?? "";
      const again = version === "1.6" ? { redirect_uri: callback } : {};
      return (await openReply(tokenOf(await client.exchange(code, verifier, again)))) as unknown as Pair;
    },
    exchange: (code, verifier, more = {}) => {
      const claims = { grant_type: "authorization_code", code, code_verifier: verifier, ...more };
      return client.call("POST", "oauth/token", client.claims(claims));
    },
    refresh: (token) => {
      const claims = client.claims({ grant_type: "refresh_token", refresh_token: token });
      return client.call("POST", "oauth/token", claims, { headers: jsonHeaders });
    },
  };
  return client;
};
