/** How arguments are read: numbers in their bounds, field specifications, repeated options. */
import { InvalidArgumentError } from "commander";
import type { FieldSpec } from "./verbs/fields.ts";
import { parseFieldSpec } from "./verbs/fields.ts";

/** A number above 0. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("a number above 0 is wanted");
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
