/** What a vault's file holds after its process was killed, read row by row, and all that is wrong with it by itself. */
import type { EntryDraft } from "#contract/views.ts";
import { everything } from "#contract/views.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { decodeEntry } from "#vault/entry-codec.ts";
import type { PlainEntry } from "#vault/entry-codec.ts";
import { kinds, openObject } from "#vault/envelope.ts";
import type { EntryRecord, HistoryRecord, LocalStore } from "#vault/local-store.port.ts";
import { fileOf } from "./crash-entries.ts";
import type { MarkReader } from "./crash-entries.ts";
import type { UnlockedCrashVault } from "./crash-vault.ts";
import { integrityOf, unlockCrashVault } from "./crash-vault.ts";
import { must } from "./vault-bench.ts";

/** One revision of an entry, by the mark that it is made of. `files` are the marks of its attachments. */
export interface Version {
  readonly revision: number;
  readonly mark: string;
  readonly isDeleted: boolean;
  readonly files: readonly string[];
}

/** An entry's versions, oldest first. */
export type Versions = readonly Version[];

/** What the file holds, and what is wrong with it. */
export interface Held {
  readonly entries: ReadonlyMap<string, Versions>;
  readonly wrong: readonly string[];
}

type Row = EntryRecord | HistoryRecord;
type Complain = (what: string) => void;

const all = 1_000_000;

const wholeMark = (entry: PlainEntry, markOf: MarkReader): string | null => {
  const { type, title, tags, isFavourite, fields } = entry;
  const draft: EntryDraft = { type, title, tags: [...tags], isFavourite, fields: [...fields] };
  return markOf(draft);
};

/** Opens rows without the program's own reading, which might mend. */
const createOpener = (
  { vault }: UnlockedCrashVault,
  markOf: MarkReader,
  complain: Complain,
): ((row: Row) => Version) => {
  const crypto = createNodeCrypto();
  const vaultId = vault.vaultId() ?? new Uint8Array(16);
  const key = must(vault.purposeKey("entry"));
  return ({ id, revision, sealed }) => {
    const opened = openObject(crypto, key, { vaultId, objectId: id, revision, kind: kinds.entry }, sealed);
    const entry = opened.ok ? decodeEntry(opened.value) : null;
    const mark = entry === null ? null : wholeMark(entry, markOf);
    if (mark === null) complain(`revision ${revision} of ${id} is not whole`);
    const files = entry?.attachments.map(({ name }) => name) ?? [];
    return { revision, mark: mark ?? "", isDeleted: entry?.isDeleted ?? false, files };
  };
};

const checkQueue = (store: LocalStore, rows: readonly EntryRecord[], complain: Complain): void => {
  const waiting = new Map(must(store.outbox("kvs", 0, all)).map((row) => [row.entryId, row.revision]));
  for (const { id, revision } of rows)
    if (waiting.get(id) !== revision) complain(`${id} is not queued as it is`);
};

const checkList = (entries: EntryService, held: ReadonlyMap<string, Versions>, complain: Complain): void => {
  for (const scope of ["all", "trash"] as const) {
    const query = { text: "", filter: { ...everything, scope }, offset: 0, limit: all };
    const shown = must(entries.query(query)).rows.map(({ entryId, title }) => `${entryId} ${title}`);
    const expected = [...held].flatMap(([id, versions]) => {
      const last = versions.at(-1);
      return last?.isDeleted === (scope === "trash") ? [`${id} ${last.mark}`] : [];
    });
    if (shown.sort().join() !== expected.sort().join())
      complain(`the list of ${scope} is not what the rows are`);
  }
};

const checkFiles = async (entries: EntryService, id: string, complain: Complain): Promise<void> => {
  for (const { attachmentId, name } of must(entries.get(id)).attachments) {
    const parts: Uint8Array[] = [];
    const sink = {
      write: (bytes: Uint8Array) => {
        parts.push(bytes);
        return Promise.resolve({ ok: true, value: undefined } as const);
      },
      finish: () => Promise.resolve({ ok: true, value: undefined } as const),
      discard: () => Promise.resolve(),
    };
    const signal = new AbortController().signal;
    const read = await entries.readAttachment(id, attachmentId, sink, signal, () => undefined);
    const isWhole = read.ok && Buffer.concat(parts).equals(fileOf(name));
    if (!isWhole) complain(`the file ${name} of ${id} is not whole`);
  }
};

const checkByItself = async (entries: EntryService, complain: Complain): Promise<void> => {
  const found = must(await entries.verify(new AbortController().signal, () => undefined));
  const damaged = [...found.damagedEntries, ...found.damagedAttachments].map(String);
  if (damaged.length + found.damagedRevisions > 0) complain(`verify finds damage: ${damaged.join()}`);
  if (!found.isFileIntact) complain("verify finds the file broken");
};

/** Reads the file as after a restart; the program's own warnings count as wrong. */
export const readHeld = async (file: string, words: string, markOf: MarkReader): Promise<Held> => {
  const wrong: string[] = [];
  const complain: Complain = (what) => void wrong.push(what);
  const onWarning = (event: string): void => {
    complain(`the program warned: ${event}`);
  };
  const opened = must(await unlockCrashVault({ file, onWarning }, words));
  const versionOf = createOpener(opened, markOf, complain);
  const rows = must(opened.store.entriesAfter("", all));
  const held = new Map<string, Versions>();
  for (const row of rows) {
    const versions = [...must(opened.store.history(row.id)).toReversed(), row].map(versionOf);
    held.set(row.id, versions);
    if (versions.at(-1)?.isDeleted !== row.isDeleted) complain(`${row.id} is in the trash on one side only`);
    if (versions.at(-1)?.files.length !== 0) await checkFiles(opened.entries, row.id, complain);
  }
  checkQueue(opened.store, rows, complain);
  checkList(opened.entries, held, complain);
  await checkByItself(opened.entries, complain);
  opened.close();
  const integrity = integrityOf(file);
  if (integrity !== "ok") complain(`integrity_check: ${integrity}`);
  return { entries: held, wrong };
};
