/** What stands in the frames of our own export: entries with their former revisions, and the bytes of their files behind them. */
import type { EntryDraft } from "#contract/views.ts";
import { entryTypes, fieldKinds } from "#contract/views.ts";
import { decodeCbor, encodeCbor } from "#vault/cbor.ts";
import type { CborValue } from "#vault/cbor.ts";
import type { WholeEntry } from "#vault/entries.port.ts";
import { asNumber, asTexts } from "#vault/entry-codec.ts";
import type { ImportedEntry } from "./transfer.port.ts";

/** The first element of each record. */
const records = { entry: 1, bytes: 2 } as const;

const draftValue = ({ type, title, tags, isFavourite, fields }: EntryDraft): CborValue => [
  type,
  title,
  tags,
  isFavourite,
  fields.map(({ fieldId, label, kind, value }) => [fieldId, label, kind, value ?? ""]),
];

/** `[1, createdAt, modifiedAt, isDeleted, draft, [[modifiedAt, draft]…], [[name, size]…]]`, former ones oldest first. */
export const encodeEntryRecord = (entry: WholeEntry): Uint8Array =>
  encodeCbor([
    records.entry,
    entry.createdAt,
    entry.modifiedAt,
    entry.isDeleted,
    draftValue(entry.draft),
    [...entry.former].reverse().map(({ draft, modifiedAt }) => [modifiedAt, draftValue(draft)]),
    entry.attachments.map(({ name, sizeBytes }) => [name, sizeBytes]),
  ]);

/** `[2, bytes]`: the next piece of the next file of the entry before. */
export const encodeBytesRecord = (bytes: Uint8Array): Uint8Array => encodeCbor([records.bytes, bytes]);

const isIn = <T extends string>(list: readonly T[], value: unknown): value is T =>
  typeof value === "string" && (list as readonly string[]).includes(value);

const fieldOf = (item: unknown): EntryDraft["fields"][number] | null => {
  const [fieldId, label, kind, value] = Array.isArray(item) ? (item as readonly unknown[]) : [];
  if (typeof fieldId !== "string" || typeof label !== "string" || typeof value !== "string") return null;
  return isIn(fieldKinds, kind) ? { fieldId, label, kind, value } : null;
};

const draftOf = (item: unknown): EntryDraft | null => {
  const [type, title, tagList, isFavourite, fieldList] = Array.isArray(item)
    ? (item as readonly unknown[])
    : [];
  const tags = asTexts(tagList);
  const fields = Array.isArray(fieldList) ? fieldList.map(fieldOf) : [null];
  if (!isIn(entryTypes, type) || typeof title !== "string" || tags === null) return null;
  if (!fields.every((field) => field !== null)) return null;
  return { type, title, tags: [...tags], isFavourite: isFavourite === true, fields };
};

/** A record as read. `files`: names and sizes of what follows. */
export type ExportRecord =
  | {
      readonly kind: "entry";
      readonly entry: Omit<ImportedEntry, "attachments">;
      readonly files: readonly { readonly name: string; readonly size: number }[];
    }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

const formerOf = (list: unknown): ImportedEntry["former"] =>
  (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
    const [modifiedAt, value] = Array.isArray(item) ? (item as readonly unknown[]) : [];
    const draft = draftOf(value);
    const at = asNumber(modifiedAt);
    return draft === null || at === null ? [] : [{ draft, modifiedAt: at }];
  });

const filesOf = (list: unknown): { name: string; size: number }[] =>
  (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
    const [name, size] = Array.isArray(item) ? (item as readonly unknown[]) : [];
    const bytes = asNumber(size);
    return typeof name === "string" && bytes !== null ? [{ name, size: bytes }] : [];
  });

/** Reads one record; null when it makes no sense. */
export const decodeRecordOf = (body: Uint8Array): ExportRecord | null => {
  const value = decodeCbor(body);
  const [kind, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (kind === records.bytes) return rest[0] instanceof Uint8Array ? { kind: "bytes", bytes: rest[0] } : null;
  if (kind !== records.entry) return null;
  const [created, modified, isDeleted, draftItem, former, files] = rest;
  const draft = draftOf(draftItem);
  if (draft === null) return null;
  return {
    kind: "entry",
    entry: {
      draft,
      createdAt: asNumber(created) ?? undefined,
      modifiedAt: asNumber(modified) ?? undefined,
      isDeleted: isDeleted === true,
      former: formerOf(former),
    },
    files: filesOf(files),
  };
};
