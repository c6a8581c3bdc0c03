/**
 * In how many entries a password is used. The hashes it is told by are made when they are first asked for,
 * a slice at a time, and kept up by revision.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryError } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import type { ReuseIndex } from "./reuse-index.ts";

/** So many entries are opened before others have their turn. */
const atOnce = 100;
const hashesOf = ({ hashOf }: ReuseIndex, { fields }: PlainEntry): readonly string[] =>
  fields.filter(({ kind, value }) => kind === "password" && value !== "").map(({ value }) => hashOf(value));

const nextTurn = (context: EntryContext): Promise<void> =>
  new Promise((resolve) => {
    context.clock.after(0, resolve);
  });

/** Takes up one entry; one that does not open counts for nothing. */
const takeUp = (context: EntryContext, id: string): Result<void, EntryError> => {
  const row = context.store.entry(id);
  if (!row.ok) return row;
  if (row.value === null) return ok(undefined);
  const opened = openEntry(context.crypto, context.keys, row.value);
  const hashes = opened.ok ? hashesOf(context.reuse, opened.value) : [];
  context.reuse.byEntry.set(id, { revision: row.value.revision, hashes });
  return ok(undefined);
};

const staleEntries = (context: EntryContext): readonly string[] => {
  const stale: string[] = [];
  for (const { id, revision, isDeleted } of context.list.all()) {
    if (!isDeleted && context.reuse.byEntry.get(id)?.revision !== revision) stale.push(id);
  }
  return stale;
};

const takeUpAll = async (context: EntryContext, isOpen: () => boolean): Promise<Result<void, EntryError>> => {
  for (const [at, id] of staleEntries(context).entries()) {
    if (at % atOnce === atOnce - 1) await nextTurn(context);
    if (!isOpen()) return fail("vault.locked");
    const taken = takeUp(context, id);
    if (!taken.ok) return taken;
  }
  return ok(undefined);
};

/** How many other entries, outside the trash, have the value of a field as a password. */
export const countReuse = async (
  context: EntryContext,
  entryId: string,
  fieldId: string,
  isOpen: () => boolean,
): Promise<Result<number, EntryError>> => {
  const taken = await takeUpAll(context, isOpen);
  if (!taken.ok) return taken;
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const field = read.value.entry.fields.find((candidate) => candidate.fieldId === fieldId);
  if (field === undefined) return fail("entry.not-found");
  const hash = context.reuse.hashOf(field.value);
  const live = [...context.reuse.byEntry].filter(
    ([id, { hashes }]) =>
      id !== entryId && hashes.includes(hash) && context.list.summary(id)?.isDeleted === false,
  );
  return ok(field.value === "" ? 0 : live.length);
};
