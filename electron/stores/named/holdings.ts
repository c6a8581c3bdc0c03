/**
 * What a service holds, as far as its names tell: for each object the writings that are whole, and of
 * them the one that counts. A writing that lacks a part counts for nothing, so that one torn anywhere
 * leaves what was there before.
 */
import type { ListedName } from "./named-values.port.ts";
import { nameOfPart, readPartName } from "./part-names.ts";
import type { PartName } from "./part-names.ts";

/** One writing of an object with the names of its parts in order. */
export interface Writing {
  readonly revision: number;
  readonly writing: string;
  /** 0 for a deletion, whose one name is its mark. */
  readonly parts: number;
  readonly names: readonly string[];
}

/** One object as held. */
export interface Holding {
  /** The writing that counts: the highest revision, and of equal ones the latest; null while none is whole. */
  readonly current: Writing | null;
  /** The other whole writings. */
  readonly others: readonly Writing[];
  /** Every other name of the object: former writings, and what a torn one left. */
  readonly rest: readonly string[];
}

/** By id. `values` holds what the list carried along. */
export interface Holdings {
  readonly objects: ReadonlyMap<string, Holding>;
  readonly values: ReadonlyMap<string, Uint8Array>;
}

/** An object that is not there at all. */
export const noHolding: Holding = { current: null, others: [], rest: [] };

const isLater = (a: PartName, b: PartName): boolean =>
  a.revision === b.revision ? a.writing > b.writing : a.revision > b.revision;

const keyOf = ({ revision, writing, parts }: PartName): string => `${revision}/${writing}/${parts}`;

const wholeWriting = (folder: string, group: readonly PartName[]): Writing | null => {
  const [first] = group;
  if (first === undefined) return null;
  const needed = Math.max(1, first.parts);
  if (new Set(group.map(({ part }) => part)).size !== needed) return null;
  const names = [...group].sort((a, b) => a.part - b.part).map((part) => nameOfPart(folder, part));
  return { revision: first.revision, writing: first.writing, parts: first.parts, names };
};

const holdingOf = (folder: string, found: readonly PartName[]): Holding => {
  const groups = new Map<string, PartName[]>();
  for (const part of found) {
    const key = keyOf(part);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const latestFirst = [...groups.values()].sort(([a], [b]) => (a && b && isLater(a, b) ? -1 : 1));
  const whole = latestFirst.flatMap((group) => wholeWriting(folder, group) ?? []);
  const [current = null, ...others] = whole;
  const counted = new Set(current?.names);
  const rest = found.map((part) => nameOfPart(folder, part)).filter((name) => !counted.has(name));
  return { current, others, rest };
};

/** Reads a list of names. Names in the folder that are not ours are left alone. */
export const holdingsOf = (folder: string, listed: readonly ListedName[]): Holdings => {
  const byId = new Map<string, PartName[]>();
  const values = new Map<string, Uint8Array>();
  for (const { name, bytes } of listed) {
    const part = readPartName(folder, name);
    if (part === null) continue;
    const known = byId.get(part.id);
    if (known === undefined) byId.set(part.id, [part]);
    else known.push(part);
    if (bytes !== undefined) values.set(name, bytes);
  }
  const objects = new Map([...byId].map(([id, parts]) => [id, holdingOf(folder, parts)]));
  return { objects, values };
};
