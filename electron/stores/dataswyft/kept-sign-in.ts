/** What the secret slot holds of a sign-in: the token, the key that proves its successors, and plain facts. */
import { z } from "zod";
import type { AccountFacts } from "#stores/account.port.ts";
import { utf8, wipe } from "#vault/bytes.ts";
import { idleMs } from "./token.ts";

const claimsSchema = z.object({
  issuer: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  jti: z.string(),
  application: z.string(),
});

const keptSchema = z.object({
  version: z.literal(1),
  host: z.string().min(1),
  applicationId: z.string().min(1),
  /** Null once the sign-in has ended. */
  token: z.string().min(1).nullable(),
  /** Those of the last token, also after it was dropped. */
  claims: claimsSchema,
  /** The account's public key. */
  pem: z.string().min(1),
  connectedAt: z.number(),
  isDeveloperAccess: z.boolean(),
  /** When the token was found to have run out, epoch ms. */
  endedAt: z.number().nullable(),
});

/** One sign-in as it is kept. */
export type KeptSignIn = Readonly<z.infer<typeof keptSchema>>;

/** As bytes for the slot; whoever asked wipes them. */
export const encodeSignIn = (kept: KeptSignIn): Uint8Array => utf8(JSON.stringify(kept));

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Reads the slot's bytes and wipes them; null when they are not a sign-in of this program. */
export const decodeSignIn = (bytes: Uint8Array): KeptSignIn | null => {
  const text = new TextDecoder().decode(bytes);
  wipe(bytes);
  const parsed = keptSchema.safeParse(parse(text));
  return parsed.success ? parsed.data : null;
};

/** What may be shown. An ended sign-in has both its ends in the past. */
export const factsOf = (kept: KeptSignIn): AccountFacts => {
  const ended = kept.endedAt ?? Infinity;
  return {
    id: kept.host,
    label: kept.host,
    connectedAt: kept.connectedAt,
    consentEndsAt: Math.min(kept.claims.expiresAt, ended),
    idleEndsAt: Math.min(kept.claims.issuedAt + idleMs, ended),
    isDeveloperAccess: kept.isDeveloperAccess,
  };
};
