/**
 * One sign-in at digi.me through the browser (contract 4): asked for with PKCE and a state of our own,
 * answered by a redirect that is good once, ended by a code exchange. Nothing is kept unless all of it held.
 */
import { z } from "zod";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import { toBase64Url, utf8 } from "#vault/bytes.ts";
import type { DigimeContext } from "./digime-context.ts";
import { randomText, toAccount } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import type { Kept, TokenPayload } from "./digime-kept.ts";
import { factsOf, tokensOf } from "./digime-kept.ts";
import { readRedirect } from "./digime-redirect.ts";
import type { GoodRedirect } from "./digime-redirect.ts";
import { bearer, sendForJson } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { findStorage } from "./digime-storage-api.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import { requestTokens } from "./digime-tokens.ts";
import type { DigimeTrust } from "./digime-trust.ts";

/** What a sign-in works with. */
export interface SignInParts {
  readonly context: DigimeContext;
  readonly trust: DigimeTrust;
  readonly tokens: DigimeTokens;
  readonly identity: DigimeIdentity;
}

/** What one sign-in is for. */
export interface SignInRequest {
  readonly redirectUri: string;
  readonly expectedId: string | null;
  /** The storage that the sign-in ties to the person, and the reference that names it; null for a contract that reads. */
  readonly storage: { readonly id: string; readonly ref: string } | null;
  /** The token of another contract of the same person, whose library this one is to be linked to. */
  readonly linkToken: string | null;
}

const replySchema = z.object({ token: z.string().min(1).max(65_536) });
const codeSchema = z.object({ preauthorization_code: z.string().min(1).max(4_096) });
const verifierCharacters = 32;
const stateCharacters = 32;

/** The service refuses agents that it does not know (SDKInvalid, SDKVersionInvalid): this names the protocol spoken. */
export const agent = { sdk: { name: "nodejs", version: "16.1.5", meta: {} } } as const;

const askBody = JSON.stringify({
  agent,
  actions: { pull: { limits: { duration: { sourceFetch: 0 } } } },
});

/** The parts of one sign-in that must come back or be shown again. */
interface Secrets {
  readonly state: string;
  readonly verifier: string;
}

/** A connection that writes to the postbox signs in the older way (contract 1). */
const isOlder = ({ context }: SignInParts): boolean => context.settings.writeProtocol === "postbox";

const baseOf = (parts: SignInParts): string =>
  isOlder(parts) ? parts.identity.addresses.legacy : parts.identity.addresses.base;

const askForCode = async (
  parts: SignInParts,
  { redirectUri, linkToken }: SignInRequest,
  { state, verifier }: Secrets,
  signal: AbortSignal,
): Promise<Result<string, Trouble>> => {
  const { context, identity, trust } = parts;
  const base = baseOf(parts);
  const claims = {
    code_challenge: toBase64Url(context.crypto.sha256(utf8(verifier))),
    code_challenge_method: "S256",
    redirect_uri: redirectUri,
    response_mode: "query",
    response_type: "code",
    state,
    ...(linkToken === null ? {} : { access_token: linkToken }),
  };
  const call = {
    url: `${base}oauth/authorize`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: askBody,
    authorise: () => bearer(context, identity, claims),
    isRepeatable: true,
    signal,
  } as const;
  const reply = await sendForJson(context, call, replySchema);
  const payload = reply.ok ? await trust.open(reply.value.token, base, codeSchema, signal) : reply;
  return payload.ok ? ok(payload.value.preauthorization_code) : payload;
};

const browserUrl = (parts: SignInParts, { redirectUri, storage }: SignInRequest, code: string): string => {
  const url = new URL(`${parts.identity.addresses.onboard}authorize`);
  url.searchParams.set("code", code);
  // The older page is told where to go on a failure; the newer one knows (contract 4.2).
  if (isOlder(parts)) url.searchParams.set("callback", redirectUri);
  else url.searchParams.set("sourceType", "pull");
  if (storage !== null) url.searchParams.set("storageRef", storage.ref);
  return url.href;
};

const exchange = (
  parts: SignInParts,
  { redirectUri }: SignInRequest,
  code: string,
  verifier: string,
  signal: AbortSignal,
): Promise<Result<TokenPayload, Trouble>> => {
  const claims = {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    ...(isOlder(parts) ? { redirect_uri: redirectUri } : {}),
  };
  return requestTokens(parts.context, parts.trust, parts.identity, baseOf(parts), claims, signal);
};

/** A person who was connected before keeps the storage of then; what the service says of it counts. */
const storageOf = async (
  { context, identity }: SignInParts,
  { storage }: SignInRequest,
  payload: TokenPayload,
  signal: AbortSignal,
): Promise<Result<string | null, Trouble>> => {
  if (storage === null) return ok(null);
  const found = await findStorage(context, identity, payload.access_token.value, signal);
  return found.ok ? ok(found.value ?? storage.id) : found;
};

const complete = async (
  parts: SignInParts,
  request: SignInRequest,
  verifier: string,
  { code, postbox }: GoodRedirect,
  signal: AbortSignal,
): Promise<Result<AccountFacts, Trouble>> => {
  const payload = await exchange(parts, request, code, verifier, signal);
  if (!payload.ok) return payload;
  const { sub } = payload.value;
  if (request.expectedId !== null && request.expectedId !== sub)
    return err({ kind: "local", error: appError("store.other-account") });
  const storageId = await storageOf(parts, request, payload.value, signal);
  if (!storageId.ok) return storageId;
  const kept: Kept = {
    clientId: parts.identity.clientId,
    userId: sub,
    connectedAt: parts.context.clock.now(),
    ...tokensOf(payload.value),
    storageId: storageId.value,
    older: isOlder(parts) ? { redirectUri: request.redirectUri } : null,
    postbox,
  };
  const saved = await parts.tokens.keep(kept);
  return saved.ok ? ok(factsOf(kept)) : saved;
};

/** Begins a sign-in: where to send the browser, and what to do with the address it comes back to. */
export const beginSignIn = async (
  parts: SignInParts,
  request: SignInRequest,
  signal: AbortSignal,
): Promise<Result<BrowserSignIn, Trouble>> => {
  const { context } = parts;
  const state = randomText(context.random, stateCharacters);
  // Base64url of 32 characters is the 43 that a verifier must have at least (contract 4.1).
  const verifier = toBase64Url(utf8(randomText(context.random, verifierCharacters)));
  const code = await askForCode(parts, request, { state, verifier }, signal);
  if (!code.ok) return code;
  let isUsed = false;
  const finish = async (
    redirect: URL,
    finishSignal: AbortSignal,
  ): Promise<Result<AccountFacts, AccountError>> => {
    if (isUsed) return fail("connect.wrong-state", { reason: "used" });
    const answer = readRedirect(redirect, state, isOlder(parts) && request.storage !== null);
    if (!answer.ok && answer.error.code === "connect.wrong-state") return answer;
    isUsed = true;
    if (!answer.ok) return answer;
    const done = await complete(parts, request, verifier, answer.value, finishSignal);
    return toAccount(context, "sign-in", done);
  };
  return ok({ url: browserUrl(parts, request, code.value), finish });
};
