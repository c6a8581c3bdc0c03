/** One part of an entry as it is edited in place: begun, typed, saved by leaving it, taken back by Esc. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type Edit, type EditPart, isEdit, withEdit } from "#renderer/stores/entry-edits.ts";
import { type AfterSave, cancelEdit, commitEdit, findEdit } from "./inline-save.ts";

/** A pause this long while typing saves what is there: a vault that locks itself must not take it along. */
const pauseMs = 15_000;

/** The edit, if the part is being edited, and what can be done. */
export interface Inline {
  readonly edit: Edit | null;
  readonly begin: (text: string) => void;
  readonly type: (text: string) => void;
  readonly save: (after: AfterSave) => void;
  /** As save, by itself: what could not be saved waits for the person. */
  readonly leave: (after: AfterSave) => void;
  readonly cancel: () => void;
}

const actions = (
  context: AppContextValue,
  t: ReturnType<typeof useText>,
  entryId: string,
  part: EditPart,
) => {
  const key = { entryId, part };
  const { store } = context.edits;
  return {
    begin: (text: string): void => {
      if (findEdit(context, key) !== undefined) return;
      store.setState((state) => withEdit(state, { ...key, start: text, text, isSaving: false, error: null }));
    },
    type: (text: string): void => {
      const edit = findEdit(context, key);
      if (edit !== undefined) store.setState((state) => withEdit(state, { ...edit, text, error: null }));
    },
    save: (after: AfterSave): void => void commitEdit(context, t, key, after),
    leave: (after: AfterSave): void => {
      if (findEdit(context, key)?.error === null) void commitEdit(context, t, key, after);
    },
    cancel: (): void => cancelEdit(context, t, key),
  };
};

/** Follows one part. */
export const useInline = (entryId: string, part: EditPart): Inline => {
  const context = useAppContext();
  const t = useText();
  const edit = useStore(context.edits.store, ({ edits }) => edits.find(isEdit({ entryId, part })) ?? null);
  const work = useMemo(() => actions(context, t, entryId, part), [context, t, entryId, part]);
  return { edit, ...work };
};

/** Esc closes a list of choices or a menu first. */
const hasOpenList = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('[aria-expanded="true"]') !== null;

const isTextInput = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Whether Enter ends the edit: in a text of several lines only with the command key. */
const endsEdit = (event: KeyboardEvent, hasLines: boolean): boolean =>
  event.key === "Enter" &&
  !event.defaultPrevented &&
  isTextInput(event.target) &&
  !event.nativeEvent.isComposing &&
  (!hasLines || event.ctrlKey || event.metaKey);

/** What the element around an editor listens to. */
interface EditorEvents {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** Leaving the editor saves; a list or sheet that it opened belongs to it. When the whole window is left the editor stays. */
export const useEditorEvents = (
  { save, leave, cancel }: Inline,
  group: RefObject<HTMLElement | null>,
  hasLines: boolean,
): EditorEvents => {
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  const refocus = (): void => group.current?.focus();
  return {
    onFocus: () => clearTimeout(leaving.current),
    onBlur: () => {
      clearTimeout(leaving.current);
      leaving.current = setTimeout(() => leave(document.hasFocus() ? "close" : "stay"), 0);
    },
    onKeyDown: (event) => {
      if (!event.currentTarget.contains(event.target as Node)) return;
      if (event.key === "Escape" && !event.defaultPrevented && !hasOpenList(event.target)) {
        event.preventDefault();
        clearTimeout(leaving.current);
        refocus();
        cancel();
        return;
      }
      if (!endsEdit(event, hasLines)) return;
      event.preventDefault();
      refocus();
      save("close");
    },
  };
};

/** Saves after a pause, and when the editor goes while something is typed. */
export const useEditorUpkeep = ({ edit, leave }: Inline): void => {
  const text = edit?.text;
  const last = useRef(leave);
  useEffect(() => {
    last.current = leave;
  }, [leave]);
  useEffect(() => {
    if (text === undefined) return undefined;
    const timer = setTimeout(() => last.current("stay"), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => () => last.current("close"), []);
};
