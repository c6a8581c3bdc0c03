/**
 * The root of the index in its two slots. A slot's first value begins with the number of values and
 * the epoch in the clear; the rest is sealed for slot and epoch. A torn slot does not open, and the
 * other still holds the root before. Pure: values in, values out.
 */
import { concat, uint64, utf8 } from "#vault/bytes.ts";
import { chunkBytes, fromValues, toValues } from "./chunks.ts";
import { decodeRoot, encodeRoot } from "./manifest.ts";
import type { PageRef } from "./manifest.ts";
import type { Slot } from "./names.ts";
import type { ObjectCipher } from "./object-cipher.port.ts";
import { createByteReader } from "./varint.ts";

/** Both slots, in order. */
export const slots = [0, 1] as const satisfies readonly Slot[];

/** The most values a root may have: enough for 9,800 pages. What claims more is no root of ours. */
const maxRootValues = 256;

/** A root as written. */
export interface Root {
  readonly slot: Slot;
  readonly epoch: number;
  readonly bits: number;
  readonly pages: readonly PageRef[];
}

/**
 * What a slot holds. `torn`: values are absent, as a write cut short leaves them. `foreign`: all are
 * there and do not open. `newer`: sealed by a later version of the app.
 */
export type SlotContent =
  | { readonly state: "empty" | "torn" | "foreign" }
  | { readonly state: "newer"; readonly epoch: number }
  | { readonly state: "valid"; readonly root: Root };

const countBytes = 2;
const epochBytes = 6;
const headerBytes = countBytes + epochBytes;
const slotId = (slot: Slot): Uint8Array => {
  const id = new Uint8Array(16);
  id.set(utf8("root"));
  id[15] = slot;
  return id;
};

/** The values of a root, the first with the header. */
export const rootValues = (cipher: ObjectCipher, root: Root): readonly string[] => {
  const sealed = cipher.seal(
    "manifest-root",
    slotId(root.slot),
    root.epoch,
    encodeRoot(root.bits, root.pages),
  );
  const count = Math.ceil((headerBytes + sealed.length) / chunkBytes);
  const header = concat(uint64(count).subarray(8 - countBytes), uint64(root.epoch).subarray(8 - epochBytes));
  return toValues(concat(header, sealed));
};

/** How many values the root behind a first value has; 0 when that is no root's first value. */
export const rootValueCount = (first: string | undefined): number => {
  const bytes = fromValues([first]);
  const count = bytes === null || bytes.length <= headerBytes ? 0 : createByteReader(bytes).uint(countBytes);
  return count > maxRootValues ? 0 : count;
};

/** Opens a slot from its values, as many as rootValueCount tells. */
export const openSlot = (
  cipher: ObjectCipher,
  slot: Slot,
  values: readonly (string | undefined)[],
): SlotContent => {
  if ((values[0] ?? "") === "") return { state: "empty" };
  const count = rootValueCount(values[0]);
  if (count === 0) return { state: "foreign" };
  const bytes = fromValues(values.slice(0, count));
  if (bytes === null || values.length < count) return { state: "torn" };
  const reader = createByteReader(bytes);
  reader.uint(countBytes);
  const epoch = reader.uint(epochBytes);
  const opened = cipher.open("manifest-root", slotId(slot), epoch, bytes.subarray(headerBytes));
  if (!opened.ok)
    return opened.error.code === "cipher.newer-version" ? { state: "newer", epoch } : { state: "foreign" };
  const body = decodeRoot(opened.value);
  return body === null ? { state: "newer", epoch } : { state: "valid", root: { slot, epoch, ...body } };
};

/** The root that counts: the valid one of the higher epoch. */
export const latestRoot = (contents: readonly SlotContent[]): Root | null => {
  let latest: Root | null = null;
  for (const content of contents)
    if (content.state === "valid" && (latest === null || content.root.epoch > latest.epoch))
      latest = content.root;
  return latest;
};
