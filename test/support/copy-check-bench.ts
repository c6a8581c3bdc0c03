/** A check of copies over two stores in memory, where an object opens when its bytes say which one it is. */
import type { CopyCheckParts, CopyCheckReport } from "#sync/copy-check.ts";
import { checkCopies } from "#sync/copy-check.ts";
import { createMemoryBackend, createMemoryStore } from "#stores/memory-store.ts";
import type { MemoryBackend } from "#stores/memory-store.ts";
import type { Store, StoredObject } from "#stores/store.port.ts";
import { entryIdOf } from "./lane-bench.ts";
import { must } from "./vault-bench.ts";

const encoder = new TextEncoder();

/** A whole object; `text` tells two of the same revision apart. */
export const whole = (n: number, revision: number, text = ""): StoredObject => ({
  id: entryIdOf(n),
  revision,
  blob: encoder.encode(`${entryIdOf(n)} ${revision} ${text}`),
});

/** One that does not open. */
export const broken = (n: number, revision: number): StoredObject => ({
  ...whole(n, revision),
  blob: encoder.encode("broken"),
});

/** Whether an object is whole. */
export const isWhole = ({ id, revision, blob }: StoredObject): boolean =>
  new TextDecoder().decode(blob).startsWith(`${id} ${revision} `);

/** Both sides. */
export interface CopyBench {
  readonly here: MemoryBackend;
  readonly there: MemoryBackend;
  /** What was taken over into this computer, by entry. */
  readonly adopted: StoredObject[];
  put(side: "here" | "there", ...objects: readonly StoredObject[]): void;
  object(side: "here" | "there", n: number): StoredObject | null;
  /** Runs a check; throws its failure. */
  check(repair: boolean, change?: Partial<CopyCheckParts>): Promise<CopyCheckReport>;
  parts(repair: boolean, change?: Partial<CopyCheckParts>): CopyCheckParts;
}

/** Makes one. Everything here is wanted, unless a test says otherwise. */
export const createCopyBench = (): CopyBench => {
  const sides = { here: createMemoryBackend(), there: createMemoryBackend() };
  const adopted: StoredObject[] = [];
  // As the vault does it.
  const adopt = (objects: readonly StoredObject[]): readonly string[] =>
    objects.flatMap((object) => {
      const present = sides.here.objects.get(object.id)?.revision ?? 0;
      if (!isWhole(object) || object.revision < present) return [];
      adopted.push(object);
      sides.here.objects.set(object.id, object);
      return [object.id];
    });
  const parts: CopyBench["parts"] = (repair, change = {}) => ({
    local: createMemoryStore(sides.here),
    remote: createMemoryStore(sides.there),
    wanted: new Map([...sides.here.objects].map(([id, { revision }]) => [id, revision])),
    opens: isWhole,
    adopt,
    repair,
    signal: new AbortController().signal,
    progress: () => undefined,
    ...change,
  });
  return {
    ...sides,
    adopted,
    parts,
    put: (side, ...objects) => {
      for (const object of objects) sides[side].objects.set(object.id, object);
    },
    object: (side, n) => {
      const found = sides[side].objects.get(entryIdOf(n));
      return found?.blob ? { id: entryIdOf(n), revision: found.revision, blob: found.blob } : null;
    },
    check: async (repair, change) => must(await checkCopies(parts(repair, change))),
  };
};

/** A store with some of its calls in other hands. */
export const storeWith = (store: Store, change: Partial<Store>): Store => ({ ...store, ...change });
