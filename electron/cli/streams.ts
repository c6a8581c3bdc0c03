/**
 * What the program writes may not arrive: whoever reads it has seen enough (`tapvault … | head -1`), or the
 * disk that a shell sends it to is full. Neither may end a verb in the middle of its work; the second is
 * told, because somebody would believe in a file that is not whole.
 */
import type { Writable } from "node:stream";

/** Knows whether the answers arrived. */
export interface AnswersWatch {
  /** Waits until all is out; the system's code of what was lost, such as ENOSPC, or null. */
  lost(): Promise<string | null>;
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown";

/** Watches the streams from now on. What cannot be said on `told` can be said nowhere. */
export const watchAnswers = (answers: Writable, told: Writable): AnswersWatch => {
  let lost: string | null = null;
  answers.on("error", (cause) => {
    if (codeOf(cause) !== "EPIPE") lost ??= codeOf(cause);
  });
  told.on("error", () => undefined);
  return {
    lost: async () => {
      await new Promise<void>((resolve) => answers.write("", () => resolve()));
      return lost;
    },
  };
};
