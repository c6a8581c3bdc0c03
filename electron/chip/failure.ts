/**
 * How a status word becomes an error of the catalogue, at the one place per step of the protocol
 * where that is decided. The detail carries the status word, never data.
 */
import { type AppError, appError } from "#contract/errors.ts";
import type { LinkError } from "./reader.port.ts";
import { statusHex, statusMeaning } from "./status-word.ts";

/** What can end an authentication with the chip. */
export type AuthenticationError =
  | LinkError
  | AppError<"chip.refused" | "chip.delayed" | "chip.locked" | "chip.unsupported" | "auth.bad-reply">;

/** An answer too short to hold a status word: the card went away while answering. */
export const answerLost = (): AppError<"chip.removed"> => appError("chip.removed");

/**
 * Why part 1 failed. Nothing has been judged yet, so a chip that does not know the command or the
 * key is simply not one of ours (contract 5.3).
 */
export const partOneFailure = (sw: number): AuthenticationError => {
  const detail = { sw: statusHex(sw) };
  switch (statusMeaning(sw)) {
    case "lost":
    case "aborted":
      return appError("chip.removed", detail);
    case "locked":
      return appError("chip.locked", detail);
    case "delayed":
      return appError("chip.delayed", detail);
    default:
      return appError("chip.unsupported", detail);
  }
};

/**
 * Why part 2 failed. A length error means that the chip no longer knew of part 1 (power lost or
 * another program in between): nothing was judged, a fresh tap helps. Everything else is a refusal.
 */
export const partTwoFailure = (sw: number): AuthenticationError => {
  const detail = { sw: statusHex(sw) };
  switch (statusMeaning(sw)) {
    case "lost":
    case "aborted":
    case "bad-command":
      return appError("chip.removed", detail);
    case "locked":
      return appError("chip.locked", detail);
    case "delayed":
      return appError("chip.delayed", detail);
    default:
      return appError("chip.refused", detail);
  }
};
