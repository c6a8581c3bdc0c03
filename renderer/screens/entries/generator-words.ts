/** How hard a made password is to guess, in words. Pure. */
import type { Text, Translate } from "#renderer/language/texts.ts";

const steps = [
  { below: 30, words: "Far too easy to guess" },
  { below: 45, words: "Easy to guess" },
  { below: 60, words: "Could be guessed with effort" },
  { below: 80, words: "Hard to guess" },
] as const satisfies readonly { readonly below: number; readonly words: Text }[];

/** 119.3 -> "Very hard to guess (119 bits)". */
export const bitsText = (t: Translate, bits: number): string => {
  const words = t(steps.find(({ below }) => bits < below)?.words ?? "Very hard to guess");
  return t("{{words}} ({{bits}} bits)", { words, bits: Math.floor(bits) });
};
