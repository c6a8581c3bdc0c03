/** How arguments are read: numbers in their bounds, field specifications, repeated options. */
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { FieldSpec } from "./verbs/fields.ts";
import { parseFieldSpec } from "./verbs/fields.ts";

/** A folder, from where the call is made. An empty one, as of a variable that is not set, would be that place itself. */
export const folder = (text: string): string => {
  if (text.trim() === "") throw new InvalidArgumentError("a folder is wanted");
  return resolve(text);
};

/** A number above 0. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("a number above 0 is wanted");
  return value;
};

/** No timer of the system runs longer, and one that is asked to would end at once. */
const maxSeconds = 2_000_000;

/** A time limit. */
export const seconds = (text: string): number => {
  const value = positive(text);
  if (value > maxSeconds) throw new InvalidArgumentError(`at most ${maxSeconds} seconds, which are 23 days`);
  return value;
};

/** Reads whole numbers from `least` to `most`. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`a whole number from ${least} to ${most} is wanted`);
    return value;
  };

/** A revision's number. */
export const revision = whole(0, Number.MAX_SAFE_INTEGER);

/** Gathers one more --field. */
export const fieldSpecs = (text: string, before: readonly FieldSpec[] = []): readonly FieldSpec[] => {
  const spec = parseFieldSpec(text);
  if (typeof spec === "string") throw new InvalidArgumentError(spec);
  return [...before, spec];
};
