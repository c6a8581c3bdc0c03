/**
 * What goes where: answers to stdout, everything else to stderr. With --json stdout carries exactly
 * one JSON value, success or error; secrets appear only in the answers of verbs that ask for them.
 */
import type { AppError } from "#contract/errors.ts";
import type { ErrorText } from "#contract/message-shape.ts";
import { describeError } from "#contract/messages.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";

/** Writes answers, progress and errors. */
export interface Output {
  readonly isJson: boolean;
  /** The answer: `value` as JSON, or `text` for people. */
  answer(value: unknown, text: string): void;
  /** A line for people about what is happening; nothing with --json. */
  progress(text: string): void;
  /** The error, and the exit code that goes with it. */
  failure(error: AppError): number;
  /** Arguments that make no sense together; the exit code for it. */
  usage(text: string): number;
}

const platform = (): "linux" | "darwin" | "win32" =>
  process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";

/** Where the command line has a better next step than the window. */
const describe = (error: AppError): ErrorText => {
  const { matches, exists, name } = error.detail ?? {};
  if (error.code === "entry.not-found" && typeof matches === "number")
    return matches === 0
      ? { title: "Nothing goes by this name", next: "`list` shows the entries, `trash` the deleted ones." }
      : {
          title: `${matches} entries match`,
          next: "Give the whole title or the id; `list --json` has both.",
        };
  if (error.code === "file.unwritable" && exists === true)
    return {
      title: `“${String(name)}” exists already`,
      next: "Choose another name; --force replaces the file.",
    };
  if (error.code === "ipc.bad-request")
    return { title: "An argument cannot be taken", next: "It may be too long; --help shows what fits." };
  return describeError(error, platform());
};

/** A text as part of a line for people: nothing in it moves the cursor or turns the line around. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, "\uFFFD");

/** A moment as people and scripts read it. */
export const timeText = (epochMs: number | null): string =>
  epochMs === null ? "?" : new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");

/** Columns of a line for people. */
export const columns = (...cells: readonly string[]): string => cells.map(oneLine).join("\t");

/** Writes to this process's streams. */
export const createOutput = (isJson: boolean): Output => {
  let hasAnswered = false;
  return {
    isJson,
    answer: (value, text) => {
      hasAnswered = true;
      process.stdout.write(isJson ? `${JSON.stringify(value)}\n` : text === "" ? "" : `${text}\n`);
    },
    progress: (text) => {
      if (!isJson) process.stderr.write(`${text}\n`);
    },
    failure: (error) => {
      const { title, next } = describe(error);
      // stdout carries one JSON value only: an error after the answer goes to stderr.
      const stream = hasAnswered ? process.stderr : process.stdout;
      if (isJson) stream.write(`${JSON.stringify({ error: { ...error, title, next } })}\n`);
      else process.stderr.write(`${title}\n${next}\n(${error.code}, ${error.ref})\n`);
      return exitCodeOf(error.code);
    },
    usage: (text) => {
      process.stderr.write(`${text}\n`);
      return exitCodes.usage;
    },
  };
};
