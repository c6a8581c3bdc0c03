/** Takes away pieces of files that nothing names: a crash, a lock or a full disk left them. */
import { ok } from "#contract/result.ts";
import { notePrefix, removeChunks } from "./attachments.ts";
import { commitRows } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { wallClock } from "./entry-writes.ts";
import type { Stored } from "./local-store.port.ts";

const noteLifeMs = 24 * 60 * 60 * 1_000;

/** Removes pieces whose attaching did not come to its end: failed here, or a day ago or longer. Answers how many files that were. */
export const sweepAttachments = (context: EntryContext): Stored<number> => {
  const notes = context.store.metaWithPrefix(notePrefix);
  if (!notes.ok) return notes;
  const now = wallClock(context);
  const stale = notes.value.filter(({ name: note, value }) => {
    if (context.abandoned.has(note.slice(notePrefix.length))) return true;
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    const at = value.length === 8 ? view.getUint32(0) * 2 ** 32 + view.getUint32(4) : 0;
    // A note of the future is one of a clock that was wrong.
    return Math.abs(now - at) > noteLifeMs;
  });
  if (stale.length === 0) return ok(0);
  const ids = stale.map((note) => note.name.slice(notePrefix.length));
  const swept = commitRows(
    context,
    ids.flatMap((id) => removeChunks(context, id)),
  );
  if (!swept.ok) return swept;
  context.abandoned.clear();
  return ok(ids.length);
};
