/**
 * Opening with recovery words, and asking them back at creation. When the words do not open the
 * vault it finds which one is wrong, and says only where, never what it should have been.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Crypto } from "./crypto.port.ts";
import {
  entropyBytes,
  isChecksumRight,
  listLength,
  normaliseWord,
  packIndices,
  parseWords,
  wordCount,
  wordsOfEntropy,
} from "./recovery-words.ts";
import type { RecoveryAnswer } from "./vault.port.ts";

/** Failures of recovery words; all can be put right by the person. */
export type RecoveryError = AppError<
  "recovery.word-count" | "recovery.unknown-word" | "recovery.wrong-word" | "recovery.wrong-words"
>;

/** Whether 32 bytes of entropy open the vault. */
export type TryOpen = (entropy: Uint8Array) => boolean;

const opens = (crypto: Crypto, indices: readonly number[], tryOpen: TryOpen): boolean => {
  const packed = packIndices(indices);
  return isChecksumRight(crypto, packed) && tryOpen(packed.subarray(0, entropyBytes));
};

/** The place (from 0) of the one word whose replacement opens the vault; null when there is none. */
const findSubstitution = (crypto: Crypto, indices: readonly number[], tryOpen: TryOpen): number | null => {
  const trial = [...indices];
  for (const [place, original] of indices.entries()) {
    for (let index = 0; index < listLength; index++) {
      if (index === original) continue;
      trial[place] = index;
      if (opens(crypto, trial, tryOpen)) return place;
    }
    trial[place] = original;
  }
  return null;
};

/** The first place (from 0) of two neighbours whose exchange opens the vault; null when there is none. */
const findSwap = (crypto: Crypto, indices: readonly number[], tryOpen: TryOpen): number | null => {
  for (let place = 0; place + 1 < indices.length; place++) {
    const trial = [...indices];
    trial[place] = indices[place + 1] ?? 0;
    trial[place + 1] = indices[place] ?? 0;
    if (opens(crypto, trial, tryOpen)) return place;
  }
  return null;
};

/**
 * The entropy (32 bytes) of typed words that open the vault. Else which word is wrong: position 1
 * to 24, with `isSwapped` when it and the next one only changed places; recovery.wrong-words when
 * no single change helps. About 50,000 hashes at most.
 */
export const recoverEntropy = (
  crypto: Crypto,
  typed: string,
  tryOpen: TryOpen,
): Result<Uint8Array, RecoveryError> => {
  const parsed = parseWords(typed);
  if (!parsed.ok) return parsed;
  const indices = parsed.value;
  if (opens(crypto, indices, tryOpen)) return ok(packIndices(indices).slice(0, entropyBytes));
  const swapped = findSwap(crypto, indices, tryOpen);
  if (swapped !== null) return fail("recovery.wrong-word", { position: swapped + 1, isSwapped: true });
  const wrong = findSubstitution(crypto, indices, tryOpen);
  if (wrong !== null) return fail("recovery.wrong-word", { position: wrong + 1 });
  return fail("recovery.wrong-words");
};

/** Three different positions (1 to 24) in rising order, each set equally likely. */
export const choosePositions = (crypto: Crypto): readonly number[] => {
  const unbiasedBelow = 256 - (256 % wordCount);
  const chosen = new Set<number>();
  while (chosen.size < 3) {
    const byte = crypto.randomBytes(1)[0] ?? 255;
    if (byte < unbiasedBelow) chosen.add(1 + (byte % wordCount));
  }
  return [...chosen].sort((a, b) => a - b);
};

/** Compares the answers at the asked positions; recovery.wrong-word {position} for the first wrong or missing one. */
export const checkAnswers = (
  entropy: Uint8Array,
  positions: readonly number[],
  answers: readonly RecoveryAnswer[],
): Result<void, RecoveryError> => {
  const words = wordsOfEntropy(entropy);
  for (const position of positions) {
    const answer = answers.find((candidate) => candidate.position === position);
    if (answer === undefined || normaliseWord(answer.word) !== words[position - 1]) {
      return fail("recovery.wrong-word", { position });
    }
  }
  return ok(undefined);
};
