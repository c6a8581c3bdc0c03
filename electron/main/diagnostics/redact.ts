/**
 * Takes out of a text whatever could name a person, a chip, a computer or a secret, before somebody else
 * reads it. Rather too much than too little: what is taken out is named in brackets, so that the text stays
 * readable.
 */

/** What is known of this computer and its person, and must not be in the text. */
export interface RedactContext {
  /** Folders whose path names the person; replaced by what stands for them, the longest first. */
  readonly folders: readonly { readonly path: string; readonly as: string }[];
  /** Names of the person's account and of the computer. */
  readonly names: readonly { readonly name: string; readonly as: string }[];
  /** Serial numbers of devices. */
  readonly serials: readonly string[];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Shorter ones are words of their own, such as the user "a". */
const shortestName = 3;

const replaceAll = (text: string, needle: string, by: string): string =>
  needle === "" ? text : text.replace(new RegExp(escape(needle), "giu"), by);

/** A name counts only where it stands by itself: the user "nfc" must not eat the word in "nfc-pcsc". */
const replaceName = (text: string, name: string, by: string): string =>
  name.length < shortestName
    ? text
    : text.replace(new RegExp(`(?<![\\p{L}\\p{N}_.-])${escape(name)}(?![\\p{L}\\p{N}_-])`, "giu"), by);

const longestFirst = <T>(items: readonly T[], lengthOf: (item: T) => number): readonly T[] =>
  [...items].sort((one, other) => lengthOf(other) - lengthOf(one));

/** Bytes in pairs, however they are parted; seven or more could be a UID, eight or more are. */
const pairs = /\b[0-9a-f]{2}(?:[ :·-][0-9a-f]{2}){3,}\b/giu;
const hexRun = /(?<![\p{L}\p{N}])(?:0x)?[0-9a-f]{14,}(?![\p{L}\p{N}])/giu;
const longRun = /[A-Za-z0-9_/+=-]{24,}/gu;
const jwt = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/gu;
const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const address = /\b(?:https?|wss?|tapvault):\/\/[^\s"'<>)\]}]+/giu;
const ipv4 = /\b(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}\b/gu;
const phone = /\+\d[\d ()-]{6,}\d/gu;
/** Libraries put a reader's serial number in brackets before its two counters. */
const inName = /\([0-9A-Za-z_-]{6,}\)(?= [0-9A-F]{2} [0-9A-F]{2}\b)/gu;
/** Home folders of anybody, also of those that were not named. */
const anyHome = /(?:\/home\/|\/Users\/|[A-Z]:\\Users\\)[^\s/\\"':,]+/gu;
/** What a key's name gives away. */
const named =
  /\b(serial(?:[ _-]?(?:no|number))?|uid|token|api[ _-]?key|secret|password|passphrase|pin|authorization|bearer)\b(["']?\s*[:=]?\s*["']?)([^\s"',;}\]]+)/giu;

/** Words after such a name that are no values. */
const harmless = new Set([
  "null",
  "true",
  "false",
  "none",
  "unknown",
  "known",
  "[",
  "is",
  "of",
  "and",
  "was",
]);

const hideNamed = (text: string): string =>
  text.replace(named, (whole, name: string, between: string, value: string) => {
    const isValue = /[:=]/u.test(between) || /\d/u.test(value) || value.length >= 20;
    return !isValue || harmless.has(value.toLowerCase()) || value.startsWith("[")
      ? whole
      : `${name}${between}[taken out]`;
  });

/** A path or a date with words in it is no key: keys mix letters and digits, and have no short words. */
const looksLikeKey = (run: string): boolean =>
  !/^[a-z]+(?:[-_/][a-z0-9.]+)+$/u.test(run) && !/^[-=_/]+$/u.test(run) && /\d|[A-Z].*[a-z]/u.test(run);

/** First, because names and folders may stand in them. */
const hideWholes = (text: string): string =>
  text.replace(jwt, "[token]").replace(mail, "[e-mail]").replace(address, "[address]");

const hidePatterns = (text: string): string =>
  text
    .replace(inName, "([serial])")
    .replace(phone, "[phone]")
    .replace(pairs, (run) => `[${run.replace(/[^0-9a-f]/giu, "").length / 2} bytes]`)
    .replace(hexRun, (run) => `[${run.length} hex digits]`)
    .replace(longRun, (run) => (looksLikeKey(run) ? `[${run.length} characters]` : run))
    .replace(ipv4, "[IP address]");

/** The text without them. */
export const redact = (text: string, context: RedactContext): string => {
  const folders = longestFirst(context.folders, ({ path }) => path.length);
  const serials = longestFirst(context.serials, ({ length }) => length);
  const names = longestFirst(context.names, ({ name }) => name.length);
  let clean = hideWholes(text);
  for (const { path, as } of folders) clean = replaceAll(clean, path, as);
  clean = clean.replace(anyHome, "~");
  for (const serial of serials)
    if (serial.length >= shortestName) clean = replaceAll(clean, serial, "[serial]");
  for (const { name, as } of names) clean = replaceName(clean, name, as);
  return hidePatterns(hideNamed(clean));
};
