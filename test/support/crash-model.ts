/**
 * What must be in a vault after its process was killed: every acknowledged change, and the one in
 * flight wholly or not at all. It learns from what the process said and compares with the file.
 */
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { EntryDraft } from "#contract/views.ts";
import { everything } from "#contract/views.ts";
import type { PlainEntry } from "#vault/entry-codec.ts";
import { openEntry } from "#vault/entry-rows.ts";
import type { EntryRecord } from "#vault/local-store.port.ts";
import type { VaultKeys } from "#vault/keys.ts";
import type { Vault } from "#vault/vault.port.ts";
import { markOf } from "./crash-entries.ts";
import type { Acknowledgement, CrashLine, Intention } from "./crash-lines.ts";
import { integrityOf, unlockCrashVault } from "./crash-vault.ts";
import { must } from "./vault-bench.ts";

interface Version {
  readonly revision: number;
  readonly mark: string;
  readonly isDeleted: boolean;
}

/** An entry's versions, oldest first. */
type Versions = readonly Version[];

/** What a look at the file found. */
export interface Findings {
  /** Acknowledged changes that are not there as they were acknowledged. */
  readonly lost: readonly string[];
  /** Everything else that is not as it must be. */
  readonly wrong: readonly string[];
}

/** The expected state of one vault's file over many processes. */
export interface CrashModel {
  /** Takes up what a process said. */
  learn(lines: readonly CrashLine[]): void;
  /** Compares with the file; what was in flight counts from here on as it was found. */
  compare(): Promise<Findings>;
  /** How many changes were acknowledged. */
  readonly acknowledged: () => number;
}

/** Keys of an open vault, as far as opening rows needs them. */
const keysOf = (vault: Vault): VaultKeys => ({
  vaultId: vault.vaultId() ?? new Uint8Array(16),
  vaultKey: new Uint8Array(0),
  purpose: (name) => must(vault.purposeKey(name)),
  wipe: () => undefined,
});

const changed = (versions: Versions, intention: Intention, revision: number, index: number): Versions => {
  const former = versions.at(-1);
  const mark = intention.marks[index] ?? former?.mark ?? "";
  const isDeleted = intention.change === "remove";
  return [...versions, { revision, mark, isDeleted }];
};

/** Takes up one acknowledged change. */
const settle = (known: Map<string, Versions>, intention: Intention, { saved }: Acknowledgement): void => {
  if (intention.change === "purge") known.delete(intention.entryId ?? "");
  saved.forEach(({ entryId, revision }, index) => {
    known.set(entryId, changed(known.get(entryId) ?? [], intention, revision, index));
  });
};

/** What the file holds: the versions of every entry, as far as they are whole. */
interface Held {
  readonly entries: Map<string, Versions>;
  readonly wrong: string[];
}

const wholeMark = (entry: PlainEntry): string | null => {
  const { type, title, tags, isFavourite, fields } = entry;
  const draft: EntryDraft = { type, title, tags: [...tags], isFavourite, fields: [...fields] };
  return markOf(draft);
};

const readHeld = async (file: string, words: string): Promise<Held> => {
  const wrong: string[] = [];
  const onWarning = (event: string): void => void wrong.push(`the program warned: ${event}`);
  const { vault, store, entries, close } = must(await unlockCrashVault({ file, onWarning }, words));
  const keys = keysOf(vault);
  const crypto = createNodeCrypto();
  const versionOf = (row: { id: string; revision: number; sealed: Uint8Array }): Version => {
    const opened = openEntry(crypto, keys, row);
    const mark = opened.ok ? wholeMark(opened.value) : null;
    if (mark === null) wrong.push(`revision ${row.revision} of ${row.id} is not whole`);
    return { revision: row.revision, mark: mark ?? "", isDeleted: opened.ok && opened.value.isDeleted };
  };
  const rows: readonly EntryRecord[] = must(store.entriesAfter("", 1_000_000));
  const held = new Map<string, Versions>();
  for (const row of rows) {
    const former = must(store.history(row.id)).toReversed().map(versionOf);
    const current = versionOf(row);
    if (row.isDeleted !== current.isDeleted) wrong.push(`${row.id} is in the trash on one side only`);
    held.set(row.id, [...former, current]);
  }
  const waiting = new Map(must(store.outbox("kvs", 0, 1_000_000)).map((row) => [row.entryId, row]));
  for (const row of rows) {
    if (waiting.get(row.id)?.revision !== row.revision) wrong.push(`${row.id} is not queued as it is`);
  }
  const live = must(entries.query({ text: "", filter: everything, offset: 0, limit: 1_000_000 }));
  const listed = new Map(live.rows.map((row) => [row.entryId, row.title]));
  const shown = rows.filter((row) => !row.isDeleted);
  const isListed = (row: EntryRecord): boolean => listed.get(row.id) === held.get(row.id)?.at(-1)?.mark;
  if (live.total !== shown.length || !shown.every(isListed)) wrong.push("the list is not what the rows are");
  const verified = must(await entries.verify(new AbortController().signal, () => undefined));
  const damaged =
    verified.damagedEntries.length + verified.damagedRevisions + verified.damagedAttachments.length;
  if (damaged > 0 || !verified.isFileIntact) wrong.push(`verify finds ${damaged} damaged`);
  close();
  const integrity = integrityOf(file);
  if (integrity !== "ok") wrong.push(`integrity_check: ${integrity}`);
  return { entries: held, wrong };
};

const isSame = (one: Version | undefined, other: Version | undefined): boolean =>
  one?.revision === other?.revision && one?.mark === other?.mark && one?.isDeleted === other?.isDeleted;

/** What the change in flight may have left: nothing, or all of it. */
const takeUpInFlight = (known: Map<string, Versions>, flight: Intention, held: Held): void => {
  if (flight.change === "purge") {
    if (!held.entries.has(flight.entryId ?? "")) known.delete(flight.entryId ?? "");
    return;
  }
  if (flight.entryId !== null) {
    const [before, found] = [known.get(flight.entryId) ?? [], held.entries.get(flight.entryId) ?? []];
    const last = found.at(-1);
    if (last === undefined || found.length !== before.length + 1) return;
    const after = changed(before, flight, last.revision, 0);
    if (isSame(after.at(-1), last)) known.set(flight.entryId, after);
    return;
  }
  const made = [...held.entries].filter(([id]) => !known.has(id));
  const marks = made.flatMap(([, versions]) => versions.map(({ mark }) => mark));
  const isWhole = made.length === flight.marks.length && flight.marks.every((mark) => marks.includes(mark));
  if (isWhole) for (const [id, versions] of made) known.set(id, versions);
};

const differences = (known: ReadonlyMap<string, Versions>, held: Held): Findings => {
  const lost: string[] = [];
  const wrong = [...held.wrong];
  for (const [id, versions] of known) {
    const found = held.entries.get(id) ?? [];
    versions.forEach((version, index) => {
      if (!isSame(version, found[index])) lost.push(`${id}: ${version.mark} (${version.revision})`);
    });
    if (found.length > versions.length) wrong.push(`${id} has a revision that nobody asked for`);
  }
  for (const id of held.entries.keys())
    if (!known.has(id)) wrong.push(`${id} is there and nobody asked for it`);
  return { lost, wrong };
};

/** Starts with the empty vault in a file. */
export const createCrashModel = (file: string, words: string): CrashModel => {
  const known = new Map<string, Versions>();
  let acknowledged = 0;
  let flight: Intention | null = null;
  return {
    learn: (lines) => {
      for (const line of lines) {
        if (line.say === "doing") flight = line;
        if (line.say !== "done" || flight === null) continue;
        settle(known, flight, line);
        acknowledged++;
        flight = null;
      }
    },
    compare: async () => {
      const held = await readHeld(file, words);
      if (flight !== null) takeUpInFlight(known, flight, held);
      flight = null;
      return differences(known, held);
    },
    acknowledged: () => acknowledged,
  };
};
