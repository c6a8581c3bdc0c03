/**
 * What the registry says of a person it knows (contract 3.2): facts about age, computed from the date
 * of birth by the sandbox's clock, and the dates in the form that the switches ask for. A fact that the
 * known part of a date does not decide is left out: absent is not false.
 */
import { lookupFacts } from "#contract/views-lookup.ts";
import type { PrivoSettings } from "./settings.ts";

/** How exact a date of birth is, as the contract's one example writes it. */
export const precisions = ["yyyymmdd", "yyyymm", "yyyy"] as const;

/** The dates as the registry keeps them: ISO days, exact or filled up with 01. */
export interface PersonDates {
  readonly birthdate: string | null;
  readonly precision: (typeof precisions)[number];
  readonly expireAt: string | null;
}

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** The earliest and the latest day that a date of this precision can mean. */
const birthRange = (birthdate: string, precision: PersonDates["precision"]): readonly [string, string] => {
  const [year = "", month = ""] = birthdate.split("-");
  if (precision === "yyyy") return [`${year}-01-01`, `${year}-12-31`];
  if (precision === "yyyymm") return [`${year}-${month}-01`, `${year}-${month}-31`];
  return [birthdate, birthdate];
};

const ageOn = (birthdate: string, today: string): number => {
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4));
  return today.slice(5) < birthdate.slice(5) ? years - 1 : years;
};

const factPattern = /^is_(?:under_(\d+)|(\d+)_or_over)$/;

const isTrueAt = (fact: string, age: number): boolean => {
  const [, under, orOver] = factPattern.exec(fact) ?? [];
  return under === undefined ? age >= Number(orOver) : age < Number(under);
};

/** Every `is_*` that the date decides at this moment. */
export const ageFacts = (dates: PersonDates, now: number): Readonly<Record<string, boolean>> => {
  if (dates.birthdate === null) return {};
  const [earliest, latest] = birthRange(dates.birthdate, dates.precision);
  const [oldest, youngest] = [ageOn(earliest, dayOf(now)), ageOn(latest, dayOf(now))];
  const decided = lookupFacts
    .map((fact) => [fact, isTrueAt(fact, oldest), isTrueAt(fact, youngest)] as const)
    .filter(([, whenOldest, whenYoungest]) => whenOldest === whenYoungest);
  return Object.fromEntries(decided.map(([fact, value]) => [fact, value]));
};

const compact = (day: string): string => day.replaceAll("-", "");

const birthdateAs = (dates: PersonDates, form: PrivoSettings["birthdateForm"]): string | number | null => {
  if (dates.birthdate === null) return null;
  if (form === "epoch") return Date.parse(dates.birthdate) / 1000;
  const known = dates.birthdate.slice(0, { yyyy: 4, yyyymm: 7, yyyymmdd: 10 }[dates.precision]);
  return form === "compact" ? compact(known) : known;
};

const expireAs = (day: string | null, form: PrivoSettings["expireForm"]): string | number | null => {
  if (day === null) return null;
  const ms = Date.parse(day);
  switch (form) {
    case "iso":
      return new Date(ms).toISOString();
    case "date":
      return day;
    case "compact":
      return compact(day);
    case "epoch":
      return ms / 1000;
    case "epoch-ms":
      return ms;
  }
};

/** The members to show besides the status: those of `shows` that there are. */
export const metadataOf = (
  dates: PersonDates,
  shows: readonly string[],
  settings: PrivoSettings,
  now: number,
): Readonly<Record<string, unknown>> => {
  const birthdate = birthdateAs(dates, settings.birthdateForm);
  const expireAt = expireAs(dates.expireAt, settings.expireForm);
  const all: Record<string, unknown> = {
    ...(birthdate === null ? {} : { birthdate, birthdate_precision: dates.precision }),
    ...(expireAt === null ? {} : { expire_at: expireAt }),
    ...ageFacts(dates, now),
  };
  return Object.fromEntries(Object.entries(all).filter(([member]) => shows.includes(member)));
};
