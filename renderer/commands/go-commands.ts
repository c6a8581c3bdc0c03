/** The ways to every place, page and section. */
import { sectionNames } from "#renderer/screens/settings/section-names.ts";
import type { Place } from "#renderer/stores/list-query.ts";
import { settingsSections } from "#contract/views-shell.ts";
import type { SettingsSection } from "#renderer/stores/ui.ts";
import { type Command, type CommandState, command, isCalm } from "./command.ts";
import { mod, plain } from "./keys.ts";

const to =
  (place: Place): Command["run"] =>
  ({ leave }) =>
    leave({ page: "entries", place, selectedId: null });

/** The commands that lead somewhere. */
export const goCommands = [
  command({
    id: "search",
    text: "Search",
    group: "go",
    keys: [mod("k"), plain("/")],
    when: () => true,
    run: ({ setUi, focusSearch }, { ui }) => {
      if (ui.page !== "entries") setUi({ page: "entries" });
      focusSearch();
    },
  }),
  command({
    id: "goAll",
    text: "Go to all entries",
    group: "go",
    keys: [plain("1")],
    when: isCalm,
    run: to({ kind: "all" }),
  }),
  command({
    id: "goFavourites",
    text: "Go to the favourites",
    group: "go",
    keys: [plain("2")],
    when: isCalm,
    run: to({ kind: "favourites" }),
  }),
  command({
    id: "goTrash",
    text: "Go to the trash",
    group: "go",
    keys: [plain("3")],
    when: isCalm,
    run: to({ kind: "trash" }),
  }),
  command({
    id: "goLookup",
    text: "Go to the age lookup",
    group: "go",
    keys: [plain("4")],
    also: "PRIVO",
    when: isCalm,
    run: ({ leave }) => leave({ page: "lookup" }),
  }),
  command({
    id: "goActivity",
    text: "Go to the activity",
    group: "go",
    keys: [plain("5")],
    when: isCalm,
    run: ({ leave }) => leave({ page: "activity" }),
  }),
  command({
    id: "goStorage",
    text: "Go to the storage",
    group: "go",
    keys: [plain("6")],
    when: isCalm,
    run: ({ leave }) => leave({ page: "storage" }),
  }),
  command({
    id: "settings",
    text: "Settings",
    group: "go",
    keys: [mod(",")],
    when: isCalm,
    run: ({ leave }) => leave({ page: "settings" }),
  }),
] as const satisfies readonly Command[];

const isElsewhere =
  (section: SettingsSection) =>
  (state: CommandState): boolean =>
    isCalm(state) && !(state.ui.page === "settings" && state.ui.section === section);

/** The commands that lead to a section of the settings. */
export const sectionCommands = settingsSections.map((section) =>
  command({
    id: `settings.${section}` as const,
    text: sectionNames[section],
    group: "settings",
    keys: [],
    when: isElsewhere(section),
    run: ({ leave }) => leave({ page: "settings", section }),
  }),
);
