/** Entries in memory for the fake bridge: made, searched, revealed, saved and deleted as main would. */
import { type AppError, fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import { type Result, ok } from "#contract/result.ts";
import { type CopyView, type EntryDetail, type EntryRow, entryTypes } from "#contract/views.ts";

/** An entry with its hidden values. */
export interface FakeEntry {
  readonly detail: EntryDetail;
  readonly secrets: Readonly<Record<string, string>>;
}

const day = 86_400_000;
const epoch = Date.UTC(2026, 2, 14, 9, 30);
const sites = [
  "Aurora Bank",
  "Birch Mail",
  "Cobalt Cloud",
  "Delta Airways",
  "Ember Forum",
  "Fjord Energy",
  "Grove Shop",
];
const tags = ["family", "home", "money", "travel", "work"] as const;

/** The id of the n-th fake entry. */
export const fakeId = (n: number): string => n.toString(16).padStart(32, "0");

const kept = (store: CopyView["store"], at: number): CopyView => ({ store, state: "kept", at, error: null });

const text = (fieldId: string, label: string, kind: "username" | "url" | "multiline", value: string) =>
  ({ fieldId, label, kind, value, isEmpty: false }) as const;

const secret = (fieldId: string, label: string, kind: "password" | "hidden") =>
  ({ fieldId, label, kind, value: null, isEmpty: false }) as const;

/** The n-th of many plausible entries. */
export const fakeEntry = (n: number, change: Partial<EntryDetail> = {}): FakeEntry => {
  const type = n % 9 === 4 ? (entryTypes[(n % 4) + 1] ?? "note") : "login";
  const site = sites[n % sites.length] ?? "Site";
  const host = site.toLowerCase().replace(" ", "-");
  const at = epoch - n * day;
  return {
    detail: {
      entryId: fakeId(n + 1),
      revision: 3,
      type,
      title: n < sites.length ? site : `${site} ${n}`,
      tags: n % 3 === 0 ? [tags[n % tags.length] ?? "home"] : [],
      isFavourite: n % 11 === 2,
      fields: [
        text("username", "User name", "username", `mara.lindqvist+${n}@example.org`),
        secret("password", "Password", "password"),
        text("url", "Website", "url", `https://${host}.example.org/sign-in`),
        text("notes", "Notes", "multiline", "Customer number 4711.\nAsk for the second desk."),
      ],
      createdAt: at - 90 * day,
      modifiedAt: at,
      copies: [kept("local", at), kept("kvs", at + 4000)],
      attachments: [],
      isDeleted: false,
      ...change,
    },
    secrets: { password: `pa55-${n}-correct-horse` },
  };
};

const worst = ["damaged", "failed", "waiting", "kept"] as const;

const rowOf = ({ detail }: FakeEntry): EntryRow => ({
  entryId: detail.entryId,
  type: detail.type,
  title: detail.title,
  subtitle: detail.fields.find((field) => field.kind === "username")?.value ?? "",
  tags: detail.tags,
  isFavourite: detail.isFavourite,
  isDamaged: detail.copies.some((copy) => copy.state === "damaged"),
  modifiedAt: detail.modifiedAt,
  copies: worst.find((state) => detail.copies.some((copy) => copy.state === state)) ?? "kept",
});

const matchesWord = (row: EntryRow, word: string): boolean => {
  if (word === "is:favourite") return row.isFavourite;
  if (word.startsWith("type:")) return row.type === word.slice(5);
  if (word.startsWith("tag:")) return row.tags.includes(word.slice(4).replaceAll('"', ""));
  return `${row.title} ${row.subtitle} ${row.tags.join(" ")}`.toLowerCase().includes(word.toLowerCase());
};

const wordsOf = (typed: string): readonly string[] => typed.match(/\w+:"[^"]*"|\S+/gu) ?? [];

type Answer<T> = Result<T, AppError>;

/** The entries and what main does with them. */
export interface FakeEntries {
  readonly total: () => number;
  readonly tags: () => string[];
  query(input: CommandInput<"entries.query">): Answer<CommandOutput<"entries.query">>;
  get(input: CommandInput<"entries.get">): Answer<EntryDetail>;
  reveal(input: CommandInput<"entries.reveal">): Answer<CommandOutput<"entries.reveal">>;
  save(input: CommandInput<"entries.save">): Answer<CommandOutput<"entries.save">>;
  remove(entryId: string): Answer<CommandOutput<"entries.delete">>;
  restore(entryId: string): Answer<Record<string, never>>;
}

const hiddenKinds: readonly string[] = ["password", "hidden"];

const savedEntry = (
  entryId: string,
  { draft }: CommandInput<"entries.save">,
  before: FakeEntry | undefined,
): FakeEntry => {
  const now = Date.now();
  const secrets = { ...before?.secrets };
  for (const field of draft.fields) {
    if (hiddenKinds.includes(field.kind) && field.value !== null) secrets[field.fieldId] = field.value;
  }
  const fields = draft.fields.map((field) => ({
    ...field,
    value: hiddenKinds.includes(field.kind) ? null : field.value,
    isEmpty: field.value === "",
  }));
  const copies: CopyView[] = [kept("local", now), { store: "kvs", state: "waiting", at: null, error: null }];
  const revision = (before?.detail.revision ?? 0) + 1;
  const createdAt = before?.detail.createdAt ?? now;
  const attachments = before?.detail.attachments ?? [];
  const times = { createdAt, modifiedAt: now };
  const detail = { ...draft, entryId, revision, fields, ...times, copies, attachments, isDeleted: false };
  return { detail, secrets };
};

/** Keeps entries in memory. */
export const createFakeEntries = (initial: readonly FakeEntry[]): FakeEntries => {
  const entries = new Map(initial.map((entry) => [entry.detail.entryId, entry]));
  const deleted = new Map<string, FakeEntry>();
  let made = initial.length;
  const sorted = (): EntryRow[] =>
    [...entries.values()].map(rowOf).sort((a, b) => a.title.localeCompare(b.title, "en", { numeric: true }));
  return {
    total: () => entries.size,
    tags: () => [...new Set([...entries.values()].flatMap(({ detail }) => detail.tags))].sort(),
    query: ({ text: typed, offset, limit }) => {
      const words = wordsOf(typed);
      const rows = sorted().filter((row) => words.every((word) => matchesWord(row, word)));
      return ok({ total: rows.length, offset, rows: rows.slice(offset, offset + limit) });
    },
    get: ({ entryId }) => {
      const entry = entries.get(entryId);
      return entry === undefined ? fail("entry.not-found") : ok(entry.detail);
    },
    reveal: ({ entryId, fieldId }) => {
      const value = entries.get(entryId)?.secrets[fieldId];
      return value === undefined ? fail("entry.not-found") : ok({ value });
    },
    save: (input) => {
      made += 1;
      const entryId = input.entryId ?? fakeId(made + 1_000_000);
      const entry = savedEntry(entryId, input, entries.get(entryId));
      entries.set(entryId, entry);
      return ok({ entryId, revision: entry.detail.revision });
    },
    remove: (entryId) => {
      const entry = entries.get(entryId);
      if (entry === undefined) return fail("entry.not-found");
      entries.delete(entryId);
      deleted.set(entryId, entry);
      return ok({ undoUntil: Date.now() + 10_000 });
    },
    restore: (entryId) => {
      const entry = deleted.get(entryId);
      if (entry !== undefined) entries.set(entryId, entry);
      return entry === undefined ? fail("entry.not-found") : ok({});
    },
  };
};
