/** Every command of the open vault, and which of them a key press means. */
import type { Command, CommandState } from "./command.ts";
import { entryCommands, newCommands } from "./entry-commands.ts";
import { goCommands, sectionCommands } from "./go-commands.ts";
import { type Chord, isSameChord, isTextual, isTyped } from "./keys.ts";
import { helpCommands, lookCommands } from "./look-commands.ts";
import { vaultCommands } from "./vault-commands.ts";

const all = [
  ...entryCommands,
  ...newCommands,
  ...goCommands,
  ...sectionCommands,
  ...vaultCommands,
  ...lookCommands,
  ...helpCommands,
] as const;

/** The name of a command. */
export type CommandId = (typeof all)[number]["id"];

/** The table. */
export const commandTable: readonly Command<CommandId>[] = all;

/** Where the press happened: in a text only keys with Ctrl count, and copying text stays copying text. */
export interface KeyPlace {
  readonly isTyping: boolean;
  readonly hasSelection: boolean;
  /** Whether single letters and signs do something; some people's tools type them by accident. */
  readonly hasSingleKeys: boolean;
}

const counts = (chord: Chord, { isForText }: Command, place: KeyPlace): boolean => {
  if (isTyped(chord) && !place.hasSingleKeys) return false;
  if (place.isTyping && isTextual(chord)) return false;
  return isForText !== true || !(place.isTyping || place.hasSelection);
};

/** The command of a chord, if it is possible now. */
export const commandOf = (
  chord: Chord,
  place: KeyPlace,
  state: CommandState,
): Command<CommandId> | undefined =>
  commandTable.find(
    (command) =>
      command.keys.some((key) => isSameChord(key, chord)) &&
      counts(chord, command, place) &&
      command.when(state),
  );
