/** What is done with the vault as a whole, its copies and the readers. */
import { type Command, type CommandState, command, isCalm } from "./command.ts";
import { mod, modShift, plain } from "./keys.ts";

const mayLeave = (state: CommandState): boolean => isCalm(state);

/** The commands. */
export const vaultCommands = [
  command({
    id: "lock",
    text: "Lock the vault",
    group: "vault",
    keys: [mod("l")],
    when: () => true,
    run: ({ call }) => call("vault.lock", {}),
  }),
  command({
    id: "sync",
    text: "Send waiting copies now",
    group: "vault",
    keys: [plain("F5")],
    also: "Synchronise",
    when: ({ hasStores, app }) => hasStores && !app.copies.isBusy,
    run: ({ call }) => call("stores.sync", {}),
  }),
  command({
    id: "backup",
    text: "Make a backup now",
    group: "vault",
    keys: [modShift("b")],
    when: () => true,
    run: ({ call }) => call("backup.make", {}, "A backup was made"),
  }),
  command({
    id: "checkCopies",
    text: "Check the copies in the stores",
    group: "vault",
    keys: [],
    when: (state) => mayLeave(state) && state.hasStores,
    run: ({ leave }) => leave({ page: "settings", section: "stores" }),
  }),
  command({
    id: "checkVault",
    text: "Check everything on this computer",
    group: "vault",
    keys: [],
    when: mayLeave,
    run: ({ leave }) => leave({ page: "settings", section: "backups" }),
  }),
  command({
    id: "import",
    text: "Import a file",
    group: "vault",
    keys: [mod("i")],
    also: "Bitwarden KeePass 1Password Chrome Firefox LastPass",
    when: (state) => mayLeave(state) && state.ui.page !== "import",
    run: ({ leave }) => leave({ page: "import" }),
  }),
  command({
    id: "export",
    text: "Export everything",
    group: "vault",
    keys: [mod("e")],
    when: (state) => mayLeave(state) && state.ui.page !== "export",
    run: ({ leave }) => leave({ page: "export" }),
  }),
  command({
    id: "emptyTrash",
    text: "Empty the trash…",
    group: "vault",
    keys: [],
    when: (state) => mayLeave(state) && state.ui.page === "entries" && state.ui.place.kind === "trash",
    run: ({ setUi }) => setUi({ entryDialog: "empty-trash" }),
  }),
  command({
    id: "diagnostics",
    text: "Readers and diagnostics",
    group: "help",
    keys: [modShift("k")],
    also: "Check the readers, save a report",
    when: () => true,
    run: ({ setUi }) => setUi({ isDiagnosticsOpen: true }),
  }),
] as const satisfies readonly Command[];
