/** What a person or a script gives the program to read: secrets come from here, never from the arguments. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { exitCodes } from "./exit-codes.ts";

/** Lines one by one, for questions that come after each other. */
export interface Lines {
  next(): Promise<string | null>;
  close(): void;
}

/** Reads values. */
export interface Input {
  /** Whether a person sits at the keyboard. */
  readonly isInteractive: boolean;
  /** One value: a hidden prompt, or all of stdin without its last line break. */
  secret(question: string): Promise<string>;
  /** One value for later use: a person gives it twice; null when the two differ. */
  newSecret(question: string): Promise<string | null>;
  /** Several values: a hidden prompt each, or one line of stdin each; "" where there is none. */
  secrets(questions: readonly string[]): Promise<readonly string[]>;
  lines(): Lines;
}

const promptHidden = async (question: string): Promise<string> => {
  process.stderr.write(question);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal: true });
  // The terminal is in raw mode: Ctrl-C comes as a key.
  reader.on("SIGINT", () => process.exit(exitCodes.interrupted));
  const answer = await reader.question("");
  reader.close();
  process.stderr.write("\n");
  return answer;
};

const readAllInput = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
};

const openLines = (): Lines => {
  const reader = createInterface({ input: process.stdin });
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: async () => {
      const line = await lines.next();
      return line.done === true ? null : line.value;
    },
    close: () => reader.close(),
  };
};

/** Reads from this process's stdin. */
export const createInput = (): Input => {
  const isInteractive = process.stdin.isTTY;
  const secret = (question: string): Promise<string> =>
    isInteractive ? promptHidden(question) : readAllInput();
  return {
    isInteractive,
    secret,
    newSecret: async (question) => {
      const value = await secret(question);
      if (!isInteractive) return value;
      return (await promptHidden(`${question.replace(/: $/, "")}, once more: `)) === value ? value : null;
    },
    secrets: async (questions) => {
      if (questions.length < 2) return Promise.all(questions.map(secret));
      const typed: string[] = [];
      if (isInteractive) for (const question of questions) typed.push(await promptHidden(question));
      const lines = isInteractive ? typed : (await readAllInput()).split(/\r?\n/);
      return questions.map((_question, index) => lines[index] ?? "");
    },
    lines: openLines,
  };
};
