/**
 * The Store port over a map: what a store must do, without a service. Two stores on one backend are
 * two computers; neither overwrites what it has not seen.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Store, StoredObject, StoreError } from "./store.port.ts";

/** What several memory stores share. `revision` of a deleted object stays, its blob goes. */
export interface MemoryBackend {
  readonly objects: Map<string, { readonly revision: number; readonly blob: Uint8Array | null }>;
}

/** An empty backend. */
export const createMemoryBackend = (): MemoryBackend => ({ objects: new Map() });

interface Seen {
  readonly revisions: Map<string, number>;
}

const write = (
  { objects }: MemoryBackend,
  { revisions }: Seen,
  { id, revision, blob }: StoredObject,
): Result<void, StoreError> => {
  const present = objects.get(id)?.revision;
  if (present !== undefined && revision < present) return fail("store.conflict", { present });
  if (present !== revision && present !== revisions.get(id)) return fail("store.conflict");
  objects.set(id, { revision, blob: blob.slice() });
  revisions.set(id, revision);
  return ok(undefined);
};

const read = (
  { objects }: MemoryBackend,
  { revisions }: Seen,
  id: string,
): Result<StoredObject | null, StoreError> => {
  const found = objects.get(id);
  if (found === undefined) revisions.delete(id);
  else revisions.set(id, found.revision);
  return ok(found?.blob ? { id, revision: found.revision, blob: found.blob.slice() } : null);
};

const remove = ({ objects }: MemoryBackend, { revisions }: Seen, id: string): Result<void, StoreError> => {
  const found = objects.get(id);
  if (!found?.blob) return ok(undefined);
  if (revisions.get(id) !== found.revision) return fail("store.conflict", { present: found.revision });
  objects.set(id, { revision: found.revision, blob: null });
  return ok(undefined);
};

/** A store on a backend. An aborted signal gives scan.cancelled for every object. */
export const createMemoryStore = (backend: MemoryBackend = createMemoryBackend()): Store => {
  const seen: Seen = { revisions: new Map() };
  const answer = <T, O extends { readonly id: string }>(
    items: readonly O[],
    signal: AbortSignal,
    action: (item: O) => Result<T, StoreError>,
  ): Promise<readonly { readonly id: string; readonly result: Result<T, StoreError> }[]> =>
    Promise.resolve(
      items.map((item) => ({
        id: item.id,
        result: signal.aborted ? fail("scan.cancelled") : action(item),
      })),
    );
  const named = (ids: readonly string[]): readonly { readonly id: string }[] => ids.map((id) => ({ id }));
  return {
    id: "memory",
    capabilities: { list: true, delete: true, maxNameBytes: 255, maxValueBytes: 2 ** 30, batch: 1000 },
    readMany: (ids, signal) => answer(named(ids), signal, ({ id }) => read(backend, seen, id)),
    writeMany: (objects, signal) => answer(objects, signal, (object) => write(backend, seen, object)),
    deleteMany: (ids, signal) => answer(named(ids), signal, ({ id }) => remove(backend, seen, id)),
    list: (signal) =>
      Promise.resolve(
        signal.aborted
          ? fail("scan.cancelled")
          : ok(
              [...backend.objects]
                .filter(([, { blob }]) => blob !== null)
                .map(([id, { revision }]) => ({ id, revision })),
            ),
      ),
  };
};
