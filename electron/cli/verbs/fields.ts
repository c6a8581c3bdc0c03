/** The fields that a new entry of each kind starts with, the same as in the window, and fields named by a person. Pure. */
import type { EntryDraft } from "#contract/views.ts";
import { fieldKinds } from "#contract/views.ts";

/** One field of a draft. */
export type FieldDraft = EntryDraft["fields"][number];
/** What a field holds. */
export type FieldKind = FieldDraft["kind"];

type Preset = readonly [fieldId: string, label: string, kind: FieldKind];

const notes: Preset = ["notes", "Notes", "multiline"];

const presets: Readonly<Record<EntryDraft["type"], readonly Preset[]>> = {
  login: [
    ["username", "User name", "username"],
    ["password", "Password", "password"],
    ["totp", "One-time code", "totp"],
    ["url", "Website", "url"],
    notes,
  ],
  note: [["notes", "Note", "multiline"]],
  card: [
    ["holder", "Name on the card", "text"],
    ["number", "Card number", "hidden"],
    ["expires", "Expires", "text"],
    ["code", "Security code", "hidden"],
    ["pin", "PIN", "hidden"],
    notes,
  ],
  identity: [
    ["name", "Full name", "text"],
    ["birth", "Date of birth", "date"],
    ["address", "Address", "multiline"],
    ["phone", "Phone", "text"],
    ["email", "E-mail", "text"],
    ["document", "ID card number", "hidden"],
    ["passport", "Passport number", "hidden"],
    ["tax", "Tax number", "hidden"],
    notes,
  ],
  key: [
    ["username", "User name", "username"],
    ["public", "Public part", "multiline"],
    ["secret", "Secret part or token", "hidden"],
    ["password", "Passphrase", "password"],
    ["expires", "Expires", "date"],
    notes,
  ],
  file: [notes],
};

/** The field that the secret of each kind goes into. */
export const secretFields: Readonly<Record<EntryDraft["type"], string>> = {
  login: "password",
  note: "notes",
  card: "number",
  identity: "document",
  key: "secret",
  file: "notes",
};

/** The empty fields of a new entry. */
export const fieldsOf = (type: EntryDraft["type"]): readonly FieldDraft[] =>
  presets[type].map(([fieldId, label, kind]) => ({ fieldId, label, kind, value: "" }));

/** A field as a person names it. `value` null: to be read from stdin. */
export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly value: string | null;
}

const isKind = (text: string): text is FieldKind => (fieldKinds as readonly string[]).includes(text);

const isHidden = (kind: FieldKind): boolean => kind === "password" || kind === "hidden" || kind === "totp";

/** Reads `label=kind` or `label=kind:value`; a text says what is wrong. Hidden kinds take no value there. */
export const parseFieldSpec = (text: string): FieldSpec | string => {
  const parts = /^(.{1,200}?)=([a-z]+)(?::(.*))?$/su.exec(text);
  const [, name = "", kind = "", value = null] = parts ?? [];
  if (parts === null) return "label=kind or label=kind:value is wanted";
  if (!isKind(kind)) return `kinds of fields are ${fieldKinds.join(", ")}`;
  if (value !== null && isHidden(kind)) return "a hidden value is read from stdin, not from the arguments";
  return { name, kind, value };
};

const isNamed = (field: FieldDraft, name: string): boolean =>
  field.fieldId === name || field.label.toLowerCase() === name.toLowerCase();

/** The field that a name means, by its id or label. */
export const fieldNamed = <F extends { readonly fieldId: string; readonly label: string }>(
  fields: readonly F[],
  name: string,
): F | undefined => {
  const wanted = name.toLowerCase();
  return (
    fields.find((field) => field.fieldId === wanted) ??
    fields.find((field) => field.label.toLowerCase() === wanted)
  );
};

/** A field to be filled: an existing one keeps its kind unless `kind` is given; a new one takes `kind` or `newKind`. */
export interface Filling {
  readonly name: string;
  readonly kind: FieldKind | null;
  readonly newKind: FieldKind;
  readonly value: string;
}

const newField = (type: EntryDraft["type"], { name, kind, newKind, value }: Filling): FieldDraft => {
  const preset = fieldsOf(type).find((field) => isNamed(field, name));
  if (preset !== undefined) return { ...preset, kind: kind ?? preset.kind, value };
  const fieldId = `own-${globalThis.crypto.randomUUID().slice(0, 8)}`;
  return { fieldId, label: name, kind: kind ?? newKind, value };
};

/** The fields with one of them filled. */
export const filled = (
  fields: readonly FieldDraft[],
  type: EntryDraft["type"],
  filling: Filling,
): readonly FieldDraft[] => {
  const present = fieldNamed(fields, filling.name);
  if (present === undefined) return [...fields, newField(type, filling)];
  const changed = { ...present, kind: filling.kind ?? present.kind, value: filling.value };
  return fields.map((field) => (field === present ? changed : field));
};
