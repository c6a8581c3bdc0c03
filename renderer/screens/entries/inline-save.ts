/** Saving what is edited in place: the entry as it is now with one part changed. A failure keeps what was typed. */
import { type AppError, fail } from "#contract/errors.ts";
import { type Result, ok } from "#contract/result.ts";
import type { EntryDetail, EntryDraft } from "#contract/views.ts";
import { showProblem, showUndo } from "#renderer/components/notices.tsx";
import type { AppContextValue } from "#renderer/context.ts";
import type { Translate } from "#renderer/language/texts.ts";
import {
  type Edit,
  type EditKey,
  type EditPart,
  isEdit,
  withEdit,
  withoutEdit,
} from "#renderer/stores/entry-edits.ts";
import { draftOf, finishedDraft, withField } from "./draft.ts";
import { undoMs, undoSave } from "./undo-save.ts";

/** Tags are edited as one text, a tag a line. */
export const tagsText = (tags: readonly string[]): string => tags.join("\n");

/** And back. */
export const tagsOf = (text: string): string[] =>
  [...new Set(text.split("\n").map((tag) => tag.trim()))].filter((tag) => tag !== "").slice(0, 100);

/** The entry with one part changed; null where it has no such part any more. */
export const draftWith = (detail: EntryDetail, part: EditPart, text: string): EntryDraft | null => {
  const draft = draftOf(detail);
  if (part === "title") return finishedDraft({ ...draft, title: text });
  if (part === "tags") return finishedDraft({ ...draft, tags: tagsOf(text) });
  const fieldId = part.slice("field/".length);
  if (!draft.fields.some((field) => field.fieldId === fieldId)) return null;
  return finishedDraft(withField(draft, fieldId, { value: text }));
};

/** What a part is called in notices. */
export const partName = (t: Translate, detail: EntryDetail | null, part: EditPart): string => {
  if (part === "title") return t("Title");
  if (part === "tags") return t("Tags");
  const fieldId = part.slice("field/".length);
  return detail?.fields.find((field) => field.fieldId === fieldId)?.label ?? t("Value");
};

/** The edit named, or undefined. */
export const findEdit = ({ edits }: AppContextValue, key: EditKey): Edit | undefined =>
  edits.store.getState().edits.find(isEdit(key));

interface Saved {
  readonly saved: number;
  readonly former: number;
}

const write = async (
  { client }: AppContextValue,
  { entryId, part, text }: Edit,
): Promise<Result<Saved, AppError>> => {
  const now = await client.call("entries.get", { entryId });
  if (!now.ok) return now;
  const draft = now.value.isDeleted ? null : draftWith(now.value, part, text);
  if (draft === null) return fail("entry.not-found");
  const saved = await client.call("entries.save", { entryId, draft });
  return saved.ok ? ok({ saved: saved.value.revision, former: now.value.revision }) : saved;
};

const isOpen = ({ snapshots }: AppContextValue): boolean =>
  snapshots.store.getState().app?.vault === "unlocked";

/** Keeps what was typed with the reason, and tells of it where the entry is not on screen. */
const keepFailed = (context: AppContextValue, key: EditKey, error: AppError): void => {
  const edit = findEdit(context, key);
  if (edit === undefined || !isOpen(context)) return;
  context.edits.store.setState((state) => withEdit(state, { ...edit, isSaving: false, error }));
  if (context.detail.store.getState().entryId !== key.entryId) showProblem(error);
};

/** Whether the editor goes once it is saved, or stays open. */
export type AfterSave = "close" | "stay";

/** Takes in that a text was saved; what was typed meanwhile is not touched. */
const settle = async (context: AppContextValue, sent: Edit, after: AfterSave): Promise<void> => {
  const { edits, detail } = context;
  // Read first, so that the former value does not show up again for a moment.
  if (detail.store.getState().entryId === sent.entryId) await detail.open(sent.entryId);
  const now = findEdit(context, sent);
  if (now === undefined) return;
  const isSame = now.text === sent.text;
  edits.store.setState((state) =>
    isSame && after === "close"
      ? withoutEdit(state, sent)
      : withEdit(state, { ...now, start: sent.text, isSaving: false, error: null }),
  );
};

const tellSaved = (context: AppContextValue, t: Translate, edit: Edit, saved: Saved): void => {
  const undo = { entryId: edit.entryId, ...saved };
  context.edits.store.setState({ undo });
  const shown = context.detail.store.getState().detail;
  showUndo({
    id: savedNotice,
    title: t("Saved"),
    text: partName(t, shown?.entryId === edit.entryId ? shown : null, edit.part),
    until: Date.now() + undoMs,
    onUndo: () => undoLast(context),
  });
};

/** The notice of the last save; one at a time. */
export const savedNotice = "entry-saved";

/** Takes the last save back, once. */
export const undoLast = (context: AppContextValue): void => {
  const { undo } = context.edits.store.getState();
  if (undo === null) return;
  context.edits.store.setState({ undo: null });
  undoSave(context, undo);
};

const isNameless = ({ part, text }: Edit): boolean => part === "title" && text.trim() === "";

/** Saves what was typed, after what is being saved already. Nothing typed: the editor just goes. */
export const commitEdit = (
  context: AppContextValue,
  t: Translate,
  key: EditKey,
  after: AfterSave,
): Promise<void> => {
  const { store } = context.edits;
  const edit = findEdit(context, key);
  if (edit === undefined || edit.isSaving) return Promise.resolve();
  if (edit.text === edit.start || isNameless(edit)) {
    // A title that was emptied is taken back like a change that was dropped.
    if (after === "close") cancelEdit(context, t, key);
    return Promise.resolve();
  }
  const sent: Edit = { ...edit, isSaving: true, error: null };
  store.setState((state) => withEdit(state, sent));
  return context.edits.inTurn(async () => {
    const written = await write(context, sent);
    if (!written.ok) {
      keepFailed(context, key, written.error);
      return;
    }
    tellSaved(context, t, sent, written.value);
    await settle(context, sent, after);
  });
};

/** Saves everything typed and leaves the editors open: before a lock, and when the window is left. */
export const flushEdits = async (context: AppContextValue, t: Translate): Promise<void> => {
  const open = context.edits.store.getState().edits;
  await Promise.all(open.map((edit) => commitEdit(context, t, edit, "stay")));
};

/** Takes back what was typed. A change is not lost by that: the notice brings it back. */
export const cancelEdit = (context: AppContextValue, t: Translate, key: EditKey): void => {
  const edit = findEdit(context, key);
  if (edit === undefined) return;
  const { store } = context.edits;
  store.setState((state) => withoutEdit(state, key));
  if (edit.text === edit.start) return;
  showUndo({
    id: "edit-cancelled",
    title: t("Change dropped"),
    text: partName(t, context.detail.store.getState().detail, key.part),
    until: Date.now() + undoMs,
    onUndo: () => {
      context.ui.setState({ selectedId: key.entryId, pane: "show" });
      store.setState((state) => withEdit(state, { ...edit, error: null, isSaving: false }));
    },
  });
};
