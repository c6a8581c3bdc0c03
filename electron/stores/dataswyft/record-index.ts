/**
 * What is known of the records behind the names, from the last list and from what was written since: the
 * service finds nothing by name, and changes need a record's id. It may be wrong when another program wrote.
 */
import type { VaultRecord } from "./vault-record.ts";

/** One record without its bytes. */
export interface IndexedRecord {
  readonly recordId: string;
  /** The file that holds its bytes; null when they are in the record. */
  readonly fileId: string | null;
}

/** The records of one name. Two writers who both began it leave several: the latest counts. */
export interface NameEntry {
  readonly winner: IndexedRecord;
  readonly losers: readonly IndexedRecord[];
  /** Seen in a list, so that it is not the hidden half of such a pair. */
  readonly isListed: boolean;
}

/** The knowledge. */
export interface RecordIndex {
  /** False before the first list and after an answer that was lost: list before writing. */
  isSure(): boolean;
  doubt(): void;
  /** When the last list began, by the clock that never runs backwards. */
  listedAt(): number;
  /** Takes over a list, in the service's order: oldest write first. Returns the latest record of each name. */
  replace(records: readonly VaultRecord[], startedAt: number): ReadonlyMap<string, VaultRecord>;
  entry(name: string): NameEntry | undefined;
  set(name: string, entry: NameEntry): void;
  drop(name: string): void;
  readonly size: number;
}

/** Without its bytes. */
export const indexed = ({ recordId, content }: VaultRecord): IndexedRecord => ({
  recordId,
  fileId: content.kind === "file" ? content.fileId : null,
});

/** Every record of the name. */
export const recordsOf = (entry: NameEntry | undefined): readonly IndexedRecord[] =>
  entry === undefined ? [] : [entry.winner, ...entry.losers];

/** Knows nothing yet. */
export const createRecordIndex = (): RecordIndex => {
  const entries = new Map<string, NameEntry>();
  let isSure = false;
  let listedAt = -Infinity;
  return {
    isSure: () => isSure,
    doubt: () => void (isSure = false),
    listedAt: () => listedAt,
    replace: (records, startedAt) => {
      entries.clear();
      const latest = new Map<string, VaultRecord>();
      for (const record of records) {
        latest.set(record.name, record);
        const losers = recordsOf(entries.get(record.name));
        entries.set(record.name, { winner: indexed(record), losers, isListed: true });
      }
      isSure = true;
      listedAt = startedAt;
      return latest;
    },
    entry: (name) => entries.get(name),
    set: (name, entry) => void entries.set(name, entry),
    drop: (name) => void entries.delete(name),
    get size() {
      return entries.size;
    },
  };
};
