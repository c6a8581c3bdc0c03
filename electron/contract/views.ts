/**
 * What main shows to the window, as whole snapshots. Every snapshot carries `seq`; a receiver drops
 * what is not newer than what it has. Nothing here holds a key, a challenge, a token or a hidden value.
 */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";

const seq = z.number().int().nonnegative();
const epochMs = z.number().int();

/** The kinds of entries. */
export const entryTypes = ["login", "note", "card", "identity", "key"] as const;
/** The kinds of fields; `password` and `hidden` are shown only one at a time, on request. */
export const fieldKinds = ["username", "password", "url", "text", "hidden", "multiline", "date"] as const;

export const entryTypeSchema = z.enum(entryTypes);
export const fieldKindSchema = z.enum(fieldKinds);
/** An entry's id: 32 hex characters (16 random bytes). */
export const entryIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** The state of the whole app: profile, vault, keychain, session. */
export const appViewSchema = z.strictObject({
  seq,
  version: z.string(),
  profile: z.strictObject({
    kind: z.enum(["unset", "sandbox", "real"]),
    presence: z.enum(["scan", "verify"]),
  }),
  vault: z.enum(["none", "unfinished", "locked", "unlocked"]),
  /** Why the vault file cannot be used, when it cannot. The file is left untouched. */
  vaultError: appErrorSchema.nullable(),
  /** `memory`: secrets last only for this session; `error` says why. */
  keychain: z.strictObject({
    backend: z.enum(["os", "memory", "unknown"]),
    error: appErrorSchema.nullable(),
  }),
  /** How long the service lets us read and write with the last tap. */
  session: z.strictObject({ expiresAt: epochMs }).nullable(),
  copies: z.strictObject({
    kept: z.number().int(),
    waiting: z.number().int(),
    failed: z.number().int(),
    isBusy: z.boolean(),
    error: appErrorSchema.nullable(),
  }),
  damagedEntries: z.number().int(),
  /** `lost`: the keychain lost this computer's half of the way in; a tap sets the chip up again. */
  chipSlot: z.enum(["usable", "lost"]),
  settings: z.strictObject({
    theme: z.enum(["system", "light", "dark"]),
    autoLockMs: z.number().int(),
    clipboardClearMs: z.number().int(),
  }),
});
export type AppView = z.infer<typeof appViewSchema>;

/** The readers and what lies on them. */
export const readersViewSchema = z.strictObject({
  seq,
  service: z.enum(["starting", "running", "down"]),
  error: appErrorSchema.nullable(),
  readers: z.array(
    z.strictObject({
      id: z.string().max(200),
      name: z.string().max(200),
      isSimulated: z.boolean(),
      hasChip: z.boolean(),
      error: appErrorSchema.nullable(),
    }),
  ),
});
export type ReadersView = z.infer<typeof readersViewSchema>;

/** The states of a scan, in the words of docs/scan.md. */
export const scanStates = [
  "idle",
  "waitingForReader",
  "waitingForChip",
  "identifying",
  "fetchingChallenge",
  "waitingForSameChip",
  "answering",
  "verifying",
  "authenticated",
  "failed",
  "cancelled",
] as const;

/** What a scan is for. `create` makes a vault, `unlock` opens it, `session` only renews access to the service. */
export const scanPurposes = ["create", "unlock", "session"] as const;

/** A scan as the person sees it. `after` tells what follows a proven tap until it is done. */
export const scanViewSchema = z.strictObject({
  seq,
  scanId: z.string().max(40).nullable(),
  purpose: z.enum(scanPurposes),
  state: z.enum(scanStates),
  instruction: z.enum(["none", "connect-reader", "hold", "keep-holding", "tap-again", "may-remove"]),
  chipKind: z.enum(["spark2", "apex", "spark1"]).nullable(),
  readerName: z.string().max(200).nullable(),
  /** When the challenge in hand ends, for the countdown. */
  challengeExpiresAt: epochMs.nullable(),
  attempt: z.number().int(),
  /** After `authenticated`: fetching keys, opening the vault; then `done`. */
  after: z.enum(["nothing", "working", "done", "failed"]),
  error: appErrorSchema.nullable(),
});
export type ScanView = z.infer<typeof scanViewSchema>;

/** That the list of entries changed; rows are asked for with `entries.query`. */
export const entriesViewSchema = z.strictObject({
  seq,
  total: z.number().int(),
  tags: z.array(z.string().max(200)).max(1000),
});
export type EntriesView = z.infer<typeof entriesViewSchema>;

/** Where one copy of an entry is and how it stands. */
export const copyViewSchema = z.strictObject({
  store: z.enum(["local", "kvs"]),
  state: z.enum(["kept", "waiting", "failed", "damaged"]),
  at: epochMs.nullable(),
  error: appErrorSchema.nullable(),
});
export type CopyView = z.infer<typeof copyViewSchema>;

/** One row of the list. */
export const entryRowSchema = z.strictObject({
  entryId: entryIdSchema,
  type: entryTypeSchema,
  title: z.string(),
  subtitle: z.string(),
  tags: z.array(z.string()),
  isFavourite: z.boolean(),
  isDamaged: z.boolean(),
  modifiedAt: epochMs,
  /** The worst state among its copies. */
  copies: z.enum(["kept", "waiting", "failed", "damaged"]),
});
export type EntryRow = z.infer<typeof entryRowSchema>;

/** One field as shown: `value` is null where it is hidden, until revealed. */
export const fieldViewSchema = z.strictObject({
  fieldId: z.string().max(40),
  label: z.string(),
  kind: fieldKindSchema,
  value: z.string().nullable(),
  isEmpty: z.boolean(),
});
export type FieldView = z.infer<typeof fieldViewSchema>;

/** One entry as shown, without its hidden values. */
export const entryDetailSchema = z.strictObject({
  entryId: entryIdSchema,
  revision: z.number().int(),
  type: entryTypeSchema,
  title: z.string(),
  tags: z.array(z.string()),
  isFavourite: z.boolean(),
  fields: z.array(fieldViewSchema),
  createdAt: epochMs,
  modifiedAt: epochMs,
  copies: z.array(copyViewSchema),
});
export type EntryDetail = z.infer<typeof entryDetailSchema>;

/** One field of a draft. `value: null` keeps the stored hidden value as it is. */
export const fieldDraftSchema = z.strictObject({
  fieldId: z.string().min(1).max(40),
  label: z.string().max(200),
  kind: fieldKindSchema,
  value: z.string().max(100_000).nullable(),
});

/** An entry as the person wrote it. */
export const entryDraftSchema = z.strictObject({
  type: entryTypeSchema,
  title: z.string().min(1).max(10_000),
  tags: z.array(z.string().min(1).max(200)).max(100),
  isFavourite: z.boolean(),
  fields: z.array(fieldDraftSchema).max(200),
});
export type EntryDraft = z.infer<typeof entryDraftSchema>;

/** One finding of the reader check. */
export const checkViewSchema = z.strictObject({
  id: z.string().max(60),
  isOk: z.boolean(),
  detail: z.string().max(400),
  error: appErrorSchema.nullable(),
});
export type CheckView = z.infer<typeof checkViewSchema>;
