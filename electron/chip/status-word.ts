/**
 * The one table of status words: name and what it means for us (contract 4.3 and 8.2). Code asks for
 * the meaning, never for a number of its own.
 */

/** What a status word means for the one who asked. */
export type StatusMeaning =
  | "done"
  | "more"
  | "refused"
  | "locked"
  | "delayed"
  | "aborted"
  | "not-found"
  | "no-key"
  | "bad-command"
  | "unsupported"
  | "lost"
  | "failed";

interface StatusWord {
  readonly sw: number;
  readonly name: string;
  readonly meaning: StatusMeaning;
}

const table: readonly StatusWord[] = [
  { sw: 0x9000, name: "OK", meaning: "done" },
  { sw: 0x9100, name: "OK (wrapped)", meaning: "done" },
  { sw: 0x91af, name: "more expected", meaning: "more" },
  { sw: 0x911c, name: "unknown command", meaning: "unsupported" },
  { sw: 0x911e, name: "integrity error", meaning: "failed" },
  { sw: 0x9140, name: "no such key", meaning: "no-key" },
  { sw: 0x917e, name: "length error", meaning: "bad-command" },
  { sw: 0x919d, name: "permission denied", meaning: "locked" },
  { sw: 0x919e, name: "parameter error", meaning: "bad-command" },
  { sw: 0x91ad, name: "authentication delay", meaning: "delayed" },
  { sw: 0x91ae, name: "authentication error", meaning: "refused" },
  { sw: 0x91be, name: "boundary error", meaning: "failed" },
  { sw: 0x91ca, name: "command aborted", meaning: "aborted" },
  { sw: 0x91ee, name: "memory error", meaning: "failed" },
  { sw: 0x91f0, name: "file not found", meaning: "not-found" },
  { sw: 0x6300, name: "no answer from the card", meaning: "lost" },
  { sw: 0x6301, name: "no answer from the card", meaning: "lost" },
  { sw: 0x6401, name: "no answer from the card", meaning: "lost" },
  { sw: 0x6700, name: "wrong length", meaning: "bad-command" },
  { sw: 0x6982, name: "security status not satisfied", meaning: "refused" },
  { sw: 0x6985, name: "conditions of use not satisfied", meaning: "aborted" },
  { sw: 0x6a80, name: "incorrect data", meaning: "refused" },
  { sw: 0x6a81, name: "function not supported", meaning: "unsupported" },
  { sw: 0x6a82, name: "application not found", meaning: "not-found" },
  { sw: 0x6a86, name: "incorrect P1 P2", meaning: "bad-command" },
  { sw: 0x6a87, name: "Lc inconsistent with P1 P2", meaning: "bad-command" },
  { sw: 0x6d00, name: "instruction not supported", meaning: "unsupported" },
  { sw: 0x6e00, name: "class not supported", meaning: "unsupported" },
];

const byNumber = new Map(table.map((entry) => [entry.sw, entry]));

/** What a status word means; words that are not in the table mean `failed`. */
export const statusMeaning = (sw: number): StatusMeaning => byNumber.get(sw)?.meaning ?? "failed";

/** The name of a status word for logs and traces. */
export const statusName = (sw: number): string => byNumber.get(sw)?.name ?? "unknown status";

/** A status word as four upper-case hex digits, the form an error's detail carries. */
export const statusHex = (sw: number): string => sw.toString(16).toUpperCase().padStart(4, "0");

/** Status words by role, for chips made of software. */
export const SW = {
  ok: 0x9000,
  wrappedOk: 0x9100,
  more: 0x91af,
  unknownCommand: 0x911c,
  noSuchKey: 0x9140,
  wrappedLength: 0x917e,
  permissionDenied: 0x919d,
  parameter: 0x919e,
  delay: 0x91ad,
  authentication: 0x91ae,
  wrongLength: 0x6700,
  security: 0x6982,
  conditions: 0x6985,
  functionNotSupported: 0x6a81,
  notFound: 0x6a82,
  incorrectP1P2: 0x6a86,
  instruction: 0x6d00,
  class: 0x6e00,
} as const;
