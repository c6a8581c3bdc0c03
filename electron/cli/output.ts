/**
 * What goes where: answers to stdout, everything else to stderr. With --json stdout carries exactly
 * one JSON value, success or error; secrets appear only in the answers of verbs that ask for them.
 */
import type { AppError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { exitCodeOf } from "./exit-codes.ts";

/** Writes answers, progress and errors. */
export interface Output {
  readonly isJson: boolean;
  /** The answer: `value` as JSON, or `text` for people. */
  answer(value: unknown, text: string): void;
  /** A line for people about what is happening; nothing with --json. */
  progress(text: string): void;
  /** The error, and the exit code that goes with it. */
  failure(error: AppError): number;
}

const platform = (): "linux" | "darwin" | "win32" =>
  process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";

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
      const { title, next } = describeError(error, platform());
      // stdout carries one JSON value only: an error after the answer goes to stderr.
      const stream = hasAnswered ? process.stderr : process.stdout;
      if (isJson) stream.write(`${JSON.stringify({ error: { ...error, title, next } })}\n`);
      else process.stderr.write(`${title}\n${next}\n(${error.code}, ${error.ref})\n`);
      return exitCodeOf(error.code);
    },
  };
};
