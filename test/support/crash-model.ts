/**
 * What must be in a vault after its process was killed: every acknowledged change, and the one in
 * flight wholly or not at all. It learns from what the process said and compares with the file.
 */
import { createMarkReader } from "./crash-entries.ts";
import { readHeld } from "./crash-held.ts";
import type { Held, Version, Versions } from "./crash-held.ts";
import type { Acknowledgement, CrashLine, Intention } from "./crash-lines.ts";

/** What a look at the file found. */
export interface Findings {
  /** Acknowledged changes that are not there as they were acknowledged. */
  readonly lost: readonly string[];
  /** Everything else that is not as it must be. */
  readonly wrong: readonly string[];
}

/** The expected state of one vault's file over many processes. */
export interface CrashModel {
  /** Takes up what a process said. */
  learn(lines: readonly CrashLine[]): void;
  /** Compares with the file; what was in flight counts from here on as it was found. */
  compare(): Promise<Findings>;
  /** How many changes were acknowledged. */
  readonly acknowledged: () => number;
}

const changed = (versions: Versions, intention: Intention, revision: number, index: number): Versions => {
  const former = versions.at(-1);
  const isFile = intention.change === "attach";
  const mark = (isFile ? former?.mark : intention.marks[index]) ?? former?.mark ?? "";
  const files = [...(former?.files ?? []), ...(isFile ? intention.marks : [])];
  return [...versions, { revision, mark, isDeleted: intention.change === "remove", files }];
};

/** Takes up one acknowledged change. */
const settle = (known: Map<string, Versions>, intention: Intention, { saved }: Acknowledgement): void => {
  if (intention.change === "purge") known.delete(intention.entryId ?? "");
  saved.forEach(({ entryId, revision }, index) => {
    known.set(entryId, changed(known.get(entryId) ?? [], intention, revision, index));
  });
};

const isSame = (one: Version | undefined, other: Version | undefined): boolean =>
  JSON.stringify([one?.revision, one?.mark, one?.isDeleted, one?.files]) ===
  JSON.stringify([other?.revision, other?.mark, other?.isDeleted, other?.files]);

const takeUpChange = (known: Map<string, Versions>, flight: Intention, id: string, held: Held): void => {
  const found = held.entries.get(id);
  if (flight.change === "purge") {
    if (found === undefined) known.delete(id);
    return;
  }
  const before = known.get(id) ?? [];
  const last = found?.at(-1);
  if (last === undefined || found?.length !== before.length + 1) return;
  const after = changed(before, flight, last.revision, 0);
  if (isSame(after.at(-1), last)) known.set(id, after);
};

/** What the change in flight may have left: nothing, or all of it. */
const takeUpInFlight = (known: Map<string, Versions>, flight: Intention, held: Held): void => {
  if (flight.entryId !== null) {
    takeUpChange(known, flight, flight.entryId, held);
    return;
  }
  const made = [...held.entries].filter(([id]) => !known.has(id));
  const marks = made.flatMap(([, versions]) => versions.map(({ mark }) => mark));
  const isWhole = made.length === flight.marks.length && flight.marks.every((mark) => marks.includes(mark));
  if (isWhole) for (const [id, versions] of made) known.set(id, versions);
};

const differences = (known: ReadonlyMap<string, Versions>, held: Held): Findings => {
  const lost: string[] = [];
  const wrong = [...held.wrong];
  for (const [id, versions] of known) {
    const found = held.entries.get(id) ?? [];
    versions.forEach((version, index) => {
      if (!isSame(version, found[index])) lost.push(`${id}: ${version.mark} (${version.revision})`);
    });
    if (found.length > versions.length) wrong.push(`${id} has a revision that nobody asked for`);
  }
  for (const id of held.entries.keys())
    if (!known.has(id)) wrong.push(`${id} is there and nobody asked for it`);
  return { lost, wrong };
};

/** Starts with the empty vault in a file. */
export const createCrashModel = (file: string, words: string): CrashModel => {
  const known = new Map<string, Versions>();
  const markOf = createMarkReader();
  let acknowledged = 0;
  let flight: Intention | null = null;
  return {
    learn: (lines) => {
      for (const line of lines) {
        if (line.say === "doing") flight = line;
        if (line.say !== "done" || flight === null) continue;
        settle(known, flight, line);
        acknowledged++;
        flight = null;
      }
    },
    compare: async () => {
      const held = await readHeld(file, words, markOf);
      if (flight !== null) takeUpInFlight(known, flight, held);
      flight = null;
      return differences(known, held);
    },
    acknowledged: () => acknowledged,
  };
};
