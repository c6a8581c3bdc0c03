/** Named values in a map that several computers share, with a hook before every step: for torn and crossing writes. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { NamedValueLimits, NamedValues } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";

/** What the computers share. `before` runs before each single step; a thrown "torn" ends the writer there. */
export interface ValuesBackend {
  readonly held: Map<string, Uint8Array>;
  before: (step: "list" | "read" | "write" | "remove", name: string) => Promise<void>;
  /** How many steps were made. */
  steps: number;
}

/** An empty backend. */
export const createValuesBackend = (): ValuesBackend => ({
  held: new Map(),
  before: () => Promise.resolve(),
  steps: 0,
});

/** One computer's view of it. */
export const createMemoryValues = (
  backend: ValuesBackend,
  limits: NamedValueLimits = { maxNameBytes: 200, maxValueBytes: 1_000, batch: 50 },
): NamedValues => {
  const step = async <T>(
    kind: Parameters<ValuesBackend["before"]>[0],
    name: string,
    signal: AbortSignal,
    work: () => T,
  ): Promise<Result<T, StoreError>> => {
    if (signal.aborted) return fail("scan.cancelled");
    backend.steps += 1;
    await backend.before(kind, name);
    return ok(work());
  };
  const each = async <I, T>(
    items: readonly I[],
    nameOf: (item: I) => string,
    work: (item: I) => Promise<Result<T, StoreError>>,
  ): Promise<ReadonlyMap<string, Result<T, StoreError>>> => {
    const outcomes = new Map<string, Result<T, StoreError>>();
    for (const item of items) outcomes.set(nameOf(item), await work(item));
    return outcomes;
  };
  return {
    limits,
    list: (prefix, signal) =>
      step("list", prefix, signal, () =>
        [...backend.held.keys()].filter((name) => name.startsWith(prefix)).map((name) => ({ name })),
      ),
    read: (names, signal) =>
      each(
        names,
        (name) => name,
        (name) => step("read", name, signal, () => backend.held.get(name)?.slice() ?? null),
      ),
    write: (values, signal) =>
      each(
        values,
        ({ name }) => name,
        ({ name, bytes }) => step("write", name, signal, () => void backend.held.set(name, bytes.slice())),
      ),
    remove: (names, signal) =>
      each(
        names,
        (name) => name,
        (name) => step("remove", name, signal, () => void backend.held.delete(name)),
      ),
  };
};
