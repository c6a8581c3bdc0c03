/**
 * Which long work was begun for which entry, so that its progress shows beside that entry. Main
 * reports the work by an id alone. Holds ids only, never a name or a value.
 */
import { type StoreApi, createStore } from "zustand/vanilla";

/** Work that was begun here. `attachmentId` is null while a file is being added. */
export interface BegunWork {
  readonly taskId: string;
  readonly entryId: string;
  readonly attachmentId: string | null;
}

/** What was begun, oldest first. */
export interface BegunWorkState {
  readonly begun: readonly BegunWork[];
}

/** Makes the store. */
export const createBegunWork = (): StoreApi<BegunWorkState> =>
  createStore<BegunWorkState>(() => ({ begun: [] }));

/** With one more. */
export const withWork = ({ begun }: BegunWorkState, work: BegunWork): BegunWorkState => ({
  begun: [...begun, work],
});

/** Without the ones that are over. */
export const withoutWork = ({ begun }: BegunWorkState, taskIds: ReadonlySet<string>): BegunWorkState => ({
  begun: begun.filter(({ taskId }) => !taskIds.has(taskId)),
});
