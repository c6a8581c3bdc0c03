/**
 * Runs of chunks that are to be overwritten with "", which is all the service knows of deleting. Only
 * what neither the index in place nor the next one names is ever cleared. Pure.
 */
import type { KvsPair } from "./kvs-client.port.ts";
import type { KvsContext } from "./kvs-context.ts";
import { recordIn } from "./kvs-context.ts";
import { isSameRun } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { namesOfRun } from "./names.ts";
import type { Garbage } from "./remembered.ts";

const isUsed = (context: KvsContext, manifest: Manifest, item: Garbage): boolean => {
  if (item.kind === "page") {
    const page = manifest.pages[item.run.bucket];
    return item.run.bits === manifest.bits && page?.tag === item.run.tag;
  }
  const current = recordIn(context, manifest, item.record.id);
  if (current === "damaged") return true;
  return current !== undefined && current.chunks > 0 && isSameRun(current, item.record);
};

/** Leaves out what any of the manifests names, and what a change made here may still put back. */
export const unusedOf = (
  context: KvsContext,
  garbage: readonly Garbage[],
  manifests: readonly Manifest[],
): readonly Garbage[] => {
  const { recent } = context.known();
  const own = new Map(recent.map((change) => [change.record.id, change.record]));
  return garbage.filter((item) => {
    const kept = item.kind === "object" ? own.get(item.record.id) : undefined;
    const isOwn =
      item.kind === "object" && kept !== undefined && kept.chunks > 0 && isSameRun(kept, item.record);
    return !isOwn && !manifests.some((manifest) => isUsed(context, manifest, item));
  });
};

const lengthOf = (item: Garbage): number => (item.kind === "page" ? item.chunks : item.record.chunks);

const cutTo = (item: Garbage, chunks: number): Garbage =>
  item.kind === "page" ? { ...item, chunks } : { kind: "object", record: { ...item.record, chunks } };

/** Clearing of at most `room` values, last chunks of a run first, and what is left to clear after it. */
export const clearing = (
  context: KvsContext,
  garbage: readonly Garbage[],
  room: number,
): { readonly pairs: readonly KvsPair[]; readonly left: readonly Garbage[] } => {
  const pairs: KvsPair[] = [];
  const left: Garbage[] = [];
  for (const item of garbage) {
    const length = lengthOf(item);
    const kept = Math.max(0, length - (room - pairs.length));
    const names = namesOfRun(length, (chunk) =>
      item.kind === "page" ? context.names.page(item.run, chunk) : context.names.object(item.record, chunk),
    );
    pairs.push(...names.slice(kept).map((key) => ({ key, value: "" })));
    if (kept > 0) left.push(cutTo(item, kept));
  }
  return { pairs, left };
};
