/** Entries in memory for the fake bridge: made, searched, revealed, saved and deleted as main would. */
import { type AppError, fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import { type Result, ok } from "#contract/result.ts";
import { type CopyView, type EntriesView, type EntryDetail, entryTypes } from "#contract/views.ts";
import { countFakes, findFakes, listFakes } from "./fake-list.ts";
import type { Unnumbered } from "./fake-views.ts";

/** An entry with its hidden values. */
export interface FakeEntry {
  readonly detail: EntryDetail;
  readonly secrets: Readonly<Record<string, string>>;
  /** What it was before, latest first; the other version of a conflict is among it. */
  readonly former?: readonly FakeEntry[];
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
      otherRevision: null,
      ...change,
    },
    secrets: { password: `pa55-${n}-correct-horse` },
  };
};

type Answer<T> = Result<T, AppError>;

const hiddenKinds: readonly string[] = ["password", "hidden", "totp"];

const secretsOf = (
  { draft }: CommandInput<"entries.save">,
  before: FakeEntry["secrets"],
): Record<string, string> => {
  const secrets = { ...before };
  for (const field of draft.fields) {
    if (hiddenKinds.includes(field.kind) && field.value !== null) secrets[field.fieldId] = field.value;
  }
  return secrets;
};

const savedEntry = (entryId: string, input: CommandInput<"entries.save">, before?: FakeEntry): FakeEntry => {
  const now = Date.now();
  const fields = input.draft.fields.map((field) => ({
    ...field,
    value: hiddenKinds.includes(field.kind) ? null : field.value,
    isEmpty: field.value === "",
  }));
  const copies: CopyView[] = [kept("local", now), { store: "kvs", state: "waiting", at: null, error: null }];
  const { revision, createdAt, attachments, otherRevision } = before?.detail ?? {
    revision: 0,
    createdAt: now,
    attachments: [],
    otherRevision: null,
  };
  const detail = { ...input.draft, entryId, fields, copies, createdAt, attachments, otherRevision };
  return {
    detail: { ...detail, revision: revision + 1, modifiedAt: now, isDeleted: false },
    secrets: secretsOf(input, before?.secrets ?? {}),
  };
};

/** The entries in memory and what main does with them. */
export class FakeEntries {
  readonly #entries: Map<string, FakeEntry>;
  /** Former contents by entry, latest first. */
  readonly #former = new Map<string, readonly FakeEntry[]>();
  #made: number;

  constructor(initial: readonly FakeEntry[]) {
    this.#entries = new Map(initial.map((entry) => [entry.detail.entryId, entry]));
    this.#made = initial.length;
    for (const { detail, former } of initial)
      if (former !== undefined) this.#former.set(detail.entryId, former);
  }

  #all(isDeleted: boolean): readonly FakeEntry[] {
    return [...this.#entries.values()].filter(({ detail }) => detail.isDeleted === isDeleted);
  }

  #details(): readonly EntryDetail[] {
    return [...this.#entries.values()].map(({ detail }) => detail);
  }

  /** What the window is told beside the list. */
  counts(): Unnumbered<EntriesView> {
    return countFakes(this.#details());
  }

  query(query: CommandInput<"entries.query">): Answer<CommandOutput<"entries.query">> {
    return ok(listFakes(this.#details(), query));
  }

  ids(query: CommandInput<"entries.ids">): Answer<CommandOutput<"entries.ids">> {
    const ids = findFakes(this.#details(), query).map(({ entryId }) => entryId);
    return ok({ total: ids.length, ids });
  }

  #find(entryId: string): Answer<FakeEntry> {
    const entry = this.#entries.get(entryId);
    return entry === undefined ? fail("entry.not-found") : ok(entry);
  }

  get({ entryId }: CommandInput<"entries.get">): Answer<EntryDetail> {
    const entry = this.#find(entryId);
    return entry.ok ? ok(entry.value.detail) : entry;
  }

  reveal({ entryId, fieldId }: CommandInput<"entries.reveal">): Answer<{ value: string }> {
    const value = this.#entries.get(entryId)?.secrets[fieldId];
    return value === undefined ? fail("entry.not-found") : ok({ value });
  }

  #put(entry: FakeEntry): { entryId: string; revision: number } {
    const { entryId, revision } = entry.detail;
    const before = this.#entries.get(entryId);
    if (before !== undefined) this.#former.set(entryId, [before, ...(this.#former.get(entryId) ?? [])]);
    this.#entries.set(entryId, entry);
    return { entryId, revision };
  }

  save(input: CommandInput<"entries.save">): Answer<CommandOutput<"entries.save">> {
    this.#made += 1;
    const entryId = input.entryId ?? fakeId(this.#made + 1_000_000);
    return ok(this.#put(savedEntry(entryId, input, this.#entries.get(entryId))));
  }

  /** A new revision of an entry with some of it changed. */
  change(entryId: string, change: Partial<EntryDetail>): Answer<CommandOutput<"entries.save">> {
    const entry = this.#find(entryId);
    if (!entry.ok) return entry;
    const { detail, secrets } = entry.value;
    const times = { revision: detail.revision + 1, modifiedAt: Date.now() };
    return ok(this.#put({ detail: { ...detail, ...times, ...change }, secrets }));
  }

  purge(entryId: string): Answer<Record<string, never>> {
    return this.#entries.delete(entryId) ? ok({}) : fail("entry.not-found");
  }

  emptyTrash(): Answer<{ count: number }> {
    const trash = this.#all(true);
    for (const { detail } of trash) this.#entries.delete(detail.entryId);
    return ok({ count: trash.length });
  }

  #revisions(entryId: string): readonly FakeEntry[] {
    const current = this.#entries.get(entryId);
    return current === undefined ? [] : [current, ...(this.#former.get(entryId) ?? [])];
  }

  #version(entryId: string, revision: number): Answer<FakeEntry> {
    const found = this.#revisions(entryId).find(({ detail }) => detail.revision === revision);
    return found === undefined ? fail("entry.not-found") : ok(found);
  }

  history({ entryId }: CommandInput<"entries.history">): Answer<CommandOutput<"entries.history">> {
    const current = this.#entries.get(entryId)?.detail;
    const revisions = this.#revisions(entryId).map(({ detail }, at) => ({
      revision: detail.revision,
      modifiedAt: detail.modifiedAt,
      title: detail.title,
      isCurrent: at === 0,
      isDeleted: detail.isDeleted,
      isOther: detail.revision === current?.otherRevision,
    }));
    return revisions.length === 0 ? fail("entry.not-found") : ok({ revisions });
  }

  revision({ entryId, revision }: CommandInput<"entries.revision">): Answer<EntryDetail> {
    const found = this.#version(entryId, revision);
    return found.ok ? ok(found.value.detail) : found;
  }

  revealFormer(input: CommandInput<"entries.revealFormer">): Answer<{ value: string }> {
    const found = this.#version(input.entryId, input.revision);
    const value = found.ok ? found.value.secrets[input.fieldId] : undefined;
    return value === undefined ? fail("entry.not-found") : ok({ value });
  }

  restoreRevision(
    input: CommandInput<"entries.restoreRevision">,
  ): Answer<CommandOutput<"entries.restoreRevision">> {
    const found = this.#version(input.entryId, input.revision);
    const current = this.#find(input.entryId);
    if (!found.ok || !current.ok) return fail("entry.not-found");
    const revision = current.value.detail.revision + 1;
    const detail = { ...found.value.detail, revision, modifiedAt: Date.now(), isDeleted: false };
    return ok(this.#put({ detail, secrets: found.value.secrets }));
  }
}
