/** Numbers, sizes and times as people write them, by language. Pure. */

/** The writers of one language. */
export interface Formats {
  number(value: number): string;
  /** A share of one, as per cent. */
  percent(share: number): string;
  /** 1_480_000 -> "1.5 MB". */
  size(bytes: number): string;
  /** A moment as date and time. */
  dateTime(at: number): string;
  date(at: number): string;
  /** A day by its name in the calendar; with the year where it is another one than now. */
  day(at: number, now: number): string;
  time(at: number): string;
  /** How long ago, in words; a moment in the future, from a clock that ran ahead, is now as well. */
  ago(at: number, now: number): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** Sorts as a dictionary of that language does. */
  compare(one: string, other: string): number;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

const steps = [
  { below: hourMs, unit: "minute", ms: minuteMs },
  { below: dayMs, unit: "hour", ms: hourMs },
  { below: 30 * dayMs, unit: "day", ms: dayMs },
  { below: 365 * dayMs, unit: "month", ms: 30 * dayMs },
  { below: Number.POSITIVE_INFINITY, unit: "year", ms: 365 * dayMs },
] as const;

const ago = (format: Intl.RelativeTimeFormat, at: number, now: number): string => {
  const passed = now - at;
  if (passed < minuteMs) return format.format(0, "second");
  const { unit, ms } = steps.find(({ below }) => passed < below) ?? steps[4];
  return format.format(-Math.floor(passed / ms), unit);
};

const sizeSteps = [
  { below: 1000, unit: "byte", divisor: 1 },
  // From 999,950 on, one digit after the point would round to 1000 of the smaller unit.
  { below: 999_950, unit: "kilobyte", divisor: 1e3 },
  { below: 999_950_000, unit: "megabyte", divisor: 1e6 },
  { below: Number.POSITIVE_INFINITY, unit: "gigabyte", divisor: 1e9 },
] as const;

const size = (language: string, bytes: number): string => {
  const { unit, divisor } = sizeSteps.find(({ below }) => bytes < below) ?? sizeSteps[3];
  const value = bytes / divisor;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: divisor === 1 ? "long" : "short",
    maximumFractionDigits: divisor > 1 && value < 9.95 ? 1 : 0,
    minimumFractionDigits: divisor > 1 && value < 9.95 ? 1 : 0,
  }).format(value);
};

/** The writers of a language. */
export const createFormats = (language: string): Formats => {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    size: (bytes) => size(language, bytes),
    dateTime: (at) => dateTime.format(at),
    date: (at) => date.format(at),
    day: (at, now) =>
      (new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOfYear : day).format(at),
    time: (at) => time.format(at),
    ago: (at, now) => ago(relative, at, now),
    list: (items) => list.format(items),
    compare: (one, other) => collator.compare(one, other),
  };
};
