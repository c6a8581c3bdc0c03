/** What a person or a script gives the program to read: secrets come from here, never from the arguments. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Whether a person sits at the keyboard. */
export const isInteractive = (): boolean => process.stdin.isTTY;

/** Asks a person for a value without showing what is typed. */
export const promptHidden = async (question: string): Promise<string> => {
  process.stderr.write(question);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal: true });
  const answer = await reader.question("");
  reader.close();
  process.stderr.write("\n");
  return answer;
};

/** Everything on stdin without the last line break; empty when nothing is there. */
export const readAllInput = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
};

/** Lines of stdin one by one, for questions that come after each other. */
export const openLines = (): { readonly next: () => Promise<string | null>; readonly close: () => void } => {
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
