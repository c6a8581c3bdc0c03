/**
 * An entry's plaintext as CBOR: arrays with integer codes, so that a usual login stays small. The
 * codes are published in docs/formats.md and never reused. It must not seal or store anything.
 */
import type { AttachmentView, EntryDraft, EntryRow, FieldView } from "#contract/views.ts";
import { fromHex, toHex } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { CborValue } from "./cbor.ts";

/** The kinds of entries, by code. */
const typeCodes = ["login", "note", "card", "identity", "key", "file"] as const satisfies EntryRow["type"][];
/** The kinds of fields, by code. */
const kindCodes = [
  "username",
  "password",
  "url",
  "text",
  "hidden",
  "multiline",
  "date",
  "totp",
] as const satisfies FieldView["kind"][];

/** Frequent field ids and labels, by code; only ever added to at the end. */
const knownTexts: readonly string[] = [
  "username",
  "password",
  "url",
  "notes",
  "note",
  "text",
  "User name",
  "Username",
  "Password",
  "Website",
  "URL",
  "Notes",
  "Note",
  "E-mail",
  "Email",
  "Number",
];

const flags = { favourite: 1, deleted: 2 } as const;

/** One field with its value, hidden or not. */
export interface EntryField {
  readonly fieldId: string;
  readonly label: string;
  readonly kind: FieldView["kind"];
  readonly value: string;
}

/** A file kept with an entry: its pieces lie in rows of their own. `chunks` is how many there are. */
export interface PlainAttachment extends AttachmentView {
  readonly chunks: number;
}

/**
 * An entry in plain. `parent` is the revision it was made from, null for the first; `merged` the other
 * version of the last conflict that was ended in its line.
 */
export interface PlainEntry {
  readonly type: EntryDraft["type"];
  readonly title: string;
  readonly tags: readonly string[];
  readonly isFavourite: boolean;
  readonly isDeleted: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly parent: number | null;
  readonly merged: number | null;
  readonly fields: readonly EntryField[];
  readonly attachments: readonly PlainAttachment[];
}

const textCode = (text: string): CborValue => {
  const code = knownTexts.indexOf(text);
  return code < 0 ? text : code;
};

/** What an entry seldom has, left out from the end on, so that a usual login stays small. */
const seldomElements = ({ attachments, merged }: PlainEntry): readonly CborValue[] => {
  if (attachments.length === 0 && merged === null) return [];
  const list = attachments.map(({ attachmentId, name, sizeBytes, addedAt, chunks }) => [
    fromHex(attachmentId),
    name,
    sizeBytes,
    addedAt,
    chunks,
  ]);
  return merged === null ? [list] : [list, merged];
};

/** Encodes an entry: [type, flags, title, createdAt, modifiedAt, parent, tags, fields, attachments, merged]; the last two where there are any. */
export const encodeEntry = (entry: PlainEntry): Uint8Array =>
  encodeCbor([
    typeCodes.indexOf(entry.type),
    (entry.isFavourite ? flags.favourite : 0) | (entry.isDeleted ? flags.deleted : 0),
    entry.title,
    entry.createdAt,
    entry.modifiedAt,
    entry.parent,
    entry.tags,
    entry.fields.map((field) => [
      kindCodes.indexOf(field.kind),
      textCode(field.fieldId),
      textCode(field.label),
      field.value,
    ]),
    ...seldomElements(entry),
  ]);

/** A number of the format; null when it is none. Other writers may use CBOR's 64-bit integers. */
export const asNumber = (value: unknown): number | null => {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "number" ? value : null;
};

const asText = (value: unknown): string | null => {
  if (typeof value === "string") return value;
  return typeof value === "number" ? (knownTexts[value] ?? null) : null;
};

const asList = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

/** An array of texts; null when it is anything else. */
export const asTexts = (value: unknown): readonly string[] | null => {
  const list = asList(value);
  return list?.every((item) => typeof item === "string") === true ? list : null;
};

const decodeField = (item: unknown): EntryField | null => {
  const [kindCode, idCode, labelCode, value] = asList(item) ?? [];
  const kind = typeof kindCode === "number" ? kindCodes[kindCode] : undefined;
  const fieldId = asText(idCode);
  const label = asText(labelCode);
  if (kind === undefined || fieldId === null || label === null || typeof value !== "string") return null;
  return { kind, fieldId, label, value };
};

const decodeFields = (value: unknown): readonly EntryField[] | null => {
  const fields: EntryField[] = [];
  for (const item of asList(value) ?? [null]) {
    const field = decodeField(item);
    if (field === null) return null;
    fields.push(field);
  }
  return fields;
};

const decodeAttachment = (item: unknown): PlainAttachment | null => {
  const [id, name, size, added, count] = asList(item) ?? [];
  const sizeBytes = asNumber(size);
  const addedAt = asNumber(added);
  const chunks = asNumber(count);
  if (!(id instanceof Uint8Array) || id.length !== 16 || typeof name !== "string") return null;
  if (sizeBytes === null || addedAt === null || chunks === null) return null;
  return { attachmentId: toHex(id), name, sizeBytes, addedAt, chunks };
};

const decodeAttachments = (value: unknown): readonly PlainAttachment[] | null => {
  if (value === undefined) return [];
  const attachments = (asList(value) ?? [null]).map(decodeAttachment);
  return attachments.every((one) => one !== null) ? attachments : null;
};

/** The type for a code; undefined when this version does not know it. */
export const entryTypeOf = (code: unknown): EntryRow["type"] | undefined =>
  typeof code === "number" ? typeCodes[code] : undefined;

/** The code of a type. */
export const entryTypeCode = (type: EntryRow["type"]): number => typeCodes.indexOf(type);

/** Decodes what encodeEntry made; null when it is anything else. Further elements are ignored. */
export const decodeEntry = (body: Uint8Array): PlainEntry | null => {
  const [typeCode, bits, title, created, modified, parent, tagList, fieldList, attachmentList, merged] =
    asList(decodeCbor(body)) ?? [];
  const type = entryTypeOf(typeCode);
  const createdAt = asNumber(created);
  const modifiedAt = asNumber(modified);
  const tags = asTexts(tagList);
  const fields = decodeFields(fieldList);
  const attachments = decodeAttachments(attachmentList);
  if (type === undefined || createdAt === null || modifiedAt === null) return null;
  if (attachments === null) return null;
  if (tags === null || fields === null || typeof title !== "string" || typeof bits !== "number") return null;
  return {
    type,
    title,
    tags,
    fields,
    attachments,
    createdAt,
    modifiedAt,
    isFavourite: (bits & flags.favourite) !== 0,
    isDeleted: (bits & flags.deleted) !== 0,
    parent: asNumber(parent),
    merged: asNumber(merged),
  };
};

const isHidden = (kind: FieldView["kind"]): boolean =>
  kind === "password" || kind === "hidden" || kind === "totp";

/** What the list shows under the title: the first user name, else the first address; never a hidden value. */
export const subtitleOf = (fields: readonly EntryField[]): string => {
  const first = (kind: FieldView["kind"]): string | undefined =>
    fields.find((field) => field.kind === kind && field.value !== "")?.value;
  return first("username") ?? first("url") ?? "";
};

/** A field as shown: hidden values are left out. */
export const fieldView = (field: EntryField): FieldView => ({
  fieldId: field.fieldId,
  label: field.label,
  kind: field.kind,
  value: isHidden(field.kind) ? null : field.value,
  isEmpty: field.value === "",
});

/** The fields of a draft, with null values taken from the stored entry. */
export const mergeFields = (
  draft: readonly EntryDraft["fields"][number][],
  stored: readonly EntryField[],
): readonly EntryField[] =>
  draft.map(({ fieldId, label, kind, value }) => ({
    fieldId,
    label,
    kind,
    value: value ?? stored.find((field) => field.fieldId === fieldId)?.value ?? "",
  }));
