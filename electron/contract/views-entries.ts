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
  /** Two computers changed it apart from one another, and nobody has chosen yet. */
  hasConflict: z.boolean(),
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
  /** The revision of another computer that nobody has chosen for or against yet; null: there is none. */
  otherRevision: z.number().int().nullable(),
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

/** The places where copies are kept: this computer and the services. */
export const copyPlaces = ["local", ...remoteStores] as const;
/** The states of a copy that somebody may want to look for. */
export const copyTroubles = ["waiting", "failed", "damaged"] as const;

/** Which part of the list is meant. Conditions add up; null: no condition. */
export const entryFilterSchema = z.strictObject({
  scope: z.enum(["all", "favourites", "trash"]),
  tag: z.string().max(200).nullable(),
  type: entryTypeSchema.nullable(),
  /** What has a copy there; together with `copies`: what has a copy in that state there. */
  place: z.enum(copyPlaces).nullable().default(null),
  copies: z.enum(copyTroubles).nullable().default(null),
});
export type EntryFilter = z.infer<typeof entryFilterSchema>;

/** Everything that is not in the trash. */
export const everything: EntryFilter = { scope: "all", tag: null, type: null, place: null, copies: null };

/** The orders of the list. `best`: best match first when there is a text, else by title; the trash latest first. */
export const listSorts = ["best", "title", "changed", "created"] as const;
export type ListSort = (typeof listSorts)[number];

const termText = z.string().max(500);

/** A part of a search text that was understood as a condition, such as `tag:work`; `text` as it was typed. */
export const queryTermSchema = z.discriminatedUnion("kind", [
  /** Tags that begin so; in quotes: exactly this tag. */
  z.strictObject({ kind: z.literal("tag"), value: termText, isExact: z.boolean(), text: termText }),
  z.strictObject({ kind: z.literal("type"), value: entryTypeSchema, text: termText }),
  z.strictObject({ kind: z.literal("favourite"), text: termText }),
  z.strictObject({ kind: z.literal("place"), value: z.enum(copyPlaces), text: termText }),
  z.strictObject({ kind: z.literal("copies"), value: z.enum(copyTroubles), text: termText }),
]);
export type QueryTerm = z.infer<typeof queryTermSchema>;

/** From where to where in a text something was found, in UTF-16 units; sorted, never overlapping. */
export const textRangesSchema = z.array(z.tuple([z.number().int(), z.number().int()])).max(40);
export type TextRanges = z.infer<typeof textRangesSchema>;

/** Why a row was found. `tag`: one that matched where title and subtitle do not show why. */
export const rowMatchSchema = z.strictObject({
  title: textRangesSchema,
  subtitle: textRangesSchema,
  tag: z.strictObject({ text: z.string().max(300), ranges: textRangesSchema }).nullable(),
});
export type RowMatch = z.infer<typeof rowMatchSchema>;

/** So many entries are changed at once at most. */
export const maxBulk = 10_000;

/** What can be done with several entries at once. */
export const bulkActionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("add-tag"), tag: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal("remove-tag"), tag: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal("favourite"), isOn: z.boolean() }),
  z.strictObject({ kind: z.enum(["trash", "restore", "purge"]) }),
]);
export type BulkAction = z.infer<typeof bulkActionSchema>;

/** One revision of an entry, the current one or a former; `title` and `modifiedAt` are null where it does not open. */
export const revisionViewSchema = z.strictObject({
  revision: z.number().int(),
  modifiedAt: epochMs.nullable(),
  title: z.string().nullable(),
  isCurrent: z.boolean(),
  isDeleted: z.boolean(),
  /** The other version of a conflict that is still open. */
  isOther: z.boolean(),
});
export type RevisionView = z.infer<typeof revisionViewSchema>;

/** A one-time code of now (RFC 6238). */
export const totpViewSchema = z.strictObject({
  code: z.string().max(12),
  periodMs: z.number().int(),
  validUntil: epochMs,
});
export type TotpView = z.infer<typeof totpViewSchema>;
