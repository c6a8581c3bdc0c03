/** Reads objects whose names are known, part by part, in batches of what the service takes. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoredObject, StoreError } from "#stores/store.port.ts";
import { concat } from "#vault/bytes.ts";
import type { Holdings, Writing } from "./holdings.ts";
import type { NamedContext } from "./named-context.ts";
import type { NamedOutcomes, NamedValues } from "./named-values.port.ts";

type Read = Result<StoredObject | null, StoreError>;

/** Groups of at most `size`. */
export const groupsOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
};

/** What a batched call answered for all names; a cancelled one answers scan.cancelled for those it did not reach. */
export const inBatches = async <T, I>(
  values: NamedValues,
  items: readonly I[],
  signal: AbortSignal,
  call: (batch: readonly I[]) => Promise<NamedOutcomes<T>>,
): Promise<NamedOutcomes<T>> => {
  const all = new Map<string, Result<T, StoreError>>();
  for (const batch of groupsOf(items, Math.max(1, values.limits.batch))) {
    if (signal.aborted) break;
    for (const [name, outcome] of await call(batch)) all.set(name, outcome);
  }
  return all;
};

const assemble = (
  id: string,
  writing: Writing,
  parts: (name: string) => Result<Uint8Array | null, StoreError>,
): Read => {
  const bytes: Uint8Array[] = [];
  for (const name of writing.names) {
    const part = parts(name);
    if (!part.ok) return part;
    // It was listed a moment ago: somebody else is replacing it just now.
    if (part.value === null) return fail("store.conflict");
    bytes.push(part.value);
  }
  return ok({ id, revision: writing.revision, blob: concat(...bytes) });
};

/** The wanted objects that are held; absent and deleted ones are left out. Notes what was seen. */
export const readHeld = async (
  context: NamedContext,
  { objects, values: listed }: Holdings,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Read>> => {
  const { values, seen } = context;
  const found = new Map<string, Writing>();
  for (const id of wanted) {
    const current = objects.get(id)?.current ?? null;
    if (current === null) seen.delete(id);
    else seen.set(id, current.revision);
    if (current !== null && current.parts > 0) found.set(id, current);
  }
  const missing = [...found.values()].flatMap(({ names }) => names.filter((name) => !listed.has(name)));
  const read = await inBatches(values, missing, signal, (batch) => values.read(batch, signal));
  const partOf = (name: string): Result<Uint8Array | null, StoreError> => {
    const carried = listed.get(name);
    return carried === undefined ? (read.get(name) ?? fail("scan.cancelled")) : ok(carried);
  };
  return new Map([...found].map(([id, writing]) => [id, assemble(id, writing, partOf)]));
};
