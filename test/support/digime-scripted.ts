/**
 * digi.me as a script: answers by address, below the real client with real keys, and what it was asked with
 * its tokens taken apart. It checks nothing; the stand-in does that.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import type { JWTPayload } from "jose";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import { createDigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeClientSettings } from "#stores/digime/digime-settings.ts";
import type { BytesAnswer, BytesRequest, HttpFailure } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import { createRushingClock } from "./hand-clock.ts";
import { createMemorySlot } from "./memory-slot.ts";
import { silentLog } from "./silent-log.ts";

/** A pair in PEM, PKCS#1 as the vendor hands it out. */
export interface TestKey {
  readonly privatePem: string;
  readonly publicPem: string;
}

/** A fresh RSA pair. */
export const makeKey = (bits = 2_048): TestKey => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: bits,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return { privatePem: privateKey, publicPem: publicKey };
};

/** One request with its bearer taken apart. */
export interface SeenCall extends BytesRequest {
  readonly claims: JWTPayload;
  readonly header: Readonly<Record<string, unknown>>;
}

/** What one request gets. */
export type Scripted = Result<BytesAnswer, HttpFailure>;

/** Answers to one address: in order, the last again and again, or made from the request. */
export type Route = readonly Scripted[] | ((call: SeenCall) => Scripted | Promise<Scripted>);

/** An answer with JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Scripted =>
  raw(new TextEncoder().encode(JSON.stringify(body)), status, {
    "content-type": "application/json",
    ...headers,
  });

/** An answer with bytes. */
export const raw = (bytes: Uint8Array, status = 200, headers: Record<string, string> = {}): Scripted =>
  ok({ status, headers: new Map(Object.entries(headers)), bytes });

/** A refusal in the API's shape (contract 9). */
export const refusal = (code: string, status = 400, headers: Record<string, string> = {}): Scripted =>
  json({ error: { code, message: "words", reference: "r" } }, status, headers);

/** No answer. */
export const gone = (reason: HttpFailure["reason"]): Scripted => ({ ok: false, error: { reason } });

/** The service's side of signed replies. */
export interface ReplySigner {
  readonly jku: string;
  readonly kid: string;
  readonly key: TestKey;
  sign(payload: JWTPayload, header?: Record<string, unknown>, key?: KeyObject): Promise<string>;
}

/** The API that the scripts are at. */
export const base = "https://api.example/v1.7/";

/** Signs replies as digi.me does. */
export const replySigner = (key: TestKey = makeKey()): ReplySigner => {
  const jku = "https://api.example/jwks";
  const kid = "kid-1";
  const own = createPrivateKey(key.privatePem);
  return {
    jku,
    kid,
    key,
    sign: (payload, header = {}, other = own) =>
      new SignJWT(payload).setProtectedHeader({ alg: "PS512", typ: "JWT", jku, kid, ...header }).sign(other),
  };
};

/** The key set as contract 3 has it. */
export const keySet = ({ kid, key }: ReplySigner): Scripted =>
  json({
    keys: [{ kid, pem: createPublicKey(key.publicPem).export({ type: "spki", format: "pem" }).toString() }],
  });

/** A pair of tokens as a payload. */
export const pair = (name: string, sub = "user-77", expiresOn = 1_800_000_000): JWTPayload => ({
  access_token: { value: `at-${name}`, expires_on: expiresOn },
  refresh_token: { value: `rt-${name}`, expires_on: expiresOn + 1_000 },
  sub,
  consentid: "c-5",
});

const taken = (request: BytesRequest): SeenCall => {
  const token = (request.headers?.["authorization"] ?? "").replace(/^Bearer /, "");
  const isSigned = token.split(".").length === 3;
  return {
    ...request,
    claims: isSigned ? decodeJwt(token) : {},
    header: isSigned ? { ...decodeProtectedHeader(token) } : {},
  };
};

/** The script with the client above it. */
export interface ScriptedDigime {
  readonly service: DigimeService;
  readonly seen: SeenCall[];
  /** Requests whose address has this in it. */
  to(part: string): readonly SeenCall[];
}

/** What a script is made of. Routes are tried in order; a key is `METHOD part-of-the-address`. */
export interface ScriptOptions {
  readonly routes: Readonly<Record<string, Route>>;
  readonly contractKey?: string | null;
  readonly readContractKey?: string | null;
  readonly settings?: Partial<DigimeClientSettings>;
  readonly secrets?: SecretSlot;
  readonly clock?: Clock;
  readonly log?: Log;
}

const settings: DigimeClientSettings = {
  baseUrl: base,
  onboardUrl: "https://api.example/apps/saas/",
  cloudBaseUrl: "https://cloud.example/v1/",
  applicationId: "App",
  contractId: "Write",
  writeProtocol: "library",
  legacyBaseUrl: "https://api.example/v1.6/",
  readContractId: "Read",
};

/** Makes one. A request that no route is for throws. */
export const scriptDigime = (options: ScriptOptions): ScriptedDigime => {
  const seen: SeenCall[] = [];
  const counts = new Map<string, number>();
  const answer = (call: SeenCall): Scripted | Promise<Scripted> => {
    const { method = "GET", url } = call;
    const found = Object.entries(options.routes).find(([name]) => {
      const [verb, part = ""] = name.split(" ");
      return verb === method && url.includes(part);
    });
    if (found === undefined) throw new Error(`nothing was scripted for ${method} ${url}`);
    const [name, route] = found;
    if (typeof route === "function") return route(call);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const next = route[Math.min(count, route.length - 1)];
    if (next === undefined) throw new Error(`no answers for ${name}`);
    return next;
  };
  const service = createDigimeService({
    settings: { ...settings, ...options.settings },
    contractKey: () => Promise.resolve(ok(options.contractKey ?? null)),
    readContractKey: () => Promise.resolve(ok(options.readContractKey ?? null)),
    secrets: options.secrets ?? createMemorySlot(),
    http: async (request) => {
      if (request.signal.aborted) return gone("cancelled");
      const call = taken(request);
      seen.push(call);
      return answer(call);
    },
    clock: options.clock ?? createRushingClock(),
    log: options.log ?? silentLog,
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    crypto: createDigimeCrypto(),
  });
  return { service, seen, to: (part) => seen.filter(({ url }) => url.includes(part)) };
};

/** A slot with an account in it, as the client itself would have kept it. */
export const connectedSlot = (
  kept: Readonly<Record<string, unknown>> = {},
  read: Readonly<Record<string, unknown>> | null = null,
): ReturnType<typeof createMemorySlot> => {
  const tokens = {
    clientId: "App_Write",
    userId: "user-77",
    connectedAt: 1_700_000_000_000,
    access: { value: "at-old", expiresAt: 1_700_003_600_000 },
    refresh: { value: "rt-old", expiresAt: 1_702_592_000_000 },
    storageId: "stor-1",
    older: null,
    postbox: null,
  };
  const slot = {
    version: 1,
    write: { ...tokens, ...kept },
    read: read === null ? null : { ...tokens, clientId: "App_Read", storageId: null, ...read },
  };
  return createMemorySlot(new TextEncoder().encode(JSON.stringify(slot)));
};

/** The code of an outcome, or ok. */
export const codeOf = (result: { readonly ok: boolean; readonly error?: unknown }): string =>
  result.ok ? "ok" : (result.error as { code: string }).code;
