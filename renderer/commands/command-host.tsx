/** The commands of the open vault at work: their keys, the palette and the sheet of keys, over every page. */
import type { ReactElement } from "react";
import { CommandPalette } from "./command-palette.tsx";
import { ShortcutsSheet } from "./shortcuts-sheet.tsx";
import { useCommandKeys } from "./use-command-keys.ts";
import { useCommands } from "./use-commands.ts";

/** Stands once in the open vault. */
export const CommandHost = (): ReactElement => {
  const commands = useCommands();
  useCommandKeys(commands);
  return (
    <>
      <CommandPalette commands={commands} />
      <ShortcutsSheet />
    </>
  );
};
