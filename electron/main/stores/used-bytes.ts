/** What the copies take at each store. Counting reads every row, so it is done now and then, not after every change. */
import type { Clock } from "#contract/clock.port.ts";
import type { RemoteStore } from "#contract/views.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

/** How long a count is good enough. */
const goodForMs = 10_000;

/** Null while nothing is kept there. */
export type UsedBytes = (store: RemoteStore, kept: number) => number | null;

/** Makes the counter. */
export const createUsedBytes = (local: LocalStore | null, clock: Clock): UsedBytes => {
  const counted = new Map<RemoteStore, { readonly bytes: number; readonly at: number }>();
  return (store, kept) => {
    if (kept === 0) {
      counted.delete(store);
      return null;
    }
    const now = clock.monotonicMs();
    const last = counted.get(store);
    if (last !== undefined && now - last.at < goodForMs) return last.bytes;
    const bytes = local?.keptBytes(store);
    if (bytes?.ok !== true) return last?.bytes ?? null;
    counted.set(store, { bytes: bytes.value, at: now });
    return bytes.value;
  };
};
