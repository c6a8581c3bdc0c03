/** What reading, writing and removing share: the clients, what is known of the records, and outcomes. */
import type { Clock } from "#contract/clock.port.ts";
import { appError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { DataClient } from "./data-client.ts";
import type { PdaFailure } from "./error-table.ts";
import type { FilesClient } from "./files-client.ts";
import type { RecordIndex } from "./record-index.ts";
import { readVaultRecord } from "./vault-record.ts";
import type { VaultRecord } from "./vault-record.ts";

/** The parts. */
export interface ValuesContext {
  readonly data: DataClient;
  readonly files: FilesClient;
  readonly index: RecordIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: (length: number) => Uint8Array;
  /** Where the values are, as told in files; null while the settings do not hold. */
  readonly namespace: () => string | null;
  /** Values of more bytes than this are files of the account. */
  readonly fileFromBytes: () => number;
  /** Files that nothing refers to and that could not be removed yet. */
  readonly orphans: Set<string>;
}

/** Outcomes while they are gathered. */
export type Outcomes<T> = Map<string, Result<T, StoreError>>;

/** The caller gave up. */
export const cancelled = (): StoreError => appError("scan.cancelled");

/** Gives the same failure to all of them. */
export const failAll = <T>(outcomes: Outcomes<T>, names: Iterable<string>, error: StoreError): void => {
  for (const name of names) outcomes.set(name, err(error));
};

/** Asks for every record and takes over what is found; the latest record of each name. */
export const listRecords = async (
  { data, index, clock, log }: ValuesContext,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, VaultRecord>, PdaFailure>> => {
  const startedAt = clock.monotonicMs();
  const listed = await data.list(signal);
  if (!listed.ok) return listed;
  const records = listed.value.map(readVaultRecord);
  const ours = records.filter((record) => record !== null);
  if (ours.length < records.length)
    log.info("dataswyft", { call: "list", foreign: records.length - ours.length });
  return ok(index.replace(ours, startedAt));
};

/** A name that is unknown here may be another program's a minute after the list. */
const freshMs = 60_000;

/** What must hold of the knowledge before records are changed. */
export interface Needed {
  /** Names that are about to be changed. */
  readonly names: readonly string[];
  /** Whether all records of the names must be known, also those that others began at the same time. */
  readonly isWhole: boolean;
}

const isEnough = ({ index, clock }: ValuesContext, { names, isWhole }: Needed): boolean => {
  if (!index.isSure()) return false;
  const isFresh = clock.monotonicMs() - index.listedAt() <= freshMs;
  return names.every((name) => {
    const entry = index.entry(name);
    return entry === undefined ? isFresh && !isWhole : entry.isListed || !isWhole;
  });
};

/** Lists unless what is known can be relied on. */
export const ensureIndex = async (
  context: ValuesContext,
  needed: Needed,
  signal: AbortSignal,
): Promise<Result<void, PdaFailure>> => {
  if (isEnough(context, needed)) return ok(undefined);
  const listed = await listRecords(context, signal);
  return listed.ok ? ok(undefined) : listed;
};

const few = 16;

/** Whether single records are cheaper to ask for than the whole list: a few, or a small part of it. */
export const isFew = (count: number, { index }: ValuesContext): boolean =>
  count <= few || count * 10 <= index.size;

/** How many requests go out side by side. */
export const sideBySide = 4;
