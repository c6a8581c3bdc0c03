/** The ways to hand an entry to other programs: what each is called, means and asks for, and why one cannot be had. Pure. */
import type { RemoteStore, ShareWay, StoresView, StoreView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

/** A way in words. `consent` is what the person agrees to by sharing. */
export interface ShareWords {
  readonly store: RemoteStore;
  readonly label: Text;
  readonly about: Text;
  readonly nameLabel: Text;
  readonly nameHint: Text;
  /** In bytes of UTF-8. */
  readonly maxNameBytes: number;
  readonly warning: Text;
  readonly consent: Text;
  readonly canWithdraw: boolean;
}

/** The ways. */
export const shareWords = {
  "kvs-name": {
    store: "kvs",
    label: "Under a visible name in VivoKey KVS",
    about: "Programs of the same developer account find the entry by its name.",
    nameLabel: "Visible name",
    nameHint: "Not encrypted; an older value under this name is replaced",
    maxNameBytes: 20,
    warning:
      "The name can be read by every program of this developer account. The entry itself stays encrypted.",
    consent: "Others may see the name",
    canWithdraw: true,
  },
  "hyperid-shared": {
    store: "hyperid",
    label: "Shared with services at HyperID",
    about: "Services where you sign in with HyperID can fetch the entry.",
    nameLabel: "Name of the key",
    nameHint: "Not encrypted; the services see it",
    maxNameBytes: 128,
    warning:
      "HyperID decides which services may read the value; Tapvault cannot limit it. The value itself stays encrypted.",
    consent: "HyperID may decide who reads it",
    canWithdraw: true,
  },
  "digime-write": {
    store: "digime",
    label: "Write to my digi.me",
    about: "As a file in your digi.me, where programs that you allow can read it.",
    nameLabel: "Name of the file",
    nameHint: "Not encrypted; programs that you allow see it",
    maxNameBytes: 200,
    warning: "A file that was written cannot be taken back from here. The entry in it stays encrypted.",
    consent: "It cannot be taken back",
    canWithdraw: false,
  },
} as const satisfies Record<ShareWay, ShareWords>;

const stateReasons = {
  off: "Not set up: see Settings, Stores.",
  ready: "Not connected: see Settings, Stores.",
  connected: null,
  "needs-tap": "Tap your chip first; the service is closed.",
  "needs-sign-in": "Sign in again first: see Settings, Stores.",
} as const satisfies Record<StoreView["state"], Text | null>;

/** Why a way cannot be used now; null where it can. */
export const whyNot = (way: ShareWay, stores: StoresView | null, isWithdrawal: boolean): Text | null => {
  const { store, canWithdraw } = shareWords[way];
  if (isWithdrawal && !canWithdraw) return "What was written there cannot be taken back.";
  const view = stores?.stores.find((each) => each.store === store);
  return stateReasons[view?.state ?? "off"];
};
