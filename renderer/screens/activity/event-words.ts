/** What each event of the log is called, and what else is said of it. Pure; everything comes from closed lists. */
import {
  ArrowLeftRight,
  Copy,
  DatabaseBackup,
  Eye,
  FileDown,
  KeyRound,
  Lock,
  LockOpen,
  type LucideIcon,
  Nfc,
  RefreshCw,
  ScrollText,
  Search,
  Settings,
  ShieldCheck,
  Store,
} from "lucide-react";
import type { ActivityEvent, ActivityKind, ImportFormat, Settings as AppSettings } from "#contract/views.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";
import type { Formats } from "#renderer/language/formats.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";

type EventOf<K extends ActivityKind> = Extract<ActivityEvent, { readonly kind: K }>;

/** What is needed to say something. */
export interface Saying {
  readonly t: Translate;
  readonly formats: Formats;
}

/** The picture of each kind. */
export const eventIcons = {
  scan: Nfc,
  unlock: LockOpen,
  lock: Lock,
  store: Store,
  sync: RefreshCw,
  transfer: ArrowLeftRight,
  backup: DatabaseBackup,
  "way-in": KeyRound,
  rotation: KeyRound,
  check: ShieldCheck,
  lookup: Search,
  settings: Settings,
  value: Eye,
  log: ScrollText,
} as const satisfies Record<ActivityKind, LucideIcon>;

/** The picture of an event. */
export const iconOf = (event: ActivityEvent): LucideIcon => {
  if (event.kind !== "value") return eventIcons[event.kind];
  return { shown: Eye, copied: Copy, "file-saved": FileDown }[event.what];
};

const scans = {
  create: "Tap to make the vault",
  unlock: "Tap to open the vault",
  session: "Tap for access to VivoKey",
  enrol: "Tap to add a chip",
} as const satisfies Record<EventOf<"scan">["purpose"], Text>;

const unlocks = {
  chip: "Unlock with the chip",
  words: "Unlock with the recovery words",
  passphrase: "Unlock with the passphrase",
} as const satisfies Record<EventOf<"unlock">["way"], Text>;

const locks = {
  command: "Locked",
  idle: "Locked after a while without use",
  sleep: "Locked because the computer went to sleep",
  "screen-lock": "Locked together with the screen",
  "reader-removed": "Locked because the reader was taken away",
  "window-closed": "Locked because the window was closed",
  ended: "Locked at the end of the program",
  restore: "Locked to put a backup back",
} as const satisfies Record<EventOf<"lock">["why"], Text>;

const stores = {
  configure: "Settings of {{store}}",
  connect: "Sign-in to {{store}}",
  disconnect: "Disconnecting {{store}}",
  removal: "Removing all copies from {{store}}",
  test: "Test of {{store}}",
  check: "Check of the copies at {{store}}",
  repair: "Repair of the copies at {{store}}",
  share: "Sharing an entry through {{store}}",
  withdraw: "Taking back an entry shared through {{store}}",
  "read-back": "Reading back from {{store}}",
} as const satisfies Record<EventOf<"store">["what"], Text>;

const transfers = {
  export: "Export of the vault",
  import: "Import of entries",
  "import-undo": "Taking an import back",
} as const satisfies Record<EventOf<"transfer">["what"], Text>;

const backups = {
  made: "Making a backup",
  restored: "Putting a backup back",
} as const satisfies Record<EventOf<"backup">["what"], Text>;

const waysIn = {
  "chip-added": "New chip as a way in",
  renamed: "New name for a way in",
  removed: "Removal of a way in",
  "passphrase-set": "Setting the passphrase",
  "kit-renewed": "Renewal of the recovery kit",
  "kit-confirmed": "Confirming the recovery kit",
  "kit-saved": "Saving the recovery kit as a PDF",
  tested: "Test of a way in",
} as const satisfies Record<EventOf<"way-in">["what"], Text>;

const rotations = {
  began: "The change of the vault key began",
  ended: "The change of the vault key ended",
  refused: "Change of the vault key",
} as const satisfies Record<EventOf<"rotation">["what"], Text>;

const values = {
  shown: "A hidden value was shown",
  copied: "A hidden value was copied",
  "file-saved": "A kept file was saved outside the vault",
} as const satisfies Record<EventOf<"value">["what"], Text>;

const logs = {
  cleared: "The activity log was cleared",
  exported: "The activity log was exported",
  repaired: "An unfinished line was taken away after a crash",
} as const satisfies Record<EventOf<"log">["what"], Text>;

type Titled = { readonly [K in ActivityKind]: (event: EventOf<K>, t: Translate) => string };

const titles: Titled = {
  scan: ({ purpose }, t) => t(scans[purpose]),
  unlock: ({ way }, t) => t(unlocks[way]),
  lock: ({ why }, t) => t(locks[why]),
  store: ({ store, what }, t) => t(stores[what], { store: t(storeNames[store]) }),
  sync: ({ store }, t) => t("Sending to {{store}}", { store: t(storeNames[store]) }),
  transfer: ({ what }, t) => t(transfers[what]),
  backup: ({ what }, t) => t(backups[what]),
  "way-in": ({ what }, t) => t(waysIn[what]),
  rotation: ({ what }, t) => t(rotations[what]),
  check: (_event, t) => t("Check of the whole vault"),
  lookup: (_event, t) => t("Questions to PRIVO Protect"),
  settings: (_event, t) => t("Settings changed"),
  value: ({ what }, t) => t(values[what]),
  log: ({ what }, t) => t(logs[what]),
};

/** What happened, in a few words. */
export const titleOf = (event: ActivityEvent, t: Translate): string =>
  (titles[event.kind] as (event: ActivityEvent, t: Translate) => string)(event, t);

/** Names of chips and programs; the same in every language. */
const chips = { spark2: "Spark 2", apex: "Apex", spark1: "Spark 1" } as const;
const formatNames: Readonly<Record<ImportFormat, string>> = {
  tapvault: "Tapvault",
  "bitwarden-json": "Bitwarden JSON",
  "bitwarden-json-encrypted": "Bitwarden JSON",
  "bitwarden-csv": "Bitwarden CSV",
  "keepass-kdbx": "KeePass",
  "1password-1pux": "1Password",
  "1password-csv": "1Password CSV",
  "chrome-csv": "Chrome CSV",
  "firefox-csv": "Firefox CSV",
  "lastpass-csv": "LastPass CSV",
};

const settingWords = {
  theme: "colours of the window",
  language: "language of the window",
  density: "distance of lines",
  motion: "movement",
  contrast: "contrast of the window",
  hasSounds: "sounds",
  hasHaptics: "buzzing",
  autoLockMs: "time until locking",
  clipboardClearMs: "time on the clipboard",
  lockOnWindowClose: "locking on closing",
  lockOnReaderRemoval: "locking without the reader",
  comesForward: "coming forward on a tap",
  staysInTray: "staying in the tray",
  hidesOnBlur: "hiding in the background",
  isCaptureBlocked: "protection from screenshots",
  quickKeys: "keys of the quick search",
  backupsKept: "number of backups",
  loopbackPorts: "ports for sign-ins",
  proxy: "way to the internet",
  proxyUrl: "address of the proxy",
  checksForUpdates: "looking for newer versions",
  profile: "services in use",
  lookup: "questions to PRIVO",
} as const satisfies Partial<Record<keyof AppSettings | "profile" | "lookup", Text>>;

const wordOf = (name: string, t: Translate): string =>
  Object.hasOwn(settingWords, name)
    ? t(settingWords[name as keyof typeof settingWords])
    : t("something else");

const some = (count: number, text: (count: number) => string): readonly string[] =>
  count > 0 ? [text(count)] : [];

const scanFacts = (event: EventOf<"scan">, { t, formats }: Saying): readonly string[] => [
  ...(event.chip === null ? [] : [chips[event.chip]]),
  ...(event.reader === null ? [] : [event.reader]),
  ...(event.tookMs === 0
    ? []
    : [t("took {{seconds}} s", { seconds: formats.number(Math.round(event.tookMs / 100) / 10) })]),
  ...(event.attempts > 1 ? [t("{{count, number}} attempts", { count: event.attempts })] : []),
];

const syncFacts = ({ sent, removed, failed }: EventOf<"sync">, { t }: Saying): readonly string[] => [
  ...some(sent, (count) => t("{{count, number}} entries sent", { count })),
  ...some(removed, (count) => t("{{count, number}} entries removed there", { count })),
  ...some(failed, (count) => t("{{count, number}} entries not sent", { count })),
];

const transferFacts = ({ what, format, entries }: EventOf<"transfer">, { t }: Saying): readonly string[] => [
  ...(format === null ? [] : [formatNames[format]]),
  ...some(entries, (count) =>
    what === "export"
      ? t("{{count, number}} entries written", { count })
      : what === "import"
        ? t("{{count, number}} entries taken in", { count })
        : t("{{count, number}} entries taken back", { count }),
  ),
];

const storeFacts = ({ what, count }: EventOf<"store">, { t }: Saying): readonly string[] => {
  if (count === null || what === "share" || what === "withdraw") return [];
  return [
    what === "repair"
      ? t("{{count, number}} copies mended", { count })
      : t("{{count, number}} copies looked at", { count }),
  ];
};

const lookupFacts = ({ count, mode }: EventOf<"lookup">, { t }: Saying): readonly string[] => [
  t("{{count, number}} questions", { count }),
  mode === "hash" ? t("as hashes") : t("as plain text"),
];

/** What else is known of an event, in short pieces. */
export const factsOf = (event: ActivityEvent, saying: Saying): readonly string[] => {
  const { t, formats } = saying;
  switch (event.kind) {
    case "scan":
      return scanFacts(event, saying);
    case "sync":
      return syncFacts(event, saying);
    case "transfer":
      return transferFacts(event, saying);
    case "store":
      return storeFacts(event, saying);
    case "lookup":
      return lookupFacts(event, saying);
    case "check":
      return [
        ...some(event.entries, (count) => t("{{count, number}} entries looked at", { count })),
        ...some(event.damaged, (count) => t("{{count, number}} of them damaged", { count })),
      ];
    case "settings":
      return [formats.list(event.names.map((name) => wordOf(name, t)))];
    case "log":
      return event.what === "repaired" ? [] : [t("{{count, number}} lines", { count: event.count })];
    default:
      return [];
  }
};
