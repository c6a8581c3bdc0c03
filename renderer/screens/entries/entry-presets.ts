/** The fields that each kind of entry starts with. Their ids are kept in the vault: never change one. Pure. */
import type { EntryDraft } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";

/** One field of a draft. */
export type FieldDraft = EntryDraft["fields"][number];

type Preset = readonly [fieldId: string, label: Text, kind: FieldDraft["kind"]];

const notes: Preset = ["notes", "Notes", "multiline"];

const presets: Readonly<Record<EntryType, readonly Preset[]>> = {
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

/** The usual label of a field, or null for a field of the person's own. */
export const presetLabel = (type: EntryType, fieldId: string): Text | null =>
  presets[type].find(([preset]) => preset === fieldId)?.[1] ?? null;

/** Whether a field belongs to its kind of entry. */
export const isPreset = (type: EntryType, fieldId: string): boolean => presetLabel(type, fieldId) !== null;

/** The empty fields of a kind, in their order. */
export const emptyFields = (type: EntryType): FieldDraft[] =>
  presets[type].map(([fieldId, label, kind]) => ({ fieldId, label, kind, value: "" }));

/** With the fields of a kind that are missing, each after the one that it follows in the preset; all others stay where they are. */
export const withPresets = (fields: readonly FieldDraft[], type: EntryType): FieldDraft[] => {
  const all = [...fields];
  let after = -1;
  for (const preset of emptyFields(type)) {
    const at = all.findIndex(({ fieldId }) => fieldId === preset.fieldId);
    if (at === -1) all.splice(after + 1, 0, preset);
    after = at === -1 ? after + 1 : at;
  }
  return all;
};
