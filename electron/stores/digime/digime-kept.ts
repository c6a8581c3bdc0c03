/**
 * What is kept of a connected digi.me account: tokens, whose they are, and where the person's storage is.
 * The contract that writes and the one that reads back have a pair of tokens each, in one secret slot; only
 * what was written by this file is read, and anything else counts as lost.
 */
import { z } from "zod";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountFacts } from "#stores/account.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import { createTurns } from "#stores/turns.ts";
import { utf8, wipe } from "#vault/bytes.ts";
import type { Trouble } from "./digime-errors.ts";
import { readJson } from "./digime-send.ts";

const longestToken = 8_192;
const tokenSchema = z.object({ value: z.string().min(1).max(longestToken), expiresAt: z.number() });

const keptSchema = z.object({
  /** The contract it belongs to; another one in the settings means another account. */
  clientId: z.string(),
  userId: z.string().min(1).max(300),
  connectedAt: z.number().int(),
  access: tokenSchema,
  refresh: tokenSchema,
  /** Null for a contract that reads. */
  storageId: z.string().min(1).max(300).nullable(),
  /** Set when it came from the older sign-in, which wants the redirect again at every renewal (contract 4). */
  older: z.object({ redirectUri: z.string() }).nullable(),
  /** What the older sign-in of a contract that writes gives besides (contract 4.3). */
  postbox: z.object({ id: z.string(), publicKey: z.string() }).nullable(),
});

/** One pair of tokens and what belongs to it. Times are epoch ms. */
export type Kept = z.infer<typeof keptSchema>;

/** Which of the person's two contracts. */
export type Role = "write" | "read";

const slotSchema = z.object({ version: z.literal(1), write: keptSchema, read: keptSchema.nullable() });
type Slot = z.infer<typeof slotSchema>;

/** A pair of tokens as the service tells them; `expires_on` is in seconds (contract 4.4). */
export const tokenPayloadSchema = z.object({
  access_token: z.object({ value: z.string().min(1).max(longestToken), expires_on: z.number() }),
  refresh_token: z.object({ value: z.string().min(1).max(longestToken), expires_on: z.number() }),
  sub: z.string().min(1).max(300),
});
export type TokenPayload = z.infer<typeof tokenPayloadSchema>;

/** The tokens of a payload in our own form. */
export const tokensOf = ({
  access_token,
  refresh_token,
}: TokenPayload): Pick<Kept, "access" | "refresh"> => ({
  access: { value: access_token.value, expiresAt: access_token.expires_on * 1_000 },
  refresh: { value: refresh_token.value, expiresAt: refresh_token.expires_on * 1_000 },
});

const shortIdLength = 8;

/** What may be shown. No limit of idleness is documented. */
export const factsOf = ({ userId, connectedAt, refresh }: Kept): AccountFacts => ({
  id: userId,
  label: `digi.me ${userId.slice(-shortIdLength)}`,
  connectedAt,
  consentEndsAt: Math.floor(refresh.expiresAt),
  idleEndsAt: null,
  isDeveloperAccess: false,
});

/** Both pairs in the slot. Changes are made one after the other, because each rewrites the whole. */
export interface DigimeSlot {
  /** Null when there is none, or it belongs to another contract or another person. */
  load(role: Role, clientId: string): Promise<Result<Kept | null, Trouble>>;
  save(role: Role, kept: Kept): Promise<Result<void, Trouble>>;
  /** Runs `work` while no other program on the same vault does. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Forgetting the one that writes forgets both. */
  forget(role: Role): Promise<Result<void, Trouble>>;
}

const readSlot = async (secrets: SecretSlot): Promise<Result<Slot | null, Trouble>> => {
  const loaded = await secrets.load();
  if (!loaded.ok) return err({ kind: "local", error: loaded.error });
  if (loaded.value === null) return ok(null);
  const parsed = slotSchema.safeParse(readJson(loaded.value));
  wipe(loaded.value);
  return parsed.success ? ok(parsed.data) : err({ kind: "local", error: appError("store.secrets-lost") });
};

const writeSlot = async (secrets: SecretSlot, slot: Slot): Promise<Result<void, Trouble>> => {
  const bytes = utf8(JSON.stringify(slot));
  const saved = await secrets.save(bytes);
  wipe(bytes);
  return saved.ok ? saved : err({ kind: "local", error: saved.error });
};

const pick = (slot: Slot | null, role: Role, clientId: string): Kept | null => {
  const kept = slot?.[role] ?? null;
  const isTheirs = kept?.clientId === clientId && kept.userId === slot?.write.userId;
  return isTheirs ? kept : null;
};

/** A new person at the contract that writes ends what another one allowed to read. */
const withKept = (slot: Slot | null, role: Role, kept: Kept): Slot | null => {
  if (role === "read") return slot === null ? null : { ...slot, read: kept };
  return { version: 1, write: kept, read: slot?.read?.userId === kept.userId ? slot.read : null };
};

/** Makes the slot's two places. */
export const createDigimeSlot = (secrets: SecretSlot): DigimeSlot => {
  const inTurn = createTurns();
  const forgetAll = async (): Promise<Result<void, Trouble>> => {
    const forgotten = await secrets.forget();
    return forgotten.ok ? forgotten : err({ kind: "local", error: forgotten.error });
  };
  return {
    exclusively: (work) => secrets.exclusively(work),
    load: async (role, clientId) => {
      const slot = await readSlot(secrets);
      return slot.ok ? ok(pick(slot.value, role, clientId)) : slot;
    },
    save: (role, kept) =>
      inTurn(async () => {
        const slot = await readSlot(secrets);
        // A new sign-in is the way out of a slot that can no longer be read.
        if (!slot.ok && (role === "read" || slot.error.kind !== "local")) return slot;
        const next = withKept(slot.ok ? slot.value : null, role, kept);
        if (next === null) return err({ kind: "local", error: appError("store.not-connected") });
        return writeSlot(secrets, next);
      }),
    forget: (role) =>
      inTurn(async () => {
        if (role === "write") return forgetAll();
        const slot = await readSlot(secrets);
        if (!slot.ok) return slot;
        return slot.value === null ? ok(undefined) : writeSlot(secrets, { ...slot.value, read: null });
      }),
  };
};
