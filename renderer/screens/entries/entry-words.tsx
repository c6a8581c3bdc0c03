/** Names, icons and colours for the kinds of entries and for how copies stand. */
import { CreditCard, File, FileText, Globe, IdCard, KeyRound } from "lucide-react";
import type { ReactElement } from "react";
import type { CopyView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";

/** The kinds by name, one, many, and with its article. */
export const typeNames: Readonly<
  Record<EntryType, { readonly one: string; readonly many: string; readonly a: string }>
> = {
  login: { one: "Login", many: "Logins", a: "a login" },
  note: { one: "Note", many: "Notes", a: "a note" },
  card: { one: "Card", many: "Cards", a: "a card" },
  identity: { one: "Identity", many: "Identities", a: "an identity" },
  key: { one: "Key", many: "Keys", a: "a key" },
  file: { one: "File", many: "Files", a: "a file" },
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
export const storeNames = {
  local: "This computer",
  kvs: "VivoKey KVS",
  hyperid: "HyperID",
  dataswyft: "Dataswyft personal data account",
  digime: "digi.me",
} as const satisfies Record<CopyView["store"], Text>;

/** How a copy stands, in a word, with its colour. */
export const copyWords: Readonly<
  Record<CopyView["state"], { readonly label: string; readonly color: string; readonly meaning: string }>
> = {
  kept: { label: "Kept", color: "teal", meaning: "written and read back" },
  waiting: { label: "Waiting", color: "yellow", meaning: "is sent by itself" },
  failed: { label: "Failed", color: "red", meaning: "could not be written" },
  damaged: { label: "Damaged", color: "red", meaning: "cannot be read; kept as it is" },
};
