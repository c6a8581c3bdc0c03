/** Makes one entry fit our limits without losing anything: what is too long for a field becomes a file. */
import type { EntryDraft } from "#contract/views.ts";
import { utf8 } from "#vault/bytes.ts";
import type { LooseEntry, LooseField } from "./loose-entry.ts";
import type { ImportedFile } from "./transfer.port.ts";

type Field = EntryDraft["fields"][number];

const limits = {
  title: 10_000,
  value: 100_000,
  label: 200,
  fields: 200,
  tags: 100,
  tag: 200,
} as const;

/** Told what had no place of its own. */
type Note = (what: string) => void;

const hostOf = (fields: readonly LooseField[]): string => {
  const url = fields.find(({ kind, value }) => kind === "url" && value !== "")?.value ?? "";
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** Ids of at most 40 characters, each once. */
const withIds = (fields: readonly LooseField[]): readonly Field[] => {
  const taken = new Set<string>();
  let next = 1;
  return fields.map(({ id, label, kind, value }) => {
    let fieldId = (id ?? "").slice(0, 40);
    while (fieldId === "" || taken.has(fieldId)) fieldId = `field-${String(next++)}`;
    taken.add(fieldId);
    return { fieldId, label, kind, value };
  });
};

const asFile = (name: string, text: string, note: Note): ImportedFile => {
  note("Text too long for a field, kept as a file");
  return { name: `${name.replace(/[\\/]/g, " ").slice(0, 100) || "text"}.txt`, bytes: utf8(text) };
};

/** The field within the limits, or the text that must become a file. */
const fitField = (field: LooseField): LooseField | string => {
  if (field.value.length > limits.value) return field.value;
  if (field.label.length <= limits.label) return field;
  const value = `${field.label}\n${field.value}`;
  return value.length > limits.value ? value : { ...field, label: field.label.slice(0, limits.label), value };
};

/** Fields within the limits; what does not fit goes to `files`. */
const fitFields = (fields: readonly LooseField[], files: ImportedFile[], note: Note): readonly Field[] => {
  const fitting: LooseField[] = [];
  for (const field of fields) {
    const fitted = fitField(field);
    if (typeof fitted === "string") files.push(asFile(field.label, fitted, note));
    else fitting.push(fitted);
  }
  const further = fitting.slice(limits.fields);
  if (further.length > 0) {
    const lines = further.map(({ label, value }) => `${label}: ${value}`);
    files.push(asFile("Further fields", lines.join("\n"), note));
  }
  return withIds(fitting.slice(0, limits.fields));
};

const fitTags = (
  tags: readonly string[],
): { readonly tags: string[]; readonly rest: readonly LooseField[] } => {
  const all = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))];
  const short = all.filter((tag) => tag.length <= limits.tag).slice(0, limits.tags);
  const further = all.filter((tag) => !short.includes(tag)).join("\n");
  return {
    tags: short,
    rest: further === "" ? [] : [{ label: "Further tags", kind: "multiline", value: further }],
  };
};

const titleOf = (
  entry: LooseEntry,
  note: Note,
): { readonly title: string; readonly rest: readonly LooseField[] } => {
  if (entry.title.trim() === "") {
    note("Entries without a title, named after their address");
    return { title: (hostOf(entry.fields) || "Untitled").slice(0, limits.title), rest: [] };
  }
  if (entry.title.length <= limits.title) return { title: entry.title, rest: [] };
  note("Titles longer than 10,000 characters, kept whole in a field");
  return {
    title: entry.title.slice(0, limits.title),
    rest: [{ label: "Title", kind: "multiline", value: entry.title }],
  };
};

/** The draft of an entry; what is too long for it is added to `files`, and `note` is told. */
export const draftThatFits = (entry: LooseEntry, files: ImportedFile[], note: Note): EntryDraft => {
  const { title, rest } = titleOf(entry, note);
  const { tags, rest: furtherTags } = fitTags(entry.tags ?? []);
  const fields = fitFields([...entry.fields, ...rest, ...furtherTags], files, note);
  return { type: entry.type, title, tags, isFavourite: entry.isFavourite ?? false, fields: [...fields] };
};
