/** What the secret slot holds of a connected account, as JSON bytes. Pure; the bytes are the caller's to wipe. */
import { z } from "zod";
import type { AccountFacts } from "#stores/account.port.ts";
import { utf8 } from "#vault/bytes.ts";
import { readAccessClaims } from "./access-claims.ts";
import type { OpenidGrant } from "./openid.port.ts";

const epochMs = z.number().int().nullable();

const keptSchema = z.object({
  version: z.literal(1),
  /** Tokens go back only to whom they came from. */
  issuer: z.string(),
  clientId: z.string(),
  subject: z.string().min(1),
  email: z.string().nullable(),
  connectedAt: z.number().int(),
  accessToken: z.string().min(1),
  /** Null: the service did not say; used until it is refused. */
  accessEndsAt: epochMs,
  refreshToken: z.string().min(1).nullable(),
  refreshEndsAt: epochMs,
});

/** Tokens with whose they are and how long they last. */
export type KeptTokens = Readonly<z.infer<typeof keptSchema>>;

/** The bytes for the slot. */
export const encodeKept = (kept: KeptTokens): Uint8Array => utf8(JSON.stringify(kept));

/** What the slot holds; null when it is nothing of ours. */
export const decodeKept = (bytes: Uint8Array): KeptTokens | null => {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

const endOf = (now: number, seconds: number | null): number | null =>
  seconds === null || seconds === 0 ? null : Math.round(now + seconds * 1000);

type Lives = Pick<KeptTokens, "accessToken" | "accessEndsAt" | "refreshToken" | "refreshEndsAt">;

/** The tokens of an answer that came at `now`. Without a new refresh token the former one stays (RFC 6749, 6). */
export const tokensOf = (grant: OpenidGrant, now: number, former: KeptTokens | null): Lives => ({
  accessToken: grant.accessToken,
  accessEndsAt: endOf(now, grant.expiresInS),
  refreshToken: grant.refreshToken ?? former?.refreshToken ?? null,
  refreshEndsAt:
    grant.refreshToken === null && grant.refreshExpiresInS === null
      ? (former?.refreshEndsAt ?? null)
      : endOf(now, grant.refreshExpiresInS),
});

/** What the slot is to hold after a sign-in whose ID token was proven. */
export const keptAfterSignIn = (
  client: { readonly issuer: string; readonly clientId: string },
  grant: OpenidGrant & { readonly subject: string },
  now: number,
): KeptTokens => ({
  version: 1,
  issuer: client.issuer,
  clientId: client.clientId,
  subject: grant.subject,
  email: grant.email ?? readAccessClaims(grant.accessToken).email,
  connectedAt: now,
  ...tokensOf(grant, now, null),
});

/** What may be shown of them. */
export const factsOf = (kept: KeptTokens): AccountFacts => ({
  id: kept.subject,
  label: kept.email ?? `HyperID ${kept.subject.slice(0, 8)}`,
  connectedAt: kept.connectedAt,
  consentEndsAt: kept.refreshToken === null ? kept.accessEndsAt : kept.refreshEndsAt,
  idleEndsAt: null,
  isDeveloperAccess: false,
});

const sandboxIssuer = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(\/.*)$/;

/** The sandbox comes back on another port after each start, with the same tokens. */
const withoutPort = (issuer: string): string => sandboxIssuer.exec(issuer)?.[1] ?? issuer;

/** Whether kept tokens belong to the client that settings name now. */
export const isOfClient = (
  kept: KeptTokens,
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
): boolean => kept.clientId === clientId && withoutPort(kept.issuer) === withoutPort(issuer);
