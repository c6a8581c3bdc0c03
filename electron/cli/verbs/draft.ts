/** Turns the options of `set` into a draft, keeping what an existing entry has and the options do not name. */
import type { EntryDetail, EntryDraft, FieldView } from "#contract/views.ts";

/** What `set` can be told besides the title. Hidden values are not among it. */
export interface SetOptions {
  readonly type?: EntryDraft["type"];
  readonly username?: string;
  readonly url?: string;
  readonly note?: string;
  readonly tag?: readonly string[];
  readonly favourite?: boolean;
  /** Which field the secret from stdin goes into. */
  readonly secretField?: string;
  readonly stdin?: boolean;
}

type FieldDraft = EntryDraft["fields"][number];

const fieldsOf: Readonly<Record<EntryDraft["type"], readonly FieldDraft[]>> = {
  login: [
    { fieldId: "username", label: "User name", kind: "username", value: "" },
    { fieldId: "password", label: "Password", kind: "password", value: "" },
    { fieldId: "url", label: "Website", kind: "url", value: "" },
    { fieldId: "note", label: "Notes", kind: "multiline", value: "" },
  ],
  note: [{ fieldId: "note", label: "Text", kind: "multiline", value: "" }],
  card: [{ fieldId: "number", label: "Number", kind: "hidden", value: "" }],
  identity: [{ fieldId: "name", label: "Name", kind: "text", value: "" }],
  key: [{ fieldId: "secret", label: "Secret", kind: "hidden", value: "" }],
};

const secretFields: Readonly<Record<EntryDraft["type"], string>> = {
  login: "password",
  note: "note",
  card: "number",
  identity: "name",
  key: "secret",
};

const keep = (field: FieldView): FieldDraft => ({
  fieldId: field.fieldId,
  label: field.label,
  kind: field.kind,
  value: field.isEmpty ? "" : field.value,
});

const withValue = (fields: readonly FieldDraft[], fieldId: string, value: string): readonly FieldDraft[] =>
  fields.some((field) => field.fieldId === fieldId)
    ? fields.map((field) => (field.fieldId === fieldId ? { ...field, value } : field))
    : [...fields, { fieldId, label: fieldId, kind: fieldId === "note" ? "multiline" : "text", value }];

const fill = (
  start: readonly FieldDraft[],
  named: readonly (readonly [string, string | null | undefined])[],
): FieldDraft[] => [
  ...named.reduce(
    (fields, [fieldId, value]) =>
      value === undefined || value === null ? fields : withValue(fields, fieldId, value),
    start,
  ),
];

/** The draft to save. `secret` null leaves the secret field as it is. */
export const draftOf = (
  title: string,
  options: SetOptions,
  secret: string | null,
  before: EntryDetail | null,
): EntryDraft => {
  const { username, url, note } = options;
  const kept = before ?? { type: "login", tags: [], isFavourite: false };
  const type = options.type ?? kept.type;
  const start = before === null ? fieldsOf[type] : before.fields.map(keep);
  const fields = fill(start, [
    ["username", username],
    ["url", url],
    ["note", note],
    [options.secretField ?? secretFields[type], secret],
  ]);
  const tags = [...(options.tag ?? kept.tags)];
  return { type, title, tags, isFavourite: options.favourite ?? kept.isFavourite, fields };
};
