/**
 * The chain of the activity log: each line holds the SHA-256 of the line before it, and the head says where
 * the log begins and ends, so that lines changed, taken out, swapped or cut off at either end are found.
 * Whoever can write to the folder and knows how can make a new chain; it shows accidents and clumsy hands.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { ActivityChain, ActivityEvent, ActivityLine } from "#contract/views.ts";
import { activityLineSchema } from "#contract/views.ts";

/** A line with its own hash. */
export interface HashedLine extends ActivityLine {
  readonly hash: string;
}

/** A place in the chain. */
interface Link {
  readonly seq: number;
  readonly hash: string;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.number().int().nonnegative();
const headSchema = z.strictObject({
  /** The first line's number, and the hash that it follows. */
  first: z.strictObject({ seq, prev: hash }),
  last: z.strictObject({ seq, hash }),
});

/** Where a log begins and ends. */
export type Head = z.infer<typeof headSchema>;

const zero = "0".repeat(64);

/** The head of an empty log. */
export const emptyHead: Head = { first: { seq: 1, prev: zero }, last: { seq: 0, hash: zero } };

/** One text for one value: keys in order, no white space. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
};

/** The hash of a line's text. */
export const hashOf = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Null: not a line of ours. */
export const parseLine = (text: string): ActivityLine | null =>
  activityLineSchema.safeParse(parseJson(text)).data ?? null;

/** Null: there is none, or it was changed. */
export const parseHead = (text: string | null): Head | null =>
  text === null ? null : (headSchema.safeParse(parseJson(text)).data ?? null);

/** The text of a head. */
export const headText = (head: Head): string => `${canonical(head)}\n`;

/** What is written of an event. */
export interface Note {
  readonly at: number;
  readonly by: ActivityLine["by"];
  readonly event: ActivityEvent;
}

/** The lines for some events after a place in the chain, and the place after them. */
export const extend = (
  after: Link,
  notes: readonly Note[],
): { readonly text: string; readonly last: Link } => {
  let last = after;
  let text = "";
  for (const note of notes) {
    const line: ActivityLine = { v: 1, seq: last.seq + 1, ...note, prev: last.hash };
    const written = canonical(line);
    text += `${written}\n`;
    last = { seq: line.seq, hash: hashOf(written) };
  }
  return { text, last };
};

/** Where the next line goes: after the head's last or the file's, whichever is later. What is in doubt stays so. */
export const endOf = (head: Head | null, lastLine: string | null): Link => {
  const known = head?.last ?? emptyHead.last;
  const line = lastLine === null ? null : parseLine(lastLine);
  return line === null || lastLine === null || line.seq <= known.seq
    ? known
    : { seq: line.seq, hash: hashOf(lastLine) };
};

/** A log as it was read. */
export interface ReadLog {
  readonly lines: readonly HashedLine[];
  readonly chain: ActivityChain;
}

const beginsAsKnown = ({ seq: number, prev }: ActivityLine, head: Head | null): boolean =>
  head !== null && (number < head.first.seq || (number === head.first.seq && prev === head.first.prev));

/** Position of the first line in doubt between a line and the one before it; null when they fit. */
const doubtBetween = (former: HashedLine, line: HashedLine, position: number): number | null => {
  if (line.seq !== former.seq + 1) return position;
  return line.prev === former.hash ? null : position - 1;
};

const doubtsAtEnds = (lines: readonly HashedLine[], head: Head | null): readonly number[] => {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return head === null || head.last.seq === 0 ? [] : [0];
  const begins = beginsAsKnown(first, head) ? [] : [0];
  if (head === null) return begins;
  const isCut = head.last.seq > last.seq;
  const other = lines.findIndex((line) => line.seq === head.last.seq && line.hash !== head.last.hash);
  return [...begins, ...(isCut ? [lines.length] : []), ...(other < 0 ? [] : [other])];
};

const isRepair = ({ event }: ActivityLine): boolean => event.kind === "log" && event.what === "repaired";

/** Reads a whole log and says whether it is as it was written. */
export const readLog = (text: string, head: Head | null): ReadLog => {
  const pieces = text.split("\n");
  const isTorn = pieces.pop() !== "";
  const lines: HashedLine[] = [];
  const doubts: number[] = [];
  for (const piece of pieces) {
    const line = parseLine(piece);
    if (line === null) {
      doubts.push(lines.length);
      continue;
    }
    const hashed = { ...line, hash: hashOf(piece) };
    const former = lines.at(-1);
    const doubt = former === undefined ? null : doubtBetween(former, hashed, lines.length);
    if (doubt !== null) doubts.push(doubt);
    lines.push(hashed);
  }
  doubts.push(...doubtsAtEnds(lines, head));
  const brokenFrom = doubts.length === 0 ? null : doubts.reduce((least, one) => Math.min(least, one));
  if (brokenFrom !== null) return { lines, chain: { state: "broken", brokenFrom } };
  const state = isTorn || lines.some(isRepair) ? "repaired" : "ok";
  return { lines, chain: { state, brokenFrom: null } };
};
