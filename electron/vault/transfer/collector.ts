/**
 * Gathers entries while a file is read: makes drafts that keep to our limits without losing anything,
 * and counts what had no place of its own. What is too long for a field becomes a file.
 */
import type { EntryDraft, ImportFormat } from "#contract/views.ts";
import { utf8 } from "#vault/bytes.ts";
import type { ImportedEntry, ImportedFile, ParsedImport } from "./transfer.port.ts";

type Field = EntryDraft["fields"][number];
type Kind = Field["kind"];

const limits = {
  title: 10_000,
  value: 100_000,
  label: 200,
  fields: 200,
  tags: 100,
  tag: 200,
  problems: 200,
} as const;

/** A field without an id of its own yet. */
export interface LooseField {
  /** Wanted id; made when it is left out or taken. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly kind: Kind;
  readonly value: string;
}

/** One entry as a format gives it; the collector makes it fit. */
export interface LooseEntry {
  readonly type: EntryDraft["type"];
  readonly title: string;
  readonly tags?: readonly string[];
  readonly isFavourite?: boolean;
  readonly fields: readonly LooseField[];
  readonly createdAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  readonly isDeleted?: boolean;
  /** Former contents with their times, oldest first. */
  readonly former?: readonly {
    readonly fields: readonly LooseField[];
    readonly title?: string;
    readonly modifiedAt: number;
  }[];
  readonly attachments?: readonly ImportedFile[];
}

/** Takes entries in. */
export interface Collector {
  add(entry: LooseEntry): void;
  /** Counts something that became a named field. */
  unmapped(what: string): void;
  problem(where: string, reason: string): void;
  finish(): ParsedImport;
}

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

/** Creates a collector for one file. */
export const createCollector = (format: ImportFormat): Collector => {
  const entries: ImportedEntry[] = [];
  const counts = new Map<string, number>();
  const problems: { where: string; reason: string }[] = [];
  let problemCount = 0;
  const unmapped = (what: string): void => {
    const name = what.slice(0, 200);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const asFile = (name: string, text: string): ImportedFile => {
    unmapped("Text too long for a field, kept as a file");
    return { name: `${name.replace(/[\\/]/g, " ").slice(0, 100) || "text"}.txt`, bytes: utf8(text) };
  };

  /** Fields within the limits; what does not fit goes to `files`. */
  const fitFields = (fields: readonly LooseField[], files: ImportedFile[]): readonly Field[] => {
    const fitting: LooseField[] = [];
    for (const field of fields) {
      if (field.value.length > limits.value) {
        files.push(asFile(field.label, field.value));
      } else if (field.label.length > limits.label) {
        const value = `${field.label}\n${field.value}`;
        if (value.length > limits.value) files.push(asFile(field.label, value));
        else fitting.push({ ...field, label: field.label.slice(0, limits.label), value });
      } else fitting.push(field);
    }
    const further = fitting.slice(limits.fields);
    if (further.length > 0)
      files.push(
        asFile("Further fields", further.map(({ label, value }) => `${label}: ${value}`).join("\n")),
      );
    return withIds(fitting.slice(0, limits.fields));
  };

  const fitTags = (
    tags: readonly string[],
  ): { readonly tags: string[]; readonly rest: readonly string[] } => {
    const all = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))];
    const short = all.filter((tag) => tag.length <= limits.tag).slice(0, limits.tags);
    return { tags: short, rest: all.filter((tag) => !short.includes(tag)) };
  };

  const titleOf = (entry: LooseEntry): { readonly title: string; readonly rest: readonly LooseField[] } => {
    if (entry.title.trim() === "") {
      unmapped("Entries without a title, named after their address");
      return { title: (hostOf(entry.fields) || "Untitled").slice(0, limits.title), rest: [] };
    }
    if (entry.title.length <= limits.title) return { title: entry.title, rest: [] };
    unmapped("Titles longer than 10,000 characters, kept whole in a field");
    return {
      title: entry.title.slice(0, limits.title),
      rest: [{ label: "Title", kind: "multiline", value: entry.title }],
    };
  };

  const draftOf = (entry: LooseEntry, files: ImportedFile[]): EntryDraft => {
    const { title, rest } = titleOf(entry);
    const { tags, rest: furtherTags } = fitTags(entry.tags ?? []);
    const tagField: readonly LooseField[] =
      furtherTags.length === 0
        ? []
        : [{ label: "Further tags", kind: "multiline", value: furtherTags.join("\n") }];
    const fields = fitFields([...entry.fields, ...rest, ...tagField], files);
    return { type: entry.type, title, tags, isFavourite: entry.isFavourite ?? false, fields: [...fields] };
  };

  return {
    unmapped,
    problem: (where, reason) => {
      problemCount++;
      if (problems.length < limits.problems)
        problems.push({ where: where.slice(0, 200), reason: reason.slice(0, 300) });
    },
    add: (entry) => {
      const files: ImportedFile[] = [...(entry.attachments ?? [])];
      const former = (entry.former ?? []).map(({ fields, title, modifiedAt }) => ({
        draft: draftOf({ ...entry, title: title ?? entry.title, fields }, []),
        modifiedAt,
      }));
      entries.push({
        draft: draftOf(entry, files),
        createdAt: entry.createdAt,
        modifiedAt: entry.modifiedAt,
        isDeleted: entry.isDeleted ?? false,
        former,
        attachments: files,
      });
    },
    finish: () => ({
      format,
      entries,
      unmapped: [...counts].map(([what, count]) => ({ what, count })).slice(0, 200),
      problems,
      problemCount,
    }),
  };
};
