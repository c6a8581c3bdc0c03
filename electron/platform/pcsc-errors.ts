/**
 * What PC/SC said, in the words of the catalogue. The codes are those of pcsc-mini; nfc-pcsc wraps
 * them as `previous`. A code that is not known here means that the exchange failed: the card is gone.
 */
import type { LinkError } from "#chip/reader.port.ts";
import { appError } from "#contract/errors.ts";
import { foreignCode } from "./foreign-code.ts";

const wrapped = (cause: unknown): unknown =>
  typeof cause === "object" && cause !== null && "previous" in cause && cause.previous instanceof Error
    ? cause.previous
    : cause;

/** The PC/SC code inside an error of pcsc-mini or nfc-pcsc; "" when it has none. */
export const pcscCode = (cause: unknown): string => foreignCode(wrapped(cause));

const meanings: Readonly<Record<string, "reader.lost" | "reader.busy" | "reader.service-down">> = {
  ReaderUnavailable: "reader.lost",
  UnknownReader: "reader.lost",
  NoReadersAvailable: "reader.lost",
  SharingViolation: "reader.busy",
  CardIsBusy: "reader.busy",
  NoService: "reader.service-down",
  ServiceStopped: "reader.service-down",
  CommError: "reader.service-down",
  CommDataLost: "reader.service-down",
};

/** Why an exchange or a connection failed. */
export const linkError = (cause: unknown): LinkError => {
  const code = pcscCode(cause);
  const meaning = meanings[code] ?? "chip.removed";
  const why = meaning === "reader.service-down" ? { cause: "not-running" } : {};
  return appError(meaning, code === "" ? why : { ...why, pcsc: code });
};
