/** What the window shows of entries. Hidden values are left out; they are asked for one at a time. */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";
import { remoteStores } from "./views-stores.ts";

const epochMs = z.number().int();

/** The kinds of entries. */
export const entryTypes = ["login", "note", "card", "identity", "key", "file"] as const;
/** The kinds of fields; `password`, `hidden` and `totp` are shown only one at a time, on request. A `totp` holds a seed or an otpauth address. */
export const fieldKinds = [
  "username",
  "password",
  "url",
  "text",
  "hidden",
  "multiline",
  "date",
  "totp",
] as const;

export const entryTypeSchema = z.enum(entryTypes);
export const fieldKindSchema = z.enum(fieldKinds);
/** An entry's id: 32 hex characters (16 random bytes). */
export const entryIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Where one copy of an entry is and how it stands. */
export const copyViewSchema = z.strictObject({
  store: z.enum(["local", ...remoteStores]),
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

/** A file kept with an entry. */
export const attachmentViewSchema = z.strictObject({
  /** 32 hex characters (16 random bytes). */
  attachmentId: entryIdSchema,
  name: z.string().max(255),
  sizeBytes: z.number().int().nonnegative(),
  addedAt: epochMs,
});
export type AttachmentView = z.infer<typeof attachmentViewSchema>;

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
  attachments: z.array(attachmentViewSchema),
  /** Whether it lies in the trash; `modifiedAt` is then when it was put there. */
  isDeleted: z.boolean(),
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

/** Which part of the list is meant. */
export const entryFilterSchema = z.strictObject({
  scope: z.enum(["all", "favourites", "trash"]),
  tag: z.string().max(200).nullable(),
  type: entryTypeSchema.nullable(),
});
export type EntryFilter = z.infer<typeof entryFilterSchema>;

/** Everything that is not in the trash. */
export const everything: EntryFilter = { scope: "all", tag: null, type: null };

/** One revision of an entry, the current one or a former; `title` and `modifiedAt` are null where it does not open. */
export const revisionViewSchema = z.strictObject({
  revision: z.number().int(),
  modifiedAt: epochMs.nullable(),
  title: z.string().nullable(),
  isCurrent: z.boolean(),
  isDeleted: z.boolean(),
});
export type RevisionView = z.infer<typeof revisionViewSchema>;

/** A one-time code of now (RFC 6238). */
export const totpViewSchema = z.strictObject({
  code: z.string().max(12),
  periodMs: z.number().int(),
  validUntil: epochMs,
});
export type TotpView = z.infer<typeof totpViewSchema>;
