/** What the desktop shows of the program, in the four languages that its window speaks. */
// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Words
 * @property {string} genericName
 * @property {string} summary
 * @property {string[]} keywords
 * @property {string} lock
 * @property {string} settings
 * @property {string} exportFile
 * @property {string[]} about
 * @property {string[]} features
 */

/** @type {{ en: Words } & Record<string, Words>} */
const WORDS = JSON.parse(readFileSync(join(import.meta.dirname, "words.json"), "utf8"));

export const ENGLISH = WORDS.en;

/** All but English, which is what stands without a language. */
export const translations = () => Object.entries(WORDS).filter(([language]) => language !== "en");
