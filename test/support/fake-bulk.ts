/** Changes of many entries in the fake bridge, and the way back. */
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { BulkAction, EntryDetail } from "#contract/views.ts";
import type { FakeWorld } from "./fake-world.ts";

const tagChange = (tags: readonly string[], tag: string, isWanted: boolean): Partial<EntryDetail> | null => {
  if (tags.includes(tag) === isWanted) return null;
  return { tags: isWanted ? [...tags, tag] : tags.filter((one) => one !== tag) };
};

const changeOf = (detail: EntryDetail, action: BulkAction): Partial<EntryDetail> | null => {
  switch (action.kind) {
    case "add-tag":
    case "remove-tag":
      return tagChange(detail.tags, action.tag, action.kind === "add-tag");
    case "favourite":
      return detail.isFavourite === action.isOn ? null : { isFavourite: action.isOn };
    default:
      return detail.isDeleted === (action.kind === "trash") ? null : { isDeleted: action.kind === "trash" };
  }
};

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> };

/** The handlers. */
export const bulkHandlers = (world: FakeWorld): Pick<Handlers, "entries.bulk" | "entries.undoBulk"> => {
  const { entries } = world;
  const undos = new Map<string, readonly EntryDetail[]>();
  const told = (): void => world.push("entries.changed", entries.counts());
  const change = (entryIds: readonly string[], action: BulkAction): readonly EntryDetail[] =>
    entryIds.flatMap((entryId) => {
      const now = entries.get({ entryId });
      const wanted = now.ok ? changeOf(now.value, action) : null;
      if (!now.ok || wanted === null) return [];
      entries.change(entryId, wanted);
      return [now.value];
    });
  return {
    "entries.bulk": ({ entryIds, action }) => {
      if (action.kind === "purge") {
        const changed = entryIds.filter((entryId) => entries.purge(entryId).ok).length;
        told();
        return ok({ changed, undo: null });
      }
      const before = change(entryIds, action);
      const undoId = `undo-${undos.size}`;
      undos.set(undoId, before);
      told();
      const undo = before.length === 0 ? null : { undoId, until: Date.now() + 10_000 };
      return ok({ changed: before.length, undo });
    },
    "entries.undoBulk": ({ undoId }) => {
      const before = undos.get(undoId);
      if (before === undefined) return fail("entry.not-found");
      for (const { entryId, tags, isFavourite, isDeleted, modifiedAt } of before)
        entries.change(entryId, { tags, isFavourite, isDeleted, modifiedAt });
      undos.delete(undoId);
      told();
      return ok({ undone: before.length, kept: 0 });
    },
  };
};
