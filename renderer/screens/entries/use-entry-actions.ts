/** What can be done with an entry from anywhere: copy, favourite, delete with a way back. */
import { useMemo } from "react";
import type { EntryDetail, EntryDraft, FieldView } from "#contract/views.ts";
import { showCopied, showDeleted, tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import { draftOf } from "./draft.ts";

/** The actions. Those on "the entry" mean the one in the detail pane. */
export interface EntryActions {
  readonly copy: (detail: EntryDetail, field: FieldView) => void;
  readonly copyPassword: () => void;
  readonly copyUser: () => void;
  readonly toggleFavourite: () => void;
  readonly remove: () => void;
}

const firstOf = (detail: EntryDetail, kinds: readonly FieldView["kind"][]): FieldView | undefined =>
  kinds
    .map((kind) => detail.fields.find((field) => field.kind === kind && !field.isEmpty))
    .find((field) => field !== undefined);

const copyField = async (context: AppContextValue, detail: EntryDetail, field: FieldView): Promise<void> => {
  const reply = await context.client.call("entries.copy", {
    entryId: detail.entryId,
    fieldId: field.fieldId,
  });
  if (reply.ok) showCopied(field.label, reply.value.clearsAt);
  else tellProblem(reply);
};

const saveDraft = async (context: AppContextValue, entryId: string, draft: EntryDraft): Promise<void> => {
  tellProblem(await context.client.call("entries.save", { entryId, draft }));
};

const removeEntry = async (context: AppContextValue, { entryId, title }: EntryDetail): Promise<void> => {
  const reply = await context.client.call("entries.delete", { entryId });
  if (!reply.ok) {
    tellProblem(reply);
    return;
  }
  context.ui.setState({ selectedId: null, pane: "show" });
  const undo = async (): Promise<void> => {
    const undone = await context.client.call("entries.undelete", { entryId });
    if (undone.ok) context.ui.setState({ selectedId: entryId });
    else tellProblem(undone);
  };
  showDeleted(title, reply.value.undoUntil, () => void undo());
};

/** The actions over the shared parts. */
export const useEntryActions = (): EntryActions => {
  const context = useAppContext();
  return useMemo(() => {
    const shown = (): EntryDetail | null => context.detail.store.getState().detail;
    const copyFirst = (kinds: readonly FieldView["kind"][]): void => {
      const detail = shown();
      const field = detail === null ? undefined : firstOf(detail, kinds);
      if (detail !== null && field !== undefined) void copyField(context, detail, field);
    };
    return {
      copy: (detail, field) => void copyField(context, detail, field),
      copyPassword: () => copyFirst(["password", "hidden"]),
      copyUser: () => copyFirst(["username"]),
      toggleFavourite: () => {
        const detail = shown();
        if (detail === null) return;
        void saveDraft(context, detail.entryId, { ...draftOf(detail), isFavourite: !detail.isFavourite });
      },
      remove: () => {
        const detail = shown();
        if (detail !== null) void removeEntry(context, detail);
      },
    };
  }, [context]);
};
