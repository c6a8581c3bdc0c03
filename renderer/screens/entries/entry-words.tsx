/** Names, icons and colours for the kinds of entries, for the places of copies and for how copies stand. */
import { CreditCard, File, FileText, Globe, IdCard, KeyRound } from "lucide-react";
import type { ReactElement } from "react";
import type { CopyView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";

/** What is said of a kind. */
interface TypeWords {
  readonly one: Text;
  readonly many: Text;
  /** When there is none of it, and how to add one. */
  readonly none: Text;
  readonly add: Text;
}

/** The kinds by name. */
export const typeNames: Readonly<Record<EntryType, TypeWords>> = {
  login: { one: "Login", many: "Logins", none: "No logins yet", add: "Add a login" },
  note: { one: "Note", many: "Notes", none: "No notes yet", add: "Add a note" },
  card: { one: "Card", many: "Cards", none: "No cards yet", add: "Add a card" },
  identity: { one: "Identity", many: "Identities", none: "No identities yet", add: "Add an identity" },
  key: { one: "Key", many: "Keys", none: "No keys yet", add: "Add a key" },
  file: { one: "File", many: "Files", none: "No files yet", add: "Add a file entry" },
};

const icons = {
  login: Globe,
  note: FileText,
  card: CreditCard,
  identity: IdCard,
  key: KeyRound,
  file: File,
} as const;

/** The icon of a kind. */
export const TypeIcon = ({
  type,
  size = 18,
}: {
  readonly type: EntryType;
  readonly size?: number;
}): ReactElement => {
  const Icon = icons[type];
  return <Icon size={size} aria-hidden />;
};

/** The places where copies are kept. */
export const storeNames: Readonly<Record<CopyView["store"], Text>> = {
  local: "This computer",
  kvs: "VivoKey KVS",
  hyperid: "HyperID",
  dataswyft: "Dataswyft personal data account",
  digime: "digi.me",
};

/** The same where there is little room. */
export const storeShortNames: typeof storeNames = { ...storeNames, dataswyft: "Dataswyft" };

/** How a copy stands, in a word, with its colour. */
export const copyWords: Readonly<
  Record<CopyView["state"], { readonly label: Text; readonly color: string; readonly meaning: Text }>
> = {
  kept: { label: "Kept", color: "teal", meaning: "written and read back" },
  waiting: { label: "Waiting", color: "yellow", meaning: "is sent by itself" },
  failed: { label: "Failed", color: "red", meaning: "could not be written" },
  damaged: { label: "Damaged", color: "red", meaning: "cannot be read; kept as it is" },
};
