/** What is done by itself after an unlock: old trash goes for good. */
import type { EntryService } from "#vault/entries.port.ts";

/** How long an entry lies in the trash. */
export const trashKeptMs = 30 * 24 * 60 * 60 * 1_000;

/** Purges what lay in the trash for 30 days; what cannot be purged stays and is tried after the next unlock. */
export const purgeOldTrash = (entries: EntryService, now: number): number => {
  const purged = entries.purgeTrash(now - trashKeptMs);
  return purged.ok ? purged.value : 0;
};
