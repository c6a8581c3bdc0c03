/**
 * Compares the texts of all languages: none missing, none left over, the same placeholders, every plural
 * form that the language has. A build with a missing text fails. Run by itself it prints what is wrong;
 * names of areas (`tap`, `stores`) narrow it down to those.
 */
// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT, isStarted } from "./paths.mjs";
import { SetupError, runScript, say } from "./say.mjs";

/** English is in the code; its files hold only its plurals. */
const LANGUAGES = ["en", "de", "es", "ja"];
const PLURAL = /_(zero|one|two|few|many|other)$/u;
const PLACEHOLDER = /\{\{\s*([A-Za-z]+)[^}]*\}\}/gu;

/** @typedef {Record<string, string>} Texts */
/** @typedef {Record<string, Record<string, Texts>>} Languages by language and area */

const FOLDER = join(ROOT, "renderer", "language");

/** Fails with all that is wrong with the texts. */
export function checkLanguages() {
  const problems = problemsOf(readLanguages(), textsInUse());
  if (problems.length > 0)
    throw new SetupError(
      `${problems.join("\n")}\n${problems.length} problems with the texts of the languages.`,
      1,
    );
}

/** @returns {Languages} */
export function readLanguages() {
  return Object.fromEntries(LANGUAGES.map((language) => [language, readAreas(join(FOLDER, language))]));
}

/** @param {string} folder @returns {Record<string, Texts>} */
function readAreas(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return Object.fromEntries(
    files.map((file) => [basename(file, ".json"), JSON.parse(readFileSync(join(folder, file), "utf8"))]),
  );
}

/** The source of everything that says texts, as one string. */
function textsInUse() {
  return sourcesIn(join(ROOT, "renderer")) + sourcesIn(join(ROOT, "electron", "contract"));
}

/** @param {string} folder @returns {string} */
function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

/**
 * What is wrong, one line each.
 *
 * @param {Languages} languages
 * @param {string} source where texts are used; a text that is not in it is left over
 */
export function problemsOf(languages, source) {
  return [
    ...Object.entries(languages).flatMap(([language, areas]) => doubles(language, areas)),
    ...areasOf(languages).flatMap((area) => problemsInArea(languages, area)),
    ...leftOver(languages, source),
  ];
}

/** @param {Languages} languages */
function areasOf(languages) {
  return [...new Set(Object.values(languages).flatMap((areas) => Object.keys(areas)))].sort();
}

/** @param {string} language @param {Record<string, Texts>} areas */
function doubles(language, areas) {
  /** @type {Map<string, string>} */
  const homes = new Map();
  return Object.entries(areas).flatMap(([area, texts]) =>
    Object.keys(texts).flatMap((key) => {
      const home = homes.get(key);
      homes.set(key, home ?? area);
      return home === undefined ? [] : [`${language}: in ${home} and in ${area}: ${key}`];
    }),
  );
}

/** @param {Languages} languages @param {string} area */
function problemsInArea(languages, area) {
  const keys = Object.values(languages).flatMap((areas) => Object.keys(areas[area] ?? {}));
  const plural = new Set(keys.filter((key) => PLURAL.test(key)).map(baseOf));
  const single = new Set(keys.filter((key) => !PLURAL.test(key)));
  return LANGUAGES.flatMap((language) => {
    const texts = languages[language]?.[area] ?? {};
    return [
      ...(language === "en" ? [] : [...single].flatMap((key) => problemsOfText(texts, key, key, language))),
      ...[...plural].flatMap((base) => problemsOfPlural(texts, base, language)),
    ].map((problem) => `${language}/${area}.json: ${problem}`);
  });
}

/** @param {Texts} texts @param {string} base @param {string} language */
function problemsOfPlural(texts, base, language) {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const surplus = Object.keys(texts).filter(
    (key) => PLURAL.test(key) && baseOf(key) === base && !forms.some((form) => key === `${base}_${form}`),
  );
  return [
    ...forms.flatMap((form) => problemsOfText(texts, `${base}_${form}`, base, language)),
    ...surplus.map((key) => `no such form in this language: ${key}`),
  ];
}

/** @param {Texts} texts @param {string} key @param {string} english @param {string} language */
function problemsOfText(texts, key, english, language) {
  const text = texts[key];
  if (text === undefined || text.trim() === "") return [`missing: ${key}`];
  const wanted = placeholdersOf(english);
  const has = placeholdersOf(text);
  // "one day" may do without its number.
  const isLess = PLURAL.test(key) && has.every((name) => wanted.includes(name));
  return has.join() === wanted.join() || isLess ? [] : [`placeholders differ (${language}): ${key}`];
}

/** @param {string} text */
function placeholdersOf(text) {
  return [...text.matchAll(PLACEHOLDER)].map((found) => found[1]).sort();
}

/** @param {string} key */
function baseOf(key) {
  return key.replace(PLURAL, "");
}

/** @param {Languages} languages @param {string} source */
function leftOver(languages, source) {
  const written = source.replace(/\\(["'`\\])/gu, "$1");
  const keys = Object.values(languages["de"] ?? {}).flatMap((texts) => Object.keys(texts));
  return [...new Set(keys.map(baseOf))]
    .filter((text) => !written.includes(text))
    .map((text) => `used nowhere: ${text}`);
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    const areas = process.argv.slice(2);
    const problems = problemsOf(readLanguages(), textsInUse()).filter(
      (problem) => areas.length === 0 || areas.some((area) => problem.includes(`/${area}.json`)),
    );
    problems.forEach((problem) => say(problem));
    say(`${problems.length} problems with the texts`);
    return problems.length > 0 ? 1 : 0;
  });
}
