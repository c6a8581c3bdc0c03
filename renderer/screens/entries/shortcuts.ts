/** Every keyboard shortcut of the open vault: one table for the keys and for the sheet that shows them. */

/** What the keys do. */
export type ShortcutId =
  | "search"
  | "new"
  | "lock"
  | "edit"
  | "delete"
  | "restore"
  | "copyPassword"
  | "copyUser"
  | "copyCode"
  | "favourite"
  | "history"
  | "addFile"
  | "share"
  | "goAll"
  | "goFavourites"
  | "goTrash"
  | "goLookup"
  | "help";

/** One line of the table. `mod` is Ctrl, or Command on a Mac. */
export interface Shortcut {
  readonly id: ShortcutId;
  readonly label: string;
  readonly keys: readonly { readonly mod: boolean; readonly key: string }[];
}

const plain = (key: string): { readonly mod: false; readonly key: string } => ({ mod: false, key });
const mod = (key: string): { readonly mod: true; readonly key: string } => ({ mod: true, key });

/** The table. */
export const shortcuts: readonly Shortcut[] = [
  { id: "search", label: "Search", keys: [mod("k"), plain("/")] },
  { id: "new", label: "New entry", keys: [mod("n")] },
  { id: "edit", label: "Edit the entry", keys: [plain("e"), plain("F2")] },
  { id: "copyPassword", label: "Copy the password", keys: [mod("c")] },
  { id: "copyUser", label: "Copy the user name", keys: [mod("b")] },
  { id: "copyCode", label: "Copy the one-time code", keys: [plain("t")] },
  { id: "favourite", label: "Favourite on or off", keys: [mod("d")] },
  { id: "addFile", label: "Add a file", keys: [plain("a")] },
  { id: "history", label: "History of the entry", keys: [plain("h")] },
  { id: "share", label: "Share the entry with other programs", keys: [plain("s")] },
  { id: "delete", label: "Delete the entry", keys: [plain("Delete")] },
  { id: "restore", label: "Restore from the trash", keys: [plain("r")] },
  { id: "goAll", label: "Go to all entries", keys: [plain("1")] },
  { id: "goFavourites", label: "Go to the favourites", keys: [plain("2")] },
  { id: "goTrash", label: "Go to the trash", keys: [plain("3")] },
  { id: "goLookup", label: "Go to the age lookup", keys: [plain("4")] },
  { id: "lock", label: "Lock the vault", keys: [mod("l")] },
  { id: "help", label: "Show this sheet", keys: [plain("?")] },
];

/** Keys that other places take care of, for the sheet only. */
export const movements: readonly Omit<Shortcut, "id">[] = [
  { label: "Move in the list", keys: [plain("↑"), plain("↓"), plain("Home"), plain("End")] },
  { label: "Go to the entry", keys: [plain("Enter")] },
  { label: "Back, or clear the search", keys: [plain("Esc")] },
  { label: "While editing: move the field", keys: [plain("Alt ↑"), plain("Alt ↓")] },
  { label: "While editing: save", keys: [mod("s")] },
  { label: "Settings", keys: [mod(",")] },
];

/** The part of a key press that counts. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the press happened: while typing only keys with Ctrl count, and copying text stays copying text. */
export interface KeyPlace {
  readonly isTyping: boolean;
  readonly hasSelection: boolean;
  readonly isMac: boolean;
}

const isAllowed = (id: ShortcutId, place: KeyPlace): boolean => {
  if (id === "copyPassword") return !place.isTyping && !place.hasSelection;
  return true;
};

/** The shortcut of a key press, or null. */
export const shortcutOf = (press: KeyPress, place: KeyPlace): ShortcutId | null => {
  const hasMod = place.isMac ? press.metaKey : press.ctrlKey;
  if (press.altKey || (place.isMac ? press.ctrlKey : press.metaKey)) return null;
  if (place.isTyping && !hasMod) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const found = shortcuts.find(({ keys }) => keys.some((one) => one.mod === hasMod && one.key === key));
  return found !== undefined && isAllowed(found.id, place) ? found.id : null;
};
