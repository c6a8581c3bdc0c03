/**
 * What is being edited in place in the detail pane. It outlives the pane, so that nothing typed is lost by
 * choosing another entry or by a save that failed; it is dropped with the lock. Saves of one entry wait for
 * one another, because each sends the entry as a whole.
 */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { AppError } from "#contract/errors.ts";

/** A part of an entry that is edited: its title, its tags (one a line), or a field. */
export type EditPart = "title" | "tags" | `field/${string}`;

/** One part while it is edited. */
export interface Edit {
  readonly entryId: string;
  readonly part: EditPart;
  /** What is stored, as far as is known here. */
  readonly start: string;
  readonly text: string;
  readonly isSaving: boolean;
  /** Why it could not be saved. */
  readonly error: AppError | null;
}

/** Names an edit. */
export type EditKey = Pick<Edit, "entryId" | "part">;

/** A save that can be taken back: what it made, and what was there before. */
export interface UndoneSave {
  readonly entryId: string;
  readonly saved: number;
  readonly former: number;
}

/** All edits under way, and the last save that can be taken back. */
export interface EditsState {
  readonly edits: readonly Edit[];
  readonly undo: UndoneSave | null;
}

/** The edits, and what keeps them in order. */
export interface EntryEdits {
  readonly store: StoreApi<EditsState>;
  /** Runs `work` after the work before it. */
  inTurn(work: () => Promise<void>): Promise<void>;
  /** Tells what saves everything typed; one at a time, the pane's. Returns how to stop. */
  onFlush(flush: () => Promise<void>): () => void;
  /** Saves everything typed, before the vault is locked from this window. */
  flush(): Promise<void>;
  /** Forgets everything, on lock. */
  clear(): void;
}

const nothing: EditsState = { edits: [], undo: null };

/** Whether an edit is the one named. */
export const isEdit =
  ({ entryId, part }: EditKey) =>
  (edit: EditKey): boolean =>
    edit.entryId === entryId && edit.part === part;

/** With one changed, or added. */
export const withEdit = (state: EditsState, edit: Edit): EditsState => {
  const isThis = isEdit(edit);
  const edits = state.edits.some(isThis)
    ? state.edits.map((one) => (isThis(one) ? edit : one))
    : [...state.edits, edit];
  return { ...state, edits };
};

/** Without one. */
export const withoutEdit = (state: EditsState, key: EditKey): EditsState => {
  const isThis = isEdit(key);
  return { ...state, edits: state.edits.filter((edit) => !isThis(edit)) };
};

/** Makes the store. */
export const createEntryEdits = (): EntryEdits => {
  const store = createStore<EditsState>(() => nothing);
  let before: Promise<void> = Promise.resolve();
  let flushAll: (() => Promise<void>) | null = null;
  return {
    store,
    inTurn: (work) => {
      before = before.then(work);
      return before;
    },
    onFlush: (flush) => {
      flushAll = flush;
      return () => {
        if (flushAll === flush) flushAll = null;
      };
    },
    flush: async () => {
      await flushAll?.();
      await before;
    },
    clear: () => store.setState(nothing, true),
  };
};
