/**
 * What a command is. Each says when it is possible and what it does through the ports that the window
 * hands it: the palette, the keys and the sheet of keys all read the same table.
 */
import type { CommandName, CommandRequest } from "#contract/ipc.ts";
import type { AppView, EntryDetail, Settings } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { EntryActions } from "#renderer/screens/entries/use-entry-actions.ts";
import type { UiState } from "#renderer/stores/ui.ts";
import type { Chord } from "./keys.ts";

/** The groups, in the order in which they are shown. */
export const groups = ["entry", "new", "go", "settings", "vault", "look", "help"] as const;
export type CommandGroup = (typeof groups)[number];

/** What is shown now. */
export interface CommandState {
  readonly ui: UiState;
  readonly app: AppView;
  /** The entry in the detail pane; null when there is none, or while it is edited. */
  readonly detail: EntryDetail | null;
  /** Whether copies are kept anywhere but on this computer. */
  readonly hasStores: boolean;
}

/** What a command may use. */
export interface CommandPorts {
  readonly entry: EntryActions;
  readonly addFile: (entryId: string) => void;
  /** Changes the person's place; something typed into a form is never lost by it. */
  readonly leave: (change: Partial<UiState>) => void;
  readonly setUi: (change: Partial<UiState>) => void;
  readonly change: (settings: Partial<Settings>) => void;
  /** A call whose failure shows as a notice; `done` is said when it succeeded. */
  readonly call: <C extends CommandName>(name: C, input: CommandRequest<C>, done?: Text) => void;
  readonly focusSearch: () => void;
}

/** One command. */
export interface Command<I extends string = string> {
  readonly id: I;
  readonly text: Text;
  readonly group: CommandGroup;
  readonly keys: readonly Chord[];
  /** What else people call it, in words that are the same everywhere. */
  readonly also?: string;
  /** A key that means something else where text is chosen or typed. */
  readonly isForText?: true;
  when(state: CommandState): boolean;
  run(ports: CommandPorts, state: CommandState): void;
}

/** Declares a command, keeping its id as a type. */
export const command = <const I extends string>(declared: Command<I>): Command<I> => declared;

/** Whether nothing is being edited: then a command may lead elsewhere. */
export const isCalm = ({ ui }: CommandState): boolean => ui.pane === "show";

/** Whether the list with its entry is what is shown. */
export const isOnList = (state: CommandState): boolean => isCalm(state) && state.ui.page === "entries";

/** Whether an entry is shown that does not lie in the trash. */
export const hasEntry = (state: CommandState): boolean =>
  isOnList(state) && state.detail !== null && !state.detail.isDeleted;
