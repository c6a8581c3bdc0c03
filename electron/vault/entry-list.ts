/**
 * The list of an open vault in memory: summaries by id and by index page, and the search over
 * them. It reads pages, mends those that do not fit the entry rows, and seals changed ones; the
 * transaction itself is the caller's.
 */
import type { Log } from "#contract/log.port.ts";
import { ok } from "#contract/result.ts";
import type { Crypto } from "./crypto.port.ts";
import { openEntry } from "./entry-rows.ts";
import { checkOfPage, damagedSummary, openPage, pageCapacity, sealPage, summarise } from "./index-pages.ts";
import type { Summary } from "./index-pages.ts";
import type { VaultKeys } from "./keys.ts";
import type { IndexPageRecord, LocalStore, Operation, PageCheck, Stored } from "./local-store.port.ts";
import { createSearchIndex } from "./search.ts";
import type { SearchIndex } from "./search.ts";

/** What the list is made from. */
export interface EntryListParts {
  readonly store: LocalStore;
  readonly crypto: Crypto;
  readonly keys: VaultKeys;
  readonly log: Log;
}

interface Page {
  readonly revision: number;
  readonly summaries: Map<string, Summary>;
}

/** What a transaction does to the list: summaries that are new or changed, and entries that go for good. */
export interface ListChange {
  readonly changed: readonly Summary[];
  readonly purged: readonly Summary[];
}

/** The list. `stage` makes the page writes of a transaction, `apply` takes them up once it is durable. */
export interface EntryList {
  summary(id: string): Summary | undefined;
  all(): IterableIterator<Summary>;
  search: SearchIndex["search"];
  /** A page with room for `count` further entries beyond those already promised to it. */
  pageWithRoom(promised: ReadonlyMap<number, number>): number;
  stage(change: ListChange): readonly PageWrite[];
  apply(change: ListChange, writes: readonly PageWrite[]): void;
  /** Notes in memory that a row does not open. */
  markDamaged(id: string): void;
  /** Takes up pages that another program rewrote; true when there were any. */
  reload(): Stored<boolean>;
}

/** One page write of a transaction. */
export type PageWrite = Extract<Operation, { op: "index-page" }>;

interface State {
  readonly pages: Map<number, Page>;
  readonly byId: Map<string, Summary>;
}

/** The summaries of a page as its entry rows say. */
const summariesFromRows = (parts: EntryListParts, page: number): Stored<readonly Summary[]> => {
  const rows = parts.store.entriesOfPage(page);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map((row) => {
      const opened = openEntry(parts.crypto, parts.keys, row);
      return opened.ok
        ? summarise(row.id, page, row.revision, opened.value)
        : damagedSummary(row.id, page, row.revision, row.isDeleted);
    }),
  );
};

const byIdOf = (summaries: readonly Summary[]): Map<string, Summary> =>
  new Map(summaries.map((summary) => [summary.id, summary]));

/** Makes a page anew from its rows, in memory, and on disk as far as that can be written. */
const rebuild = (parts: EntryListParts, page: number, revision: number | null): Stored<Page> => {
  const summaries = summariesFromRows(parts, page);
  if (!summaries.ok) return summaries;
  const record = sealPage(parts.crypto, parts.keys, page, (revision ?? 0) + 1, summaries.value);
  const written = parts.store.commit([{ op: "index-page", page: record, expects: revision }]);
  parts.log.warn("index-page-rebuilt", { page, entries: summaries.value.length, isWritten: written.ok });
  return ok({
    revision: written.ok ? record.revision : (revision ?? 0),
    summaries: byIdOf(summaries.value),
  });
};

const readPage = (parts: EntryListParts, record: IndexPageRecord): Page | null => {
  const opened = openPage(parts.crypto, parts.keys, record);
  return opened.ok ? { revision: record.revision, summaries: byIdOf(opened.value) } : null;
};

const isInStep = (number: number, page: Page, expected: PageCheck | undefined): boolean => {
  const found = checkOfPage(number, page.summaries.values());
  return found.count === (expected?.count ?? 0) && found.sum === (expected?.sum ?? 0);
};

/** Reads all pages and mends what does not agree with the entry rows. */
const loadPages = (parts: EntryListParts): Stored<Map<number, Page>> => {
  const records = parts.store.indexPages();
  const checks = parts.store.pageChecks();
  if (!records.ok) return records;
  if (!checks.ok) return checks;
  const pages = new Map<number, Page>();
  const revisions = new Map(records.value.map((record) => [record.page, record.revision]));
  for (const record of records.value) {
    const page = readPage(parts, record);
    if (page !== null) pages.set(record.page, page);
  }
  const expected = new Map(checks.value.map((check) => [check.page, check]));
  for (const number of new Set([...revisions.keys(), ...expected.keys()])) {
    const page = pages.get(number);
    if (page !== undefined && isInStep(number, page, expected.get(number))) continue;
    const mended = rebuild(parts, number, revisions.get(number) ?? null);
    if (!mended.ok) return mended;
    pages.set(number, mended.value);
  }
  return ok(pages);
};

const loadState = (parts: EntryListParts): Stored<State> => {
  const pages = loadPages(parts);
  if (!pages.ok) return pages;
  const byId = new Map<string, Summary>();
  for (const page of pages.value.values()) {
    for (const summary of page.summaries.values()) byId.set(summary.id, summary);
  }
  return ok({ pages: pages.value, byId });
};

const liveOnes = function* (state: State): Generator<Summary> {
  for (const summary of state.byId.values()) if (!summary.isDeleted) yield summary;
};

const pageWithRoom = (state: State, promised: ReadonlyMap<number, number>): number => {
  const taken = (page: number): number =>
    (state.pages.get(page)?.summaries.size ?? 0) + (promised.get(page) ?? 0);
  let page = Math.max(0, ...state.pages.keys(), ...promised.keys());
  while (taken(page) >= pageCapacity) page++;
  return page;
};

const byPage = (summaries: readonly Summary[]): ReadonlyMap<number, readonly Summary[]> => {
  const groups = new Map<number, Summary[]>();
  for (const summary of summaries) {
    const group = groups.get(summary.page);
    if (group === undefined) groups.set(summary.page, [summary]);
    else group.push(summary);
  }
  return groups;
};

const stage = (
  parts: EntryListParts,
  state: State,
  { changed, purged }: ListChange,
): readonly PageWrite[] => {
  const changedOn = byPage(changed);
  const purgedOn = byPage(purged);
  return Array.from(new Set([...changedOn.keys(), ...purgedOn.keys()]), (number): PageWrite => {
    const page = state.pages.get(number);
    const summaries = new Map(page?.summaries);
    for (const summary of changedOn.get(number) ?? []) summaries.set(summary.id, summary);
    for (const { id } of purgedOn.get(number) ?? []) summaries.delete(id);
    const revision = (page?.revision ?? 0) + 1;
    return {
      op: "index-page",
      page: sealPage(parts.crypto, parts.keys, number, revision, summaries.values()),
      expects: page?.revision ?? null,
    };
  });
};

const put = (state: State, search: SearchIndex, summary: Summary): void => {
  state.byId.set(summary.id, summary);
  state.pages.get(summary.page)?.summaries.set(summary.id, summary);
  if (summary.isDeleted) search.remove(summary.id);
  else search.put(summary);
};

const drop = (state: State, search: SearchIndex, { id, page }: Summary): void => {
  state.byId.delete(id);
  state.pages.get(page)?.summaries.delete(id);
  search.remove(id);
};

const apply = (
  state: State,
  search: SearchIndex,
  { changed, purged }: ListChange,
  writes: readonly PageWrite[],
): void => {
  for (const { page } of writes) {
    const summaries = state.pages.get(page.page)?.summaries ?? new Map<string, Summary>();
    state.pages.set(page.page, { revision: page.revision, summaries });
  }
  search.putAll(changed.filter(({ isDeleted }) => !isDeleted));
  for (const summary of changed) {
    state.byId.set(summary.id, summary);
    state.pages.get(summary.page)?.summaries.set(summary.id, summary);
    if (summary.isDeleted) search.remove(summary.id);
  }
  for (const summary of purged) drop(state, search, summary);
};

/** Takes what is no more out of the list, and what is new or changed in. */
const exchange = (
  state: State,
  search: SearchIndex,
  former: ReadonlyMap<string, Summary>,
  present: ReadonlyMap<string, Summary>,
): void => {
  for (const summary of former.values()) if (!present.has(summary.id)) drop(state, search, summary);
  for (const summary of present.values()) {
    if (former.get(summary.id)?.revision !== summary.revision) put(state, search, summary);
  }
};

/** Replaces one page in memory by what is on disk now. */
const reloadPage = (
  parts: EntryListParts,
  state: State,
  search: SearchIndex,
  number: number,
): Stored<void> => {
  const record = parts.store.indexPage(number);
  if (!record.ok) return record;
  if (record.value === null) return ok(undefined);
  const read = readPage(parts, record.value);
  const page = read === null ? rebuild(parts, number, record.value.revision) : ok(read);
  if (!page.ok) return page;
  const former = state.pages.get(number)?.summaries ?? new Map<string, Summary>();
  state.pages.set(number, page.value);
  exchange(state, search, former, page.value.summaries);
  return ok(undefined);
};

const reload = (parts: EntryListParts, state: State, search: SearchIndex): Stored<boolean> => {
  const revisions = parts.store.indexRevisions();
  if (!revisions.ok) return revisions;
  let isChanged = false;
  for (const [number, revision] of revisions.value) {
    if (state.pages.get(number)?.revision === revision) continue;
    const reloaded = reloadPage(parts, state, search, number);
    if (!reloaded.ok) return reloaded;
    isChanged = true;
  }
  return ok(isChanged);
};

/** Reads the list of a vault whose keys are at hand. A damaged page or row is no failure. */
export const openEntryList = (parts: EntryListParts): Stored<EntryList> => {
  const loaded = loadState(parts);
  if (!loaded.ok) return loaded;
  const state = loaded.value;
  const search = createSearchIndex(liveOnes(state));
  return ok({
    summary: (id) => state.byId.get(id),
    all: () => state.byId.values(),
    search: (text, offset, limit, accept) => search.search(text, offset, limit, accept),
    pageWithRoom: (promised) => pageWithRoom(state, promised),
    stage: (change) => stage(parts, state, change),
    apply: (change, writes) => {
      apply(state, search, change, writes);
    },
    markDamaged: (id) => {
      const summary = state.byId.get(id);
      if (summary?.isDamaged === false) put(state, search, { ...summary, isDamaged: true });
    },
    reload: () => reload(parts, state, search),
  });
};
