/**
 * The handlers of changes to many entries at once. They remember how to take the last few back: ids and
 * revisions only, so that it does not matter that they outlive a lock.
 */
import { randomUUID } from "node:crypto";
import { ok } from "#contract/result.ts";
import type { BulkRow } from "#vault/entries.port.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { withEntries } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** How long the notice offers the way back. */
const undoMs = 10_000;
/** So many changes are remembered; a notice that is still on screen must find its own. */
const remembered = 10;

/** The handlers. */
export const createBulkHandlers = ({
  core,
  now,
}: Pick<HandlerParts, "core" | "now">): Pick<Handlers, "entries.bulk" | "entries.undoBulk"> => {
  const undos = new Map<string, readonly BulkRow[]>();
  const remember = (rows: readonly BulkRow[]): string => {
    const undoId = randomUUID();
    undos.set(undoId, rows);
    for (const old of [...undos.keys()].slice(0, -remembered)) undos.delete(old);
    return undoId;
  };
  /** What was taken back is a new revision with the former content: an earlier change can be taken back from there. */
  const follow = (rows: readonly BulkRow[]): void => {
    const now = new Map(rows.map(({ entryId, revision, before }) => [`${entryId} ${before}`, revision]));
    for (const [undoId, earlier] of undos)
      undos.set(
        undoId,
        earlier.map((row) => ({
          ...row,
          revision: now.get(`${row.entryId} ${row.revision}`) ?? row.revision,
        })),
      );
  };
  return {
    "entries.bulk": ({ entryIds, action }) =>
      withEntries(core, (entries) => {
        const done = entries.changeAll(entryIds, action);
        if (!done.ok) return done;
        const { changed, rows } = done.value;
        const undo = rows.length === 0 ? null : { undoId: remember(rows), until: now() + undoMs };
        return ok({ changed, undo });
      }),
    "entries.undoBulk": ({ undoId }) =>
      withEntries(core, (entries) => {
        const back = entries.changeAllBack(undos.get(undoId) ?? []);
        if (!back.ok) return back;
        const { undone, kept, rows } = back.value;
        undos.delete(undoId);
        follow(rows);
        return ok({ undone, kept });
      }),
  };
};
