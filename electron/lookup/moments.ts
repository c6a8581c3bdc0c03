/**
 * Reads the registry's dates, whose forms are not published (contract 3.2): ISO, yyyymmdd, yyyymm, yyyy,
 * or seconds or milliseconds since 1970. What cannot be read stays as it was written.
 */

/** A date read: when it begins (epoch ms, UTC), and how a person writes it. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

const isoPattern = /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ][\d:.,+\-Z]+)?)?)?$/i;
const compactPattern = /^(?<year>(?:18|19|20|21)\d{2})(?:(?<month>\d{2})(?<day>\d{2})?)?$/;
const epochPattern = /^-?\d{9,14}(?:\.\d+)?$/;
/** Seconds of the year 5138; larger numbers are milliseconds. */
const largestSeconds = 99_999_999_999;
const maxTextChars = 100;

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Null unless the parts name a day that exists: Date would make 2 March of 30 February. */
const fromParts = (...parts: readonly string[]): Moment | null => {
  const text = parts.join("-");
  const [year, month = "01", day = "01"] = parts;
  const full = `${String(year)}-${month}-${day}`;
  const at = Date.parse(full);
  return Number.isNaN(at) || isoDay(at) !== full ? null : { at, text };
};

const fromEpoch = (value: number): Moment | null => {
  const at = Math.abs(value) > largestSeconds ? value : value * 1000;
  const date = new Date(Math.trunc(at));
  return Number.isNaN(date.getTime()) ? null : { at: date.getTime(), text: isoDay(date.getTime()) };
};

const fromIso = (text: string): Moment | null => {
  if (text.length <= 10) return fromParts(...text.split("-"));
  const withT = text.replace(" ", "T").replace(",", ".");
  // Without a zone it is taken for UTC: nothing else is the same on every computer.
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(withT) ? withT : `${withT}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : { at, text };
};

const fromText = (text: string): Moment | null => {
  const { year, month, day } = compactPattern.exec(text)?.groups ?? {};
  if (year !== undefined) {
    const parts = [year, month, day].filter((part) => part !== undefined);
    const read = fromParts(...parts);
    if (read !== null) return read;
  }
  if (isoPattern.test(text)) return fromIso(text);
  return epochPattern.test(text) ? fromEpoch(Number(text)) : null;
};

/** A member as text of at most 100 characters; null when it is absent. */
export const rawText = (value: unknown): string | null => {
  if (value === undefined || value === null || value === "") return null;
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, maxTextChars);
};

/** Reads a date of any of these forms; null when it is none. */
export const readMoment = (value: unknown): Moment | null =>
  typeof value === "string" || typeof value === "number" ? fromText(String(value).trim()) : null;
