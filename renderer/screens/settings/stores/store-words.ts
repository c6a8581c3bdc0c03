/** Names, icons and plain words for the places that keep copies and for how each stands. */
import {
  CircleCheck,
  CircleDashed,
  Database,
  Fingerprint,
  FolderLock,
  HardDrive,
  LogIn,
  type LucideIcon,
  Nfc,
  Unplug,
} from "lucide-react";
import type { AccountStore, CopyView, RemoteStore, StoreView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

/** The stores that a person signs in to. */
export const isAccountStore = (store: RemoteStore): store is AccountStore => store !== "kvs";

/** The picture of each place. */
export const storeIcons = {
  local: HardDrive,
  kvs: Nfc,
  hyperid: Fingerprint,
  dataswyft: Database,
  digime: FolderLock,
} as const satisfies Record<CopyView["store"], LucideIcon>;

/** What each place is, in one sentence. */
export const storeAbout = {
  local: "The vault’s file. Everything is kept here first, with or without the other places.",
  kvs: "VivoKey’s key-value store. It opens with a tap of your chip; nobody signs in.",
  hyperid:
    "User data of your HyperID. Entries are kept private there: no other service may read them (access scope 0).",
  dataswyft: "Your own account at Dataswyft. Entries lie in a part of it that only Tapvault uses.",
  digime: "Storage of your own at digi.me. Entries lie there as files that only Tapvault can open.",
} as const satisfies Record<CopyView["store"], Text>;

/** A state in words, with its picture and colour. */
export interface StateWords {
  readonly label: Text;
  readonly color: "teal" | "yellow" | "orange" | null;
  readonly icon: LucideIcon;
}

/** The states; a colour of null is quiet. */
export const storeStateWords = {
  off: { label: "Not set up", color: null, icon: CircleDashed },
  ready: { label: "Not connected", color: null, icon: Unplug },
  connected: { label: "Connected", color: "teal", icon: CircleCheck },
  "needs-tap": { label: "Opens with a tap", color: "yellow", icon: Nfc },
  "needs-sign-in": { label: "Sign in again", color: "orange", icon: LogIn },
} as const satisfies Record<StoreView["state"], StateWords>;
