/**
 * The vault's own file behind the Store port: the sealed rows of this computer as one more place, so that
 * copies can be compared with it and brought back into it by the same code as everywhere. It seals and
 * opens nothing; the list mends its index pages from the rows.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { pageCapacity } from "#vault/index-pages.ts";
import type { EntryRecord, LocalStore, LocalStoreError, Operation } from "#vault/local-store.port.ts";
import type { ObjectOutcome, Store, StoredObject, StoreError } from "./store.port.ts";

interface Context {
  readonly store: LocalStore;
  readonly seen: Map<string, number>;
}

const translate = <T>(error: LocalStoreError): Result<T, StoreError> =>
  error.code === "store.conflict" ? fail("store.conflict") : fail("store.refused", { code: error.code });

const read = ({ store, seen }: Context, id: string): Result<StoredObject | null, StoreError> => {
  const row = store.entry(id);
  if (!row.ok) return translate(row.error);
  if (row.value === null) seen.delete(id);
  else seen.set(id, row.value.revision);
  return ok(row.value && { id, revision: row.value.revision, blob: row.value.sealed });
};

/** The first page with room, or a new one. */
const pageWithRoom = (store: LocalStore): Result<number, StoreError> => {
  const checks = store.pageChecks();
  if (!checks.ok) return translate(checks.error);
  const roomy = checks.value.find(({ count }) => count < pageCapacity);
  return ok(roomy?.page ?? Math.max(-1, ...checks.value.map(({ page }) => page)) + 1);
};

const mayWrite = (seen: number | undefined, present: number | undefined, revision: number): boolean =>
  present === undefined || present === revision || (revision > present && present === seen);

const writeOperation = (
  store: LocalStore,
  { id, revision, blob }: StoredObject,
  row: EntryRecord | null,
): Result<Operation, StoreError> => {
  if (row?.revision === revision) return ok({ op: "resealed", id, revision, sealed: blob });
  const page = row === null ? pageWithRoom(store) : ok(row.page);
  if (!page.ok) return page;
  const entry = { id, revision, page: page.value, isDeleted: false, sealed: blob };
  return ok({ op: "entry", entry, expects: row?.revision ?? null });
};

const write = ({ store, seen }: Context, object: StoredObject): Result<void, StoreError> => {
  const { id, revision } = object;
  const row = store.entry(id);
  if (!row.ok) return translate(row.error);
  const present = row.value?.revision;
  if (!mayWrite(seen.get(id), present, revision)) return fail("store.conflict", { present: present ?? 0 });
  const operation = writeOperation(store, object, row.value);
  if (!operation.ok) return operation;
  const committed = store.commit([operation.value]);
  if (!committed.ok) return translate(committed.error);
  seen.set(id, revision);
  return ok(undefined);
};

const remove = ({ store, seen }: Context, id: string): Result<void, StoreError> => {
  const row = store.entry(id);
  if (!row.ok) return translate(row.error);
  if (row.value === null) return ok(undefined);
  const { revision } = row.value;
  if (seen.get(id) !== revision) return fail("store.conflict", { present: revision });
  const committed = store.commit([{ op: "entry-purged", id, expects: revision }]);
  return committed.ok ? ok(undefined) : translate(committed.error);
};

const list = (store: LocalStore): Result<readonly { id: string; revision: number }[], StoreError> => {
  const found: { id: string; revision: number }[] = [];
  const step = 1_000;
  for (let after = ""; ; after = found.at(-1)?.id ?? "") {
    const rows = store.entriesAfter(after, step);
    if (!rows.ok) return translate(rows.error);
    found.push(...rows.value.map(({ id, revision }) => ({ id, revision })));
    if (rows.value.length < step) return ok(found);
  }
};

/** The store over an open file. Entries in the trash are listed too. */
export const createLocalObjects = (store: LocalStore): Store => {
  const context: Context = { store, seen: new Map() };
  const answer = <T, I extends { readonly id: string }>(
    items: readonly I[],
    signal: AbortSignal,
    action: (item: I) => Result<T, StoreError>,
  ): Promise<readonly ObjectOutcome<T>[]> =>
    Promise.resolve(
      items.map((item) => ({
        id: item.id,
        result: signal.aborted ? fail("scan.cancelled") : action(item),
      })),
    );
  const named = (ids: readonly string[]): readonly { readonly id: string }[] => ids.map((id) => ({ id }));
  return {
    id: "local",
    capabilities: { list: true, delete: true, maxNameBytes: 32, maxValueBytes: 64 * 1024 * 1024, batch: 500 },
    readMany: (ids, signal) => answer(named(ids), signal, ({ id }) => read(context, id)),
    writeMany: (objects, signal) => answer(objects, signal, (object) => write(context, object)),
    deleteMany: (ids, signal) => answer(named(ids), signal, ({ id }) => remove(context, id)),
    list: (signal) => Promise.resolve(signal.aborted ? fail("scan.cancelled") : list(store)),
  };
};
