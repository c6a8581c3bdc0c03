/** What the parts of the store share: its tools, and what is known of the service. */
import type { Log } from "#contract/log.port.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { ObjectChunks } from "./chunks.ts";
import type { KvsRequests, KvsSettings } from "./kvs-requests.ts";
import { bucketOf, isSameRecord } from "./manifest.ts";
import type { Manifest, ObjectRecord } from "./manifest.ts";
import type { KvsNames } from "./names.ts";
import type { ObjectCipher } from "./object-cipher.port.ts";
import type { RecentChange, Remembered } from "./remembered.ts";

/** Tools and knowledge. */
export interface KvsContext {
  readonly names: KvsNames;
  readonly chunks: ObjectChunks;
  readonly cipher: ObjectCipher;
  readonly crypto: Crypto;
  readonly requests: KvsRequests;
  readonly settings: KvsSettings;
  readonly log: Log;
  /** Sixteen bits of a keyed hash of an id. */
  readonly hashOf: (id: string) => number;
  readonly known: () => Remembered;
  /** Replaces what is known and saves it for the next run. */
  readonly remember: (next: Remembered) => void;
}

/** The record of an id, undefined when there is none; "damaged" when its page does not open. */
export const recordIn = (
  context: KvsContext,
  manifest: Manifest,
  id: string,
): ObjectRecord | undefined | "damaged" => {
  const bucket = manifest.buckets[bucketOf(context.hashOf(id), manifest.bits)];
  return bucket === null || bucket === undefined ? "damaged" : bucket.get(id);
};

/** Whether the index shows a state from before a change made here, so that the change is missing. */
export const isLost = (change: RecentChange, current: ObjectRecord | undefined): boolean =>
  !isSameRecord(change.record, current) &&
  change.before.some((before) => isSameRecord(before ?? undefined, current));

/** Changes made and acknowledged here that a root of another computer overwrote unknowingly. */
export const lostChanges = (context: KvsContext): readonly RecentChange[] => {
  const { manifest, recent } = context.known();
  return recent.filter((change) => {
    const current = recordIn(context, manifest, change.record.id);
    return current !== "damaged" && isLost(change, current);
  });
};

/** The record of an id as it should be: the index, with lost changes put back. */
export const lookup = (context: KvsContext, id: string): ObjectRecord | undefined | "damaged" => {
  const { manifest, recent } = context.known();
  const current = recordIn(context, manifest, id);
  if (current === "damaged") return current;
  const change = recent.find((made) => made.record.id === id);
  return change !== undefined && isLost(change, current) ? change.record : current;
};
