/**
 * How an object's parts are named at a service that lists names: object, revision, writing and place.
 * Names tell a service no more than the objects' random ids, when they were written, and in how many
 * parts. Layout: docs/formats.md.
 */

/** One part of one writing of an object. `writing` is 20 hex characters that rise with time. */
export interface PartName {
  /** 32 hex characters. */
  readonly id: string;
  readonly revision: number;
  readonly writing: string;
  readonly part: number;
  /** How many parts the writing has; 0 marks a deletion. */
  readonly parts: number;
}

/** Digits of a revision (53 bits) and of the time in a writing (44 bits) in hex. */
const revisionDigits = 14;
const timeDigits = 11;
const randomDigits = 9;

const pattern = /^([0-9a-f]{32})-([0-9a-f]{14})-([0-9a-f]{20})-([0-9a-f]{1,5})-([0-9a-f]{1,5})$/;

/** The most parts that a name can count. */
export const maxParts = 0xfffff;

/** Bytes of the longest name, folder and slash not counted. */
export const partNameBytes = 32 + 1 + revisionDigits + 1 + timeDigits + randomDigits + 1 + 5 + 1 + 5;

/** A new writing: when (epoch ms) and random hex, so that two computers never share one. */
export const writingOf = (now: number, randomHex: string): string =>
  Math.max(0, Math.floor(now)).toString(16).padStart(timeDigits, "0").slice(-timeDigits) +
  randomHex.slice(0, randomDigits);

/** The name in a folder. */
export const nameOfPart = (folder: string, { id, revision, writing, part, parts }: PartName): string =>
  `${folder}/${id}-${revision.toString(16).padStart(revisionDigits, "0")}-${writing}-${part.toString(16)}-${parts.toString(16)}`;

const hex = (text: string | undefined): number => Number.parseInt(text ?? "", 16);

const isWithin = ({ part, parts }: PartName): boolean => (parts === 0 ? part === 0 : part < parts);

/** What a name says; null for one that is not ours. */
export const readPartName = (folder: string, name: string): PartName | null => {
  if (!name.startsWith(`${folder}/`)) return null;
  const [, id = "", revision, writing = "", part, parts] = pattern.exec(name.slice(folder.length + 1)) ?? [];
  const found = { id, revision: hex(revision), writing, part: hex(part), parts: hex(parts) };
  return Number.isSafeInteger(found.revision) && isWithin(found) ? found : null;
};
