/** The lines of a trace as text, one a line, for a file, a report or a terminal. English: it is for whoever helps. */
import { diagnosticsWords } from "#contract/diagnostics-words.ts";
import type { TraceLine } from "#contract/views.ts";

const { commands, events, meanings } = diagnosticsWords;

const time = (at: number): string => new Date(at).toISOString().slice(11, 23);

const commandWords = (line: TraceLine): string =>
  `-> ${line.command === null ? "" : commands[line.command]}, ${line.length} bytes`;

const answerWords = (line: TraceLine): string => {
  const took = line.tookMs === null ? "" : `, ${line.tookMs} ms`;
  if (line.error !== null) return `<- no answer (${line.error})${took}`;
  const meaning = line.meaning === null ? "" : ` ${meanings[line.meaning]}`;
  return `<- ${line.sw ?? "no status word"}${meaning}, ${line.length} bytes${took}`;
};

const words = (line: TraceLine): string => {
  if (line.kind === "command") return commandWords(line);
  if (line.kind === "answer") return answerWords(line);
  return `-- ${line.event === null ? "" : events[line.event]}`;
};

/** One line of text. `bytes` stand at its end where they are known and wanted. */
export const traceLineText = (line: TraceLine, withBytes: boolean): string => {
  const bytes = withBytes && line.bytes !== null ? `  ${line.bytes}` : "";
  return `${time(line.at)}  ${line.reader}  ${words(line)}${bytes}`;
};
