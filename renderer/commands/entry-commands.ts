/** What can be done with the entry that is shown, and the making of new ones. */
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { type EntryType, type Place, allEntries } from "#renderer/stores/list-query.ts";
import { type Command, type CommandState, command, hasEntry, isOnList } from "./command.ts";
import { mod, modShift, plain } from "./keys.ts";

const hasField = (detail: EntryDetail | null, kinds: readonly FieldView["kind"][]): boolean =>
  detail?.fields.some((field) => kinds.includes(field.kind) && !field.isEmpty) ?? false;

const withField =
  (...kinds: readonly FieldView["kind"][]) =>
  (state: CommandState): boolean =>
    hasEntry(state) && hasField(state.detail, kinds);

const isInTrash = (state: CommandState): boolean => isOnList(state) && (state.detail?.isDeleted ?? false);

/** The commands about the entry that is shown. */
export const entryCommands = [
  command({
    id: "copyPassword",
    text: "Copy the password",
    group: "entry",
    keys: [mod("c")],
    isForText: true,
    when: withField("password", "hidden"),
    run: ({ entry }) => entry.copyPassword(),
  }),
  command({
    id: "copyUser",
    text: "Copy the user name",
    group: "entry",
    keys: [mod("b")],
    when: withField("username"),
    run: ({ entry }) => entry.copyUser(),
  }),
  command({
    id: "copyCode",
    text: "Copy the one-time code",
    group: "entry",
    keys: [mod("t"), plain("t")],
    also: "TOTP 2FA",
    when: withField("totp"),
    run: ({ entry }) => entry.copyFirstCode(),
  }),
  command({
    id: "edit",
    text: "Edit the entry",
    group: "entry",
    keys: [plain("e"), plain("F2")],
    when: hasEntry,
    run: ({ setUi }) => setUi({ pane: "edit" }),
  }),
  command({
    id: "favourite",
    text: "Favourite on or off",
    group: "entry",
    keys: [mod("d")],
    when: hasEntry,
    run: ({ entry }) => entry.toggleFavourite(),
  }),
  command({
    id: "addFile",
    text: "Add a file",
    group: "entry",
    keys: [plain("a"), modShift("a")],
    when: hasEntry,
    run: ({ addFile }, { detail }) => detail !== null && addFile(detail.entryId),
  }),
  command({
    id: "history",
    text: "History of the entry",
    group: "entry",
    keys: [plain("h"), modShift("h")],
    when: (state) => isOnList(state) && state.ui.selectedId !== null,
    run: ({ setUi }) => setUi({ entryDialog: "history" }),
  }),
  command({
    id: "share",
    text: "Share the entry with other programs",
    group: "entry",
    keys: [plain("s"), modShift("s")],
    when: hasEntry,
    run: ({ setUi }) => setUi({ entryDialog: "share" }),
  }),
  command({
    id: "delete",
    text: "Delete the entry",
    group: "entry",
    keys: [plain("Delete")],
    when: hasEntry,
    run: ({ entry }) => entry.remove(),
  }),
  command({
    id: "purge",
    text: "Delete the entry for good…",
    group: "entry",
    keys: [plain("Delete")],
    when: isInTrash,
    run: ({ entry }) => entry.remove(),
  }),
  command({
    id: "restore",
    text: "Restore from the trash",
    group: "entry",
    keys: [plain("r"), modShift("t")],
    when: isInTrash,
    run: ({ entry }) => entry.restore(),
  }),
] as const satisfies readonly Command[];

/** A new entry of a kind starts in the place of that kind. */
const startNew =
  (type: EntryType): Command["run"] =>
  ({ leave }) => {
    const place: Place = { kind: "type", type };
    leave({ page: "entries", place, text: "", selectedId: null, pane: "create" });
  };

const always = (): boolean => true;

/** The commands that make an entry. */
export const newCommands = [
  command({
    id: "new",
    text: "New entry",
    group: "new",
    keys: [mod("n")],
    when: always,
    run: ({ leave }, { ui }) =>
      leave({ page: "entries", place: ui.place.kind === "trash" ? allEntries : ui.place, pane: "create" }),
  }),
  command({
    id: "newLogin",
    text: "New login",
    group: "new",
    keys: [],
    when: always,
    run: startNew("login"),
  }),
  command({ id: "newNote", text: "New note", group: "new", keys: [], when: always, run: startNew("note") }),
  command({ id: "newCard", text: "New card", group: "new", keys: [], when: always, run: startNew("card") }),
  command({
    id: "newIdentity",
    text: "New identity",
    group: "new",
    keys: [],
    when: always,
    run: startNew("identity"),
  }),
  command({ id: "newKey", text: "New key", group: "new", keys: [], when: always, run: startNew("key") }),
  command({
    id: "newFile",
    text: "New file entry",
    group: "new",
    keys: [],
    when: always,
    run: startNew("file"),
  }),
] as const satisfies readonly Command[];
