/** The words for a clock that runs wrong, which several services complain of. */
import type { ErrorDetail } from "./errors.ts";
import { type ErrorTemplate, numberIn, say } from "./message-shape.ts";

type Title =
  | "This computer's clock is wrong"
  | "This computer's clock is wrong by about one minute"
  | "This computer's clock is wrong by about {{minutes}} minutes";

/** That it is wrong, by how much where that is known, and what to do. */
export const clockIsWrong = <N extends string>(detail: ErrorDetail, next: N): ErrorTemplate<Title, N> => {
  const minutes = numberIn(detail, "minutes");
  if (minutes === null) return say("This computer's clock is wrong", next);
  const by = Math.abs(Math.round(minutes));
  return by === 1
    ? say("This computer's clock is wrong by about one minute", next)
    : say("This computer's clock is wrong by about {{minutes}} minutes", next, { minutes: by });
};
