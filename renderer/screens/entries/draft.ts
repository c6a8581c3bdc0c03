/** Drafts of entries: what a new one of each kind starts with, how an existing one becomes a draft, and every change of one. Pure. */
import type { EntryDetail, EntryDraft, FieldView } from "#contract/views.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";
import { type FieldDraft, emptyFields, isPreset, withPresets } from "./entry-presets.ts";

/** A new entry of a kind. */
export const newDraft = (type: EntryType, tags: readonly string[] = []): EntryDraft => ({
  type,
  title: "",
  tags: [...tags],
  isFavourite: false,
  fields: emptyFields(type),
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

/** A draft to edit: the stored fields in their order and, empty, those of its kind that it lacks. */
export const editableDraft = (detail: EntryDetail): EntryDraft => {
  const draft = draftOf(detail);
  return { ...draft, fields: withPresets(draft.fields, draft.type) };
};

/** Changes the kind: what was entered stays, empty fields of the old kind go, those of the new one come. */
export const withType = (draft: EntryDraft, type: EntryType): EntryDraft => {
  const kept = draft.fields.filter((field) => field.value !== "" || !isPreset(draft.type, field.fieldId));
  return { ...draft, type, fields: withPresets(kept, type) };
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

/** Moves one field by so many places; the same draft when it is at the end already. */
export const withMovedField = (draft: EntryDraft, fieldId: string, by: -1 | 1): EntryDraft => {
  const from = draft.fields.findIndex((field) => field.fieldId === fieldId);
  const moved = draft.fields[from];
  const to = from + by;
  if (moved === undefined || to < 0 || to >= draft.fields.length) return draft;
  const fields = draft.fields.toSpliced(from, 1).toSpliced(to, 0, moved);
  return { ...draft, fields };
};

/** What a password of this entry should not be made of, for the estimate of its strength. */
export const strengthHints = (draft: EntryDraft): readonly string[] =>
  [
    draft.title,
    ...draft.fields
      .filter(({ kind }) => kind === "username" || kind === "url")
      .map(({ value }) => value ?? ""),
  ]
    .filter((hint) => hint.trim() !== "")
    .map((hint) => hint.slice(0, 500))
    .slice(0, 20);

/** What is saved: no empty fields, no nameless ones, the title without outer spaces. */
export const finishedDraft = (draft: EntryDraft): EntryDraft => ({
  ...draft,
  title: draft.title.trim(),
  fields: draft.fields
    .filter((field) => field.value !== "")
    .map((field) => ({ ...field, label: field.label.trim() === "" ? "Field" : field.label.trim() })),
});
