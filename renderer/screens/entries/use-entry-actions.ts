/** What can be done with an entry from anywhere: copy, favourite, delete with a way back, out of the trash or out for good. */
import { useMemo } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { showCopied, showUndo, tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { draftOf } from "./draft.ts";
import { useFieldLabel } from "./field-labels.ts";

/** The actions. Those on "the entry" mean the one in the detail pane; they do nothing where they make no sense. */
export interface EntryActions {
  readonly copy: (detail: EntryDetail, field: FieldView) => void;
  readonly copyCode: (detail: EntryDetail, field: FieldView) => void;
  readonly copyPassword: () => void;
  readonly copyUser: () => void;
  readonly copyFirstCode: () => void;
  readonly toggleFavourite: () => void;
  /** Into the trash; for an entry that lies there, asks whether to delete it for good. */
  readonly remove: () => void;
  readonly restore: () => void;
}

const firstOf = (detail: EntryDetail, kinds: readonly FieldView["kind"][]): FieldView | undefined =>
  kinds
    .map((kind) => detail.fields.find((field) => field.kind === kind && !field.isEmpty))
    .find((field) => field !== undefined);

const copyField = async (
  { client }: AppContextValue,
  call: "entries.copy" | "entries.copyTotp",
  { entryId }: EntryDetail,
  { fieldId, label }: FieldView,
): Promise<void> => {
  const reply = await client.call(call, { entryId, fieldId });
  if (reply.ok) showCopied(label, reply.value.clearsAt);
  else tellProblem(reply);
};

/** After what is being saved of the entry already, and on top of it: each save sends the entry as a whole. */
const toggleFavourite = ({ client, edits }: AppContextValue, entryId: string): Promise<void> =>
  edits.inTurn(async () => {
    const now = await client.call("entries.get", { entryId });
    if (!now.ok) {
      tellProblem(now);
      return;
    }
    const draft = { ...draftOf(now.value), isFavourite: !now.value.isFavourite };
    tellProblem(await client.call("entries.save", { entryId, draft }));
  });

const undelete = async ({ client, ui }: AppContextValue, entryId: string): Promise<boolean> => {
  const undone = await client.call("entries.undelete", { entryId });
  tellProblem(undone);
  const { place } = ui.getState();
  if (undone.ok && place.kind !== "trash") ui.setState({ selectedId: entryId });
  return undone.ok;
};

const removeEntry = async (
  context: AppContextValue,
  t: Translate,
  { entryId, title }: EntryDetail,
): Promise<void> => {
  const reply = await context.client.call("entries.delete", { entryId });
  tellProblem(reply);
  if (!reply.ok) return;
  // Whoever went on to another entry meanwhile stays there.
  context.ui.setState(({ selectedId }) => (selectedId === entryId ? { selectedId: null, pane: "show" } : {}));
  showUndo({
    id: `deleted-${entryId}`,
    title: t("Moved to the trash"),
    text: title,
    until: reply.value.undoUntil,
    onUndo: () => void undelete(context, entryId),
  });
};

const restoreEntry = async (context: AppContextValue, { entryId }: EntryDetail): Promise<void> => {
  if (!(await undelete(context, entryId))) return;
  context.ui.setState({ place: { kind: "all" }, text: "", selectedId: entryId, pane: "show" });
};

/** The actions over the shared parts. */
export const useEntryActions = (): EntryActions => {
  const context = useAppContext();
  const t = useText();
  const say = useFieldLabel();
  return useMemo(() => {
    const shown = (): EntryDetail | null => context.detail.store.getState().detail;
    const withShown = (act: (detail: EntryDetail) => void) => (): void => {
      const detail = shown();
      if (detail !== null) act(detail);
    };
    const copyFirst = (call: "entries.copy" | "entries.copyTotp", kinds: readonly FieldView["kind"][]) =>
      withShown((detail) => {
        const field = firstOf(detail, kinds);
        if (field === undefined) return;
        void copyField(context, call, detail, { ...field, label: say(detail.type, field) });
      });
    return {
      copy: (detail, field) => void copyField(context, "entries.copy", detail, field),
      copyCode: (detail, field) => void copyField(context, "entries.copyTotp", detail, field),
      copyPassword: copyFirst("entries.copy", ["password", "hidden"]),
      copyUser: copyFirst("entries.copy", ["username"]),
      copyFirstCode: copyFirst("entries.copyTotp", ["totp"]),
      toggleFavourite: withShown((detail) => {
        if (!detail.isDeleted) void toggleFavourite(context, detail.entryId);
      }),
      remove: withShown((detail) => {
        if (detail.isDeleted) context.ui.setState({ entryDialog: "purge" });
        else void removeEntry(context, t, detail);
      }),
      restore: withShown((detail) => {
        if (detail.isDeleted) void restoreEntry(context, detail);
      }),
    };
  }, [context, say, t]);
};
