/**
 * Which picture belongs to a snapshot: each thing that can happen at the reader has its own, so that
 * a torn tap, a phone or somebody else's chip are told apart without reading. Pure.
 */
import type { AppError, ErrorCode } from "#contract/errors.ts";
import type { ReadersView, ScanView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

/** What the drawing shows. */
export type TapPicture =
  | "unplugged"
  | "away"
  | "on"
  | "slow"
  | "checking"
  | "lift"
  | "done"
  | "torn"
  | "other"
  | "stranger"
  | "unknown"
  | "unsupported"
  | "phone"
  | "several"
  | "refused"
  | "timeout"
  | "service"
  | "reader"
  | "failed";

/** The reader as it is drawn: a flat one on a cable, or a stick in the computer. */
export type ReaderForm = "pad" | "stick";

const statePictures = {
  idle: "away",
  cancelled: "away",
  failed: "failed",
  waitingForReader: "unplugged",
  waitingForChip: "away",
  waitingForSameChip: "torn",
  identifying: "on",
  fetchingChallenge: "on",
  answering: "on",
  verifying: "lift",
  authenticated: "lift",
} as const satisfies Record<ScanView["state"], TapPicture>;

const errorPictures: Readonly<Partial<Record<ErrorCode, TapPicture>>> = {
  "reader.none": "unplugged",
  "reader.lost": "unplugged",
  "chip.timeout": "timeout",
  "chip.removed": "torn",
  "chip.other": "other",
  "chip.unsupported": "unsupported",
  "chip.phone": "phone",
  "chip.several": "several",
  "chip.refused": "refused",
  "chip.delayed": "refused",
  "chip.locked": "refused",
  "chip.resting": "refused",
  "auth.not-enrolled": "unknown",
  "auth.challenge-expired": "timeout",
  "vault.wrong-chip": "stranger",
  "scan.cancelled": "away",
};

const failedPicture = (error: AppError | null): TapPicture => {
  if (error === null) return "failed";
  const own = errorPictures[error.code];
  if (own !== undefined) return own;
  const area = error.code.split(".")[0];
  if (area === "reader") return "reader";
  return area === "auth" || area === "store" ? "service" : "failed";
};

/** The picture for a snapshot; `isSlow`: the service has kept it waiting for longer than usual. */
export const tapPicture = (scan: ScanView | null, isSlow: boolean): TapPicture => {
  if (scan === null) return "away";
  if (scan.state === "failed" || scan.after === "failed") return failedPicture(scan.error);
  if (scan.after === "done") return "done";
  if (!isSlow) return statePictures[scan.state];
  return scan.instruction === "may-remove" ? "checking" : "slow";
};

/** The picture of an error that came before a tap began. */
export const errorPicture = failedPicture;

/** Whether it is the service that is waited for, and not the person. */
export const waitsForService = (scan: ScanView | null): boolean =>
  scan !== null &&
  (scan.state === "fetchingChallenge" ||
    scan.state === "verifying" ||
    (scan.state === "authenticated" && scan.after === "working"));

/** Readers that are sticks, by the names that their drivers give them. */
const stickNames = /SCL3711|SCT3511|ACR122T|ACR1251T|Token|Stick|Dongle/iu;

/** How the reader in use looks: the one that holds the chip, else the first that works. */
export const readerForm = (scan: ScanView | null, readers: ReadersView | null): ReaderForm => {
  const name = scan?.readerName ?? readers?.readers.find((reader) => reader.error === null)?.name ?? "";
  return stickNames.test(name) ? "stick" : "pad";
};

/** What the drawing says to those who do not see it. */
export const pictureNames = {
  unplugged: "A reader whose cable is not plugged in",
  away: "A hand comes to the reader; the chip sits between thumb and index finger",
  on: "The hand lies on the reader, with the chip over its middle",
  slow: "The hand stays on the reader; a far computer takes its time",
  checking: "The hand has left the reader; a far computer takes its time",
  lift: "The hand leaves the reader",
  done: "The reader with a tick",
  torn: "The hand left too early; the connection to the reader is torn",
  other: "A chip on the reader that is not the one from before",
  stranger: "A chip on the reader and a lock that stays shut",
  unknown: "A chip on the reader that the service does not know",
  unsupported: "A card on the reader that is no VivoKey chip",
  phone: "A phone on the reader",
  several: "A hand and a card on the reader at the same time",
  refused: "The chip asks for a pause",
  timeout: "A clock over the reader: the time is over",
  service: "A far computer that cannot be reached",
  reader: "A reader that needs attention",
  failed: "The reader with an exclamation mark",
} as const satisfies Record<TapPicture, Text>;
