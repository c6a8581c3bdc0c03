/** Rows that are marked to be changed together, by id: rows that are not loaded count as well. Pure. */

/** The marked rows, and the row that a range goes out from. */
export interface Picks {
  readonly ids: ReadonlySet<string>;
  readonly anchorId: string | null;
}

/** Nothing is marked. */
export const noPicks: Picks = { ids: new Set(), anchorId: null };

/** Marks a row, or takes its mark away. The row that was shown alone before counts as the first one. */
export const toggled = (picks: Picks, entryId: string, shownId: string | null): Picks => {
  const ids = new Set(picks.ids);
  if (ids.size === 0 && shownId !== null && shownId !== entryId) ids.add(shownId);
  if (ids.has(entryId)) ids.delete(entryId);
  else ids.add(entryId);
  return { ids, anchorId: entryId };
};

/** Without the rows that are no longer in the list. */
export const stillThere = (picks: Picks, list: readonly string[]): Picks => {
  const present = new Set(list);
  const ids = [...picks.ids].filter((entryId) => present.has(entryId));
  return ids.length === picks.ids.size ? picks : { ...picks, ids: new Set(ids) };
};
