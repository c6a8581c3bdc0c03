/** What the palette lists: commands by group or by what was typed, and the entries found. */
import { Globe, Keyboard, Layers, LifeBuoy, Palette, Plus, Settings, Shield, SquarePen } from "lucide-react";
import { type ReactElement, type ReactNode, useMemo } from "react";
import type { EntryRow } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { TypeIcon } from "#renderer/screens/entries/entry-words.tsx";
import { listElementId } from "#renderer/screens/entries/list-element.ts";
import { useLeave } from "#renderer/screens/entries/use-leave.ts";
import { allEntries } from "#renderer/stores/list-query.ts";
import { ChordKeys } from "./chord-keys.tsx";
import type { Command, CommandGroup } from "./command.ts";
import { type FoundGroup, findCommands } from "./find-commands.ts";
import { focusSoon } from "./focus-soon.ts";
import { groupNames } from "./group-names.ts";
import { commandTable } from "./table.ts";
import type { Commands } from "./use-commands.ts";
import { useFoundEntries } from "./use-found-entries.ts";

/** One line. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: ReactNode;
  readonly keys?: ReactNode;
  readonly run: () => void;
}

/** Lines under one heading. */
export interface PaletteGroup {
  readonly name: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

const icons = {
  entry: SquarePen,
  new: Plus,
  go: Layers,
  settings: Settings,
  vault: Shield,
  look: Palette,
  help: LifeBuoy,
} as const satisfies Record<CommandGroup, unknown>;

const GroupIcon = ({ command }: { readonly command: Command }): ReactElement => {
  const Icon = command.id.startsWith("language.")
    ? Globe
    : command.id === "help"
      ? Keyboard
      : icons[command.group];
  return <Icon size={18} aria-hidden />;
};

const commandItem = (command: Command, { run }: Commands, t: Translate, isMixed: boolean): PaletteItem => ({
  id: command.id,
  label: t(command.text),
  description: isMixed && command.group === "settings" ? t("Settings") : undefined,
  icon: <GroupIcon command={command} />,
  keys: command.keys[0] === undefined ? undefined : <ChordKeys chords={[command.keys[0]]} />,
  run: () => run(command),
});

const entryItem = (row: EntryRow, show: (entryId: string) => void): PaletteItem => ({
  id: row.entryId,
  label: row.title.slice(0, 200),
  description: row.subtitle === "" ? undefined : row.subtitle,
  icon: <TypeIcon type={row.type} />,
  run: () => show(row.entryId),
});

const isMixed = ({ group }: FoundGroup): boolean => group === "recent" || group === "best";

/** The groups for what was typed; nothing before the app is known. */
export const usePaletteGroups = (commands: Commands, typed: string): readonly PaletteGroup[] => {
  const t = useText();
  const leave = useLeave();
  const rows = useFoundEntries(typed);
  return useMemo(() => {
    const state = commands.state();
    if (state === null) return [];
    const show = (selectedId: string): void => {
      leave({ page: "entries", place: allEntries, text: "", selectedId, pane: "show" });
      focusSoon(listElementId);
    };
    const found = findCommands(commandTable, typed, state, t).map((each) => ({
      name: each.group,
      label: t(groupNames[each.group]),
      items: each.commands.map((command) => commandItem(command, commands, t, isMixed(each))),
    }));
    const entries = { name: "entries", label: t("Entries"), items: rows.map((row) => entryItem(row, show)) };
    return entries.items.length === 0 ? found : [...found, entries];
  }, [commands, leave, rows, t, typed]);
};
