/** What goes into one request: the service takes 10 MB of JSON (contract 6), and addresses should stay short. */

/** Limits of one request. */
export interface BatchLimits {
  readonly items: number;
  readonly bytes: number;
}

/** Under the service's limit by what brackets, ids and endpoints take. */
export const bodyLimits: BatchLimits = { items: 100, bytes: 9_500_000 };

/** Ids in one address: 64 of 46 characters. */
export const idLimits: BatchLimits = { items: 64, bytes: Infinity };

/** Splits in order. An item larger than the limit goes alone. */
export const inBatches = <T>(
  items: readonly T[],
  limits: BatchLimits,
  bytesOf: (item: T) => number = () => 0,
): readonly (readonly T[])[] => {
  const batches: T[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = bytesOf(item);
    const last = batches.at(-1);
    if (last !== undefined && last.length < limits.items && bytes <= room) {
      last.push(item);
      room -= bytes;
    } else {
      batches.push([item]);
      room = limits.bytes - bytes;
    }
  }
  return batches;
};
