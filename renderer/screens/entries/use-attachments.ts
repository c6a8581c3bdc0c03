/** What can be done with the files of an entry: add, save elsewhere, take off with a way back. */
import { useMemo } from "react";
import type { AttachmentView, EntryDetail } from "#contract/views.ts";
import { showUndo, tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import { withWork } from "#renderer/stores/entry-work.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { undoMs, undoSave } from "./undo-save.ts";

/** The actions. Main asks where a file is or goes. */
export interface AttachmentActions {
  readonly add: (entryId: string) => void;
  readonly save: (entryId: string, attachment: AttachmentView) => void;
  readonly remove: (detail: EntryDetail, attachment: AttachmentView) => void;
}

const begin = async (
  context: AppContextValue,
  entryId: string,
  attachmentId: string | null,
): Promise<void> => {
  const reply = await (attachmentId === null
    ? context.client.call("attachments.add", { entryId })
    : context.client.call("attachments.save", { entryId, attachmentId }));
  tellProblem(reply);
  const taskId = reply.ok ? reply.value.taskId : null;
  if (taskId !== null) context.work.setState((state) => withWork(state, { taskId, entryId, attachmentId }));
};

const remove = async (
  context: AppContextValue,
  t: Translate,
  { entryId, revision }: EntryDetail,
  { attachmentId, name }: AttachmentView,
): Promise<void> => {
  const reply = await context.client.call("attachments.remove", { entryId, attachmentId });
  tellProblem(reply);
  if (!reply.ok) return;
  const saved = reply.value.revision;
  showUndo({
    id: `file-removed-${attachmentId}`,
    title: t("File removed"),
    text: name,
    until: Date.now() + undoMs,
    onUndo: () => undoSave(context, { entryId, saved, former: revision }),
  });
};

/** The actions over the shared parts. */
export const useAttachments = (): AttachmentActions => {
  const context = useAppContext();
  const t = useText();
  return useMemo(
    () => ({
      add: (entryId) => void begin(context, entryId, null),
      save: (entryId, { attachmentId }) => void begin(context, entryId, attachmentId),
      remove: (detail, attachment) => void remove(context, t, detail, attachment),
    }),
    [context, t],
  );
};
