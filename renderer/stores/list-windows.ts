/**
 * The list as windows of rows, asked for as they come into view. Pure: what is held, what is missing
 * and what a reply changes. Rows of an older generation stay visible until newer ones replace them,
 * so that typing and updates do not flicker.
 */
import type { AppError } from "#contract/errors.ts";
import type { EntryRow, QueryTerm, RowMatch } from "#contract/views.ts";
import { type ListQuery, allEntries, listQuery, noNarrowing } from "./list-query.ts";

/** Rows in one window; the contract's limit. */
export const windowSize = 200;

/** One window as it came. */
interface HeldWindow {
  readonly generation: number;
  readonly rows: readonly EntryRow[];
  readonly matches: readonly RowMatch[];
}

/** A window as main answers it. */
type WindowReply = Omit<HeldWindow, "generation"> & {
  readonly total: number;
  readonly terms: readonly QueryTerm[];
};

/** What is known of the list. */
export interface ListWindows {
  readonly query: ListQuery;
  readonly generation: number;
  /** Null until the first reply. */
  readonly total: number | null;
  readonly windows: ReadonlyMap<number, HeldWindow>;
  readonly asked: ReadonlySet<number>;
  /** What of the text was understood as a condition. */
  readonly terms: readonly QueryTerm[];
  readonly error: AppError | null;
}

/** A list of which nothing is known. */
export const noWindows: ListWindows = {
  query: listQuery({ place: allEntries, narrowing: noNarrowing, sort: "best", text: "" }),
  generation: 0,
  total: null,
  windows: new Map(),
  asked: new Set(),
  terms: [],
  error: null,
};

/** Starts anew: for another query, or because the entries changed. */
export const beginGeneration = (list: ListWindows, query: ListQuery): ListWindows => ({
  ...list,
  query,
  generation: list.generation + 1,
  asked: new Set(),
  error: null,
});

/** The numbers of the windows that rows `first` to `last` need and that were not asked for yet. */
export const missingWindows = (list: ListWindows, first: number, last: number): readonly number[] => {
  const end = list.total === null ? 0 : Math.max(0, Math.ceil(list.total / windowSize) - 1);
  const from = Math.min(Math.max(0, Math.floor(first / windowSize)), end);
  const to = Math.min(Math.max(from, Math.floor(last / windowSize)), end);
  const needed = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return needed.filter((window) => !list.asked.has(window));
};

/** Notes that windows are being asked for. */
export const markAsked = (list: ListWindows, windows: readonly number[]): ListWindows => ({
  ...list,
  asked: new Set([...list.asked, ...windows]),
});

/** Takes a window in. One of an older generation changes nothing. */
export const withWindow = (
  list: ListWindows,
  generation: number,
  window: number,
  { total, rows, matches, terms }: WindowReply,
): ListWindows => {
  if (generation !== list.generation) return list;
  const isFirst = ![...list.windows.values()].some((held) => held.generation === generation);
  const visible = [...list.windows].filter(([number]) => !isFirst || number * windowSize < total);
  const windows = new Map(visible).set(window, { generation, rows, matches });
  return { ...list, windows, total, terms, error: null };
};

/** Takes a failure in; the window may be asked for again. */
export const withFailure = (
  list: ListWindows,
  generation: number,
  window: number,
  error: AppError,
): ListWindows => {
  if (generation !== list.generation) return list;
  const asked = new Set(list.asked);
  asked.delete(window);
  return { ...list, asked, error };
};

/** The row at an index, or null while it is not here. */
export const rowAt = (list: ListWindows, index: number): EntryRow | null =>
  list.windows.get(Math.floor(index / windowSize))?.rows[index % windowSize] ?? null;

/** Why the row at an index was found; null while nothing is searched for. */
export const matchAt = (list: ListWindows, index: number): RowMatch | null =>
  list.windows.get(Math.floor(index / windowSize))?.matches[index % windowSize] ?? null;

/** The ids of rows `first` to `last`, or null when some of them are not here. */
export const idsBetween = (list: ListWindows, first: number, last: number): readonly string[] | null => {
  const ids: string[] = [];
  for (let index = Math.min(first, last); index <= Math.max(first, last); index++) {
    const row = rowAt(list, index);
    if (row === null) return null;
    ids.push(row.entryId);
  }
  return ids;
};

/** Where an entry is among the rows at hand, or -1. */
export const indexOfEntry = (list: ListWindows, entryId: string | null): number => {
  if (entryId === null) return -1;
  for (const [window, held] of list.windows) {
    const index = held.rows.findIndex((row) => row.entryId === entryId);
    if (index !== -1) return window * windowSize + index;
  }
  return -1;
};
