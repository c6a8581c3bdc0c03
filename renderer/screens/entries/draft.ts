/** Drafts of entries: what a new one of each kind starts with, and how an existing one becomes a draft. Pure. */
import type { EntryDetail, EntryDraft, FieldView } from "#contract/views.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";

/** One field of a draft. */
export type FieldDraft = EntryDraft["fields"][number];

type Preset = readonly [fieldId: string, label: string, kind: FieldDraft["kind"]];

const presets: Readonly<Record<EntryType, readonly Preset[]>> = {
  login: [
    ["username", "User name", "username"],
    ["password", "Password", "password"],
    ["url", "Website", "url"],
    ["notes", "Notes", "multiline"],
  ],
  note: [["notes", "Note", "multiline"]],
  card: [
    ["holder", "Name on the card", "text"],
    ["number", "Card number", "hidden"],
    ["expires", "Expires", "text"],
    ["code", "Security code", "hidden"],
    ["pin", "PIN", "hidden"],
    ["notes", "Notes", "multiline"],
  ],
  identity: [
    ["name", "Full name", "text"],
    ["birth", "Date of birth", "date"],
    ["document", "Document number", "hidden"],
    ["address", "Address", "multiline"],
    ["notes", "Notes", "multiline"],
  ],
  key: [
    ["username", "User name", "username"],
    ["public", "Public part", "multiline"],
    ["secret", "Secret part", "hidden"],
    ["password", "Passphrase", "password"],
    ["notes", "Notes", "multiline"],
  ],
};

const emptyField = ([fieldId, label, kind]: Preset): FieldDraft => ({ fieldId, label, kind, value: "" });

/** Whether a field belongs to its kind of entry, so that its label stays as it is. */
export const isPreset = (type: EntryType, fieldId: string): boolean =>
  presets[type].some(([preset]) => preset === fieldId);

/** A new entry of a kind. */
export const newDraft = (type: EntryType, tags: readonly string[] = []): EntryDraft => ({
  type,
  title: "",
  tags: [...tags],
  isFavourite: false,
  fields: presets[type].map(emptyField),
});

const fieldDraftOf = (field: FieldView): FieldDraft => ({
  fieldId: field.fieldId,
  label: field.label,
  kind: field.kind,
  value: field.isEmpty ? (field.value ?? "") : field.value,
});

/** The draft of a stored entry: hidden values stay `null`, which keeps them. */
export const draftOf = (detail: EntryDetail): EntryDraft => ({
  type: detail.type,
  title: detail.title,
  tags: [...detail.tags],
  isFavourite: detail.isFavourite,
  fields: detail.fields.map(fieldDraftOf),
});

/** A draft to edit: the stored fields and, empty, those of its kind that it lacks. */
export const editableDraft = (detail: EntryDetail): EntryDraft => withType(draftOf(detail), detail.type);

/** Changes the kind: what was entered stays, empty fields of the old kind go, those of the new one come. */
export const withType = (draft: EntryDraft, type: EntryType): EntryDraft => {
  const kept = draft.fields.filter((field) => field.value !== "" || !isPreset(draft.type, field.fieldId));
  const ofType = presets[type].map(
    (preset) => kept.find((field) => field.fieldId === preset[0]) ?? emptyField(preset),
  );
  return { ...draft, type, fields: [...ofType, ...kept.filter((field) => !isPreset(type, field.fieldId))] };
};

/** Adds an empty field of the person's own. */
export const withCustomField = (draft: EntryDraft, fieldId: string): EntryDraft => ({
  ...draft,
  fields: [...draft.fields, { fieldId, label: "", kind: "text", value: "" }],
});

/** Changes one field. */
export const withField = (draft: EntryDraft, fieldId: string, change: Partial<FieldDraft>): EntryDraft => ({
  ...draft,
  fields: draft.fields.map((field) => (field.fieldId === fieldId ? { ...field, ...change } : field)),
});

/** Takes one field away. */
export const withoutField = (draft: EntryDraft, fieldId: string): EntryDraft => ({
  ...draft,
  fields: draft.fields.filter((field) => field.fieldId !== fieldId),
});

/** What is saved: no empty fields, no nameless ones, the title without outer spaces. */
export const finishedDraft = (draft: EntryDraft): EntryDraft => ({
  ...draft,
  title: draft.title.trim(),
  fields: draft.fields
    .filter((field) => field.value !== "")
    .map((field) => ({ ...field, label: field.label.trim() === "" ? "Field" : field.label.trim() })),
});
