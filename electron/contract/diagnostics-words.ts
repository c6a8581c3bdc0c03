/**
 * The words of the doctor, the readers and the trace: English templates by code. The window says them in
 * the person's language; a code without words does not compile.
 */

import { fill } from "./message-shape.ts";

/** What is looked at, in the order in which things must work. */
const checkTitles = {
  "reader-service": "Reader service",
  "reader-access": "Permission for readers",
  "reader-driver": "Reader driver",
  "reader-kernel": "Other drivers",
  "reader-usb": "USB",
  readers: "Readers",
  "sam-slots": "SAM slots",
  card: "On the reader",
  "reader-users": "Other programs",
  keychain: "Keychain",
  clock: "Clock",
  service: "Service",
  "vault-file": "Vault file",
  disk: "Free space",
  profile: "Profile folder",
} as const;

/** What was found. */
const findingTexts = {
  "service-answers": "It answers.",
  "service-wakes": "It answers, and starts by itself whenever it is needed.",
  "service-silent": "It has not answered yet.",
  "service-asleep": "It sleeps and does not wake up when it is needed.",
  "service-stopped": "It is installed but does not run.",
  "service-not-installed": "It is not installed.",
  "service-hidden": "A sandbox hides it from Tapvault.",
  "service-no-module": "A part of Tapvault that talks to it is missing.",
  "access-allowed": "Tapvault may use readers.",
  "access-refused": "The system does not let Tapvault use readers.",
  "driver-fits": "{{driver}} drives the reader.",
  "driver-there": "{{driver}} is installed.",
  "driver-none": "No driver for card readers is installed.",
  "driver-device-unknown": "No installed driver knows the reader {{device}}.",
  "kernel-none": "No kernel module takes readers away.",
  "kernel-harmless": "{{modules}}: loaded, but no reader is held by it.",
  "kernel-holds": "{{modules}}: holds the USB reader {{device}}.",
  "usb-none": "No card reader is plugged in by USB.",
  "usb-shown": "{{device}} is plugged in.",
  "usb-unseen": "{{device}} is plugged in, but the reader service does not show it.",
  "usb-refused": "{{device}} is plugged in, but the reader service may not open it.",
  "readers-none": "None is connected.",
  "readers-one": "Connected: {{names}}",
  "readers-several": "{{names}}: any of them reads your chip. Hold it to one of them only.",
  "sam-ignored": "{{names}}: a place for the reader's own card. It is left alone.",
  "sam-none": "None, or not shown.",
  "card-none": "{{reader}}: nothing lies on it.",
  "card-maybe": "{{reader}}: {{kind}}. A tap tells whether it is yours.",
  "card-foreign": "{{reader}}: {{kind}}. This is not a VivoKey chip.",
  "card-phone": "{{reader}}: a phone.",
  "card-trouble": "{{reader}}: cannot be used right now.",
  "users-none": "No other program talks to readers.",
  "users-some": "{{programs}}: also talks to readers. That does no harm unless it holds one.",
  "users-holding": "{{program}}: holds the reader.",
  "keychain-answers": "It answers.",
  "keychain-memory": "Memory stands in for it, for this session only.",
  "keychain-unasked": "It has not been asked yet.",
  "clock-right": "It agrees with the service within {{seconds}} s.",
  "clock-wrong": "It differs from the service by {{seconds}} s.",
  "clock-unknown": "There was no answer to compare it with.",
  "reach-answered": "It answered in {{ms}} ms.",
  "reach-failed": "It did not answer as it should.",
  "reach-unset": "None is chosen yet.",
  "vault-none": "There is none yet.",
  "vault-there": "It is in order.",
  "vault-trouble": "It cannot be used.",
  "disk-enough": "{{free}} MB are free.",
  "disk-little": "Only {{free}} MB are free.",
  "disk-full": "Nothing is free.",
  "profile-writable": "It can be written.",
  "profile-read-only": "It cannot be written.",
  "profile-open": "It can be written, but others on this computer can look into it.",
  "not-told": "This system does not tell.",
} as const;

/** What a card is by its ATR. */
const kindTexts = {
  phone: "a phone that plays a card",
  "spark2-like":
    "a contactless chip with its own processor, such as a Spark 2 (a DESFire card looks the same)",
  "apex-like": "a contactless smart card, such as an Apex",
  "smart-card": "a contactless smart card",
  "spark1-like": "an ISO 15693 chip, such as a Spark 1",
  "mifare-classic": "a MIFARE Classic card",
  ultralight: "a MIFARE Ultralight or NTAG tag without a processor",
  felica: "a FeliCa card",
  "storage-card": "a contactless memory card",
  contact: "a card with contacts",
  sam: "the reader's own card",
  unknown: "a card of an unknown kind",
} as const;

/** What is sent to a chip, in the terms of docs/scan.md. */
const commandTexts = {
  "read-uid": "Read the UID",
  "select-apex": "SELECT the Verify applet",
  "select-ndef": "SELECT the NDEF application",
  "select-picc": "SELECT the PICC level",
  "select-other": "SELECT another application",
  "part-one": "Part 1",
  "part-two": "Part 2",
  "session-begin": "Begin a session",
  "session-protocol": "Choose ISO 15693",
  "session-exchange": "Authenticate on air",
  "session-end": "End the session",
  other: "Another command",
} as const;

/** What happens around the commands. */
const eventTexts = {
  arrived: "A chip came",
  left: "The chip left",
  held: "The reader is locked for a tap",
  released: "The reader is free again",
  appeared: "The reader was plugged in",
  vanished: "The reader is gone",
} as const;

/** What a status word means. */
const meaningTexts = {
  done: "OK",
  more: "more expected",
  refused: "refused",
  locked: "locked",
  delayed: "asks for time",
  aborted: "broken off",
  "not-found": "not found",
  "no-key": "no such key",
  "bad-command": "wrong length or parameter",
  unsupported: "not supported",
  lost: "no answer from the chip",
  failed: "failed",
} as const;

/** Features of PC/SC part 10. */
const featureTexts = {
  "pin-pad": "PIN pad",
  display: "Display",
  escape: "Commands of its maker",
  properties: "Describes itself",
} as const;

type Keys<T> = [keyof T & string, ...(keyof T & string)[]];
const keysOf = <T extends object>(texts: T): Keys<T> => Object.keys(texts) as Keys<T>;

export const checkIds = keysOf(checkTitles);
export const findings = keysOf(findingTexts);
export const readerKinds = keysOf(kindTexts);
export const traceCommands = keysOf(commandTexts);
export const traceEvents = keysOf(eventTexts);
export const traceMeanings = keysOf(meaningTexts);

export type Finding = keyof typeof findingTexts;
export type AtrKind = keyof typeof kindTexts;

/** The words by code. */
export const diagnosticsWords = {
  checks: checkTitles,
  findings: findingTexts,
  kinds: kindTexts,
  commands: commandTexts,
  events: eventTexts,
  meanings: meaningTexts,
  features: featureTexts,
} as const;

/** What was found, in English; a card's kind is said in words. */
export const findingWords = (check: {
  readonly finding: Finding;
  readonly values: Readonly<Record<string, string | number>>;
}): string => {
  const { kind } = check.values;
  const isKind = typeof kind === "string" && Object.hasOwn(kindTexts, kind);
  const values = isKind ? { ...check.values, kind: kindTexts[kind as AtrKind] } : check.values;
  return fill(findingTexts[check.finding], values);
};
