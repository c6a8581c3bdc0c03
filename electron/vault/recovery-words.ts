/**
 * The 24 recovery words as numbers: reading what a person typed, and the BIP-39 checksum. Pure; it
 * knows nothing of vaults. Words are strings and cannot be wiped.
 */
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { entropyToMnemonic } from "@scure/bip39";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Crypto } from "./crypto.port.ts";

/** How many words a recovery kit has. */
export const wordCount = 24;
/** Bytes of entropy behind them. */
export const entropyBytes = 32;
/** How many words the list has; each stands for 11 bits. */
export const listLength = 2048;

const bitsPerWord = 11;
const numbering = /^\d+[.):]?/;
const indexOfWord = new Map(wordlist.map((word, index) => [word, index]));

/** A word as it is compared: lower case, without accents and surrounding space. */
export const normaliseWord = (word: string): string =>
  word.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** Words of a typed text: separated by space or commas, numbering left out. */
export const splitWords = (typed: string): readonly string[] =>
  normaliseWord(typed)
    .split(/[\s,;]+/)
    .map((word) => word.replace(numbering, ""))
    .filter((word) => word !== "");

/** Levenshtein distance of two short words. */
export const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The word of the list nearest to a typed one; a word that begins with it is nearest of all. */
export const nearestWord = (typed: string): string => {
  const continued = typed.length >= 3 ? wordlist.find((word) => word.startsWith(typed)) : undefined;
  if (continued !== undefined) return continued;
  const short = typed.slice(0, 20);
  let best = "";
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const word of wordlist) {
    const distance = editDistance(short, word);
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
};

/** List positions of 24 typed words; recovery.word-count {count} or recovery.unknown-word {position, suggestion}. */
export const parseWords = (
  typed: string,
): Result<readonly number[], AppError<"recovery.word-count" | "recovery.unknown-word">> => {
  const words = splitWords(typed);
  if (words.length !== wordCount) return fail("recovery.word-count", { count: words.length });
  const indices: number[] = [];
  for (const word of words) {
    const index = indexOfWord.get(word);
    if (index === undefined) {
      const position = indices.length + 1;
      return fail("recovery.unknown-word", { position, suggestion: nearestWord(word) });
    }
    indices.push(index);
  }
  return ok(indices);
};

/** 33 bytes: the entropy (32) and the checksum byte that 24 list positions stand for. */
export const packIndices = (indices: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(entropyBytes + 1);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const index of indices) {
    held = ((held << bitsPerWord) | index) & 0x7ffff;
    bits += bitsPerWord;
    while (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
};

/** Whether the checksum byte is the first of SHA-256 over the entropy (BIP-39). */
export const isChecksumRight = (crypto: Crypto, packed: Uint8Array): boolean =>
  crypto.sha256(packed.subarray(0, entropyBytes))[0] === packed[entropyBytes];

/** The 24 words for 32 bytes of entropy. */
export const wordsOfEntropy = (entropy: Uint8Array): readonly string[] =>
  entropyToMnemonic(entropy, wordlist).split(" ");
