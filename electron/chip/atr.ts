/**
 * What an ATR tells without asking the card anything: whether it is contactless, which family it may be,
 * how fast contacts would be. Never enough to know a chip by (contract 8.1), so it only says what it may be.
 */
import { hexConstant, startsWith } from "./bytes.ts";
import { isPhoneAtr } from "./probing.ts";

/** What a card may be. */
export type AtrGuess =
  | "phone"
  | "spark2-like"
  | "apex-like"
  | "smart-card"
  | "spark1-like"
  | "mifare-classic"
  | "ultralight"
  | "felica"
  | "storage-card"
  | "contact"
  | "unknown";

/** An ATR in words. `baud`: bits a second on contacts after TA1, at the usual 4 MHz; null when it does not say. */
export interface AtrFacts {
  readonly guess: AtrGuess;
  readonly protocols: readonly ("T=0" | "T=1")[];
  readonly baud: number | null;
}

const storageMark = hexConstant("4F0CA000000306");
const ntagAtr = hexConstant("3B8180018080");
const apexStart = hexConstant("3B8A80010031C173C840");
const flexStart = hexConstant("3B8D80010031C173C840");

/** Card names of PC/SC part 3, supplement 2. */
const storageNames: Readonly<Record<number, AtrGuess>> = {
  0x0001: "mifare-classic",
  0x0002: "mifare-classic",
  0x0003: "ultralight",
  0x0014: "spark1-like",
  0x0026: "mifare-classic",
  0x003a: "ultralight",
  0x003b: "felica",
};

const storageGuess = (atr: Uint8Array): AtrGuess => {
  const standard = atr[12] ?? 0;
  const name = (atr[13] ?? 0) * 256 + (atr[14] ?? 0);
  if (standard >= 0x09 && standard <= 0x0c) return "spark1-like";
  if (standard === 0x11) return "felica";
  return storageNames[name] ?? "storage-card";
};

/** ISO 7816-3, tables 7 and 8: clock cycles for a unit of time, and how many bits go into it. */
const cycles = [372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0];
const bits = [0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0];
const usualClock = 4_000_000;

const baudOf = (ta1: number): number | null => {
  const unit = cycles[ta1 >> 4] ?? 0;
  const share = bits[ta1 & 0x0f] ?? 0;
  return unit === 0 || share === 0 ? null : Math.round((usualClock * share) / unit);
};

interface Interface {
  readonly ta1: number | null;
  readonly protocols: readonly number[];
  readonly historicalFrom: number;
}

/** TS T0, then groups of TA TB TC TD, each announced by the upper half of the byte before. */
const readInterface = (atr: Uint8Array): Interface => {
  const protocols: number[] = [];
  let ta1: number | null = null;
  let announced = (atr[1] ?? 0) >> 4;
  let at = 2;
  for (let group = 1; announced !== 0 && at < atr.length; group += 1) {
    if (group === 1 && (announced & 1) !== 0) ta1 = atr[at] ?? null;
    at += (announced & 1) + ((announced >> 1) & 1) + ((announced >> 2) & 1);
    if ((announced & 8) === 0) break;
    const td = atr[at] ?? 0;
    at += 1;
    protocols.push(td & 0x0f);
    announced = td >> 4;
  }
  return { ta1, protocols, historicalFrom: at };
};

/** PC/SC part 3 gives contactless cards an ATR of its own: 3B 8N 80 01 (contract 8.1). */
const isContactless = (atr: Uint8Array): boolean =>
  atr[0] === 0x3b && ((atr[1] ?? 0) & 0xf0) === 0x80 && atr[2] === 0x80 && atr[3] === 0x01;

const contactlessGuess = (atr: Uint8Array): AtrGuess => {
  if (isPhoneAtr(atr)) return "phone";
  if (startsWith(atr.subarray(5), storageMark)) return storageGuess(atr);
  if (startsWith(atr, ntagAtr)) return "spark2-like";
  return startsWith(atr, apexStart) || startsWith(atr, flexStart) ? "apex-like" : "smart-card";
};

/** Reads an ATR. Anything may come in. */
export const readAtr = (atr: Uint8Array): AtrFacts => {
  if (atr.length < 2 || (atr[0] !== 0x3b && atr[0] !== 0x3f))
    return { guess: "unknown", protocols: [], baud: null };
  const { ta1, protocols } = readInterface(atr);
  const numbers = protocols.length === 0 ? [0] : protocols;
  const names = (["T=0", "T=1"] as const).filter((_name, number) => numbers.includes(number));
  if (isContactless(atr)) return { guess: contactlessGuess(atr), protocols: names, baud: null };
  return { guess: "contact", protocols: names, baud: ta1 === null ? null : baudOf(ta1) };
};

/** Whether such a card can be no chip of ours; the others are known only by a tap. */
export const isForeignGuess = (guess: AtrGuess): boolean =>
  ["mifare-classic", "ultralight", "felica", "storage-card", "contact"].includes(guess);
