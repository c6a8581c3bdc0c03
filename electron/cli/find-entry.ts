/** Finds the entry a person names: by its id, its exact title, or a text that only one entry matches. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryDetail, EntryFilter, EntryRow } from "#contract/views.ts";
import { everything } from "#contract/views.ts";

const pageSize = 200;
const maxQueryChars = 500;

/** The entry that a name means. */
export interface FoundEntry {
  readonly entryId: string;
  readonly title: string;
  readonly isDeleted: boolean;
}

/** Where to look; the first place that has a match counts. */
export type Places = readonly ("vault" | "trash")[];

/** Every row of a part of the list. */
export const allRows = async (
  bridge: Bridge,
  text: string,
  filter: EntryFilter,
): Promise<Result<EntryRow[], AppError>> => {
  const rows: EntryRow[] = [];
  for (;;) {
    const query = { text: text.slice(0, maxQueryChars), filter, offset: rows.length, limit: pageSize };
    const page = await bridge.call("entries.query", query);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    if (page.value.rows.length === 0 || rows.length >= page.value.total) return ok(rows);
  }
};

const isId = (name: string): boolean => /^[0-9a-f]{32}$/.test(name);

/** The same title may be written in composed or decomposed letters. */
const sameTitle = (a: string, b: string): boolean => a.normalize("NFC") === b.normalize("NFC");

const filterOf = (place: Places[number]): EntryFilter => ({
  ...everything,
  scope: place === "trash" ? "trash" : "all",
});

/** By id without reading the whole list, unless the entry does not open: its row is still listed. */
const findById = async (
  bridge: Bridge,
  entryId: string,
  places: Places,
): Promise<Result<FoundEntry, AppError>> => {
  const entry = await bridge.call("entries.get", { entryId });
  if (entry.ok) {
    const { title, isDeleted } = entry.value;
    const isThere = places.includes(isDeleted ? "trash" : "vault");
    return isThere ? ok({ entryId, title, isDeleted }) : fail("entry.not-found", { matches: 0 });
  }
  if (entry.error.code === "entry.not-found") return fail("entry.not-found", { matches: 0 });
  for (const place of places) {
    const rows = await allRows(bridge, "", filterOf(place));
    if (!rows.ok) return rows;
    const row = rows.value.find((one) => one.entryId === entryId);
    if (row !== undefined) return ok({ entryId, title: row.title, isDeleted: place === "trash" });
  }
  return entry;
};

/** Rows that a name may mean in one place: those with this title, else those that match. */
const candidates = async (
  bridge: Bridge,
  name: string,
  place: Places[number],
): Promise<Result<EntryRow[], AppError>> => {
  const rows = await allRows(bridge, name, filterOf(place));
  if (!rows.ok) return rows;
  const exact = rows.value.filter((row) => sameTitle(row.title, name));
  return ok(exact.length > 0 ? exact : rows.value);
};

/** entry.not-found with how many entries match, when that is not one. */
export const findEntry = async (
  bridge: Bridge,
  name: string,
  places: Places = ["vault"],
): Promise<Result<FoundEntry, AppError>> => {
  if (isId(name)) return findById(bridge, name, places);
  for (const place of places) {
    const rows = await candidates(bridge, name, place);
    if (!rows.ok) return rows;
    const [row] = rows.value;
    if (rows.value.length > 1) return fail("entry.not-found", { matches: rows.value.length });
    if (row !== undefined)
      return ok({ entryId: row.entryId, title: row.title, isDeleted: place === "trash" });
  }
  return fail("entry.not-found", { matches: 0 });
};

/** The one entry with exactly this title or id; null when there is none. */
export const findExact = async (
  bridge: Bridge,
  name: string,
): Promise<Result<FoundEntry | null, AppError>> => {
  if (isId(name)) {
    const found = await findById(bridge, name, ["vault"]);
    return !found.ok && found.error.code === "entry.not-found" ? ok(null) : found;
  }
  const rows = await candidates(bridge, name, "vault");
  if (!rows.ok) return rows;
  const exact = rows.value.filter((row) => sameTitle(row.title, name));
  const [row] = exact;
  if (exact.length > 1) return fail("entry.not-found", { matches: exact.length });
  return ok(row === undefined ? null : { entryId: row.entryId, title: row.title, isDeleted: false });
};

/** The whole entry that a name means. */
export const readEntry = async (bridge: Bridge, name: string): Promise<Result<EntryDetail, AppError>> => {
  const found = await findEntry(bridge, name);
  return found.ok ? bridge.call("entries.get", { entryId: found.value.entryId }) : found;
};
