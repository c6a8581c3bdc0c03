/** How hard a made password is to guess, in words. Pure. */

const steps = [
  { below: 30, words: "Far too easy to guess" },
  { below: 45, words: "Easy to guess" },
  { below: 60, words: "Could be guessed with effort" },
  { below: 80, words: "Hard to guess" },
] as const;

/** 119.3 -> "Very hard to guess (119 bits)". */
export const bitsText = (bits: number): string => {
  const words = steps.find(({ below }) => bits < below)?.words ?? "Very hard to guess";
  return `${words} (${Math.floor(bits)} bits)`;
};
