/**
 * Passwords and passphrases, each of the possible ones equally likely: every draw rejects what would
 * bias it, and a password that lacks a wanted class is drawn anew as a whole.
 */
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { CommandInput } from "#contract/ipc.ts";
import type { Crypto } from "./crypto.port.ts";

type Options = CommandInput<"generator.make">;
/** What a password is to be made of. */
export type PasswordOptions = Extract<Options, { kind: "password" }>;
/** What a passphrase is to be made of. */
export type PassphraseOptions = Extract<Options, { kind: "passphrase" }>;

/** A made secret and how many bits of chance are in it. */
export interface Generated {
  readonly value: string;
  readonly bits: number;
}

const classes = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  digits: "0123456789",
  symbols: "!#$%&()*+,-./:;<=>?@[]^_{|}~",
} as const;
const lookAlike = /[0O1Il|5S2Z8B]/g;

/** A number from 0 to below `limit` (at most 2^24), each equally likely. */
const below = (crypto: Crypto, limit: number): number => {
  const range = 2 ** 24;
  const unbiased = range - (range % limit);
  for (;;) {
    const [a = 0, b = 0, c = 0] = crypto.randomBytes(3);
    const drawn = (a << 16) | (b << 8) | c;
    if (drawn < unbiased) return drawn % limit;
  }
};

const alphabetsOf = (options: PasswordOptions): readonly string[] => {
  const names = (Object.keys(classes) as (keyof typeof classes)[]).filter((name) => options[name]);
  const chosen = names.length === 0 ? (["lower"] as const) : names;
  return chosen.map((name) => (options.isUnambiguous ? classes[name].replace(lookAlike, "") : classes[name]));
};

/** How many of all passwords over `alphabets` have one of each class: by inclusion and exclusion, in shares of all. */
const shareWithEach = (alphabets: readonly string[], length: number): number => {
  const all = alphabets.reduce((sum, letters) => sum + letters.length, 0);
  let share = 0;
  for (let missing = 0; missing < 2 ** alphabets.length; missing++) {
    let left = all;
    let sign = 1;
    alphabets.forEach((letters, at) => {
      if ((missing & (1 << at)) === 0) return;
      left -= letters.length;
      sign = -sign;
    });
    share += sign * (left / all) ** length;
  }
  return share;
};

/** A password with at least one character of each chosen class; lower case when none is chosen. */
export const makePassword = (crypto: Crypto, options: PasswordOptions): Generated => {
  const alphabets = alphabetsOf(options);
  const letters = alphabets.join("");
  const isEachWanted = options.length >= alphabets.length;
  for (;;) {
    const value = Array.from({ length: options.length }, () =>
      letters.charAt(below(crypto, letters.length)),
    ).join("");
    if (isEachWanted && !alphabets.every((some) => Array.from(value).some((letter) => some.includes(letter))))
      continue;
    const share = isEachWanted ? shareWithEach(alphabets, options.length) : 1;
    return { value, bits: options.length * Math.log2(letters.length) + Math.log2(share) };
  }
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words of the English BIP-39 list, 11 bits each; a digit, if wanted, stands behind one of them. */
export const makePassphrase = (crypto: Crypto, options: PassphraseOptions): Generated => {
  const words = Array.from({ length: options.words }, () => {
    const word = wordlist[below(crypto, wordlist.length)] ?? "";
    return options.capitalise ? capitalised(word) : word;
  });
  let bits = options.words * Math.log2(wordlist.length);
  if (options.number) {
    const place = below(crypto, words.length);
    words[place] = `${words[place] ?? ""}${String(below(crypto, 10))}`;
    bits += Math.log2(10 * words.length);
  }
  return { value: words.join(options.separator), bits };
};
