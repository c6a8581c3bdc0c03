/** What an answer says, made out of its members: each fact yes, no or unknown, and dates as far as they can be read. */
import { lookupFacts } from "#contract/views-lookup.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import type { RegistryElement } from "./lookup.port.ts";
import { rawText, readMoment } from "./moments.ts";

/** The part of a result that comes from the answer. */
export type Said = Pick<
  LookupResult,
  "status" | "facts" | "birthdate" | "birthdatePrecision" | "expiresAt" | "expiresText"
>;

const statuses: Readonly<Record<string, LookupResult["status"]>> = {
  found: "found",
  not_found: "not-found",
  bad_data: "bad-data",
};

/** Nothing is known. Absent is not false (contract 3.2). */
export const saidNothing = (status: LookupResult["status"]): Said => ({
  status,
  facts: lookupFacts.map((fact) => ({ fact, value: null })),
  birthdate: null,
  birthdatePrecision: null,
  expiresAt: null,
  expiresText: null,
});

const factOf = (members: RegistryElement["members"], fact: string): boolean | null => {
  const value = Object.hasOwn(members, fact) ? members[fact] : null;
  return typeof value === "boolean" ? value : null;
};

const saidBy = ({ status, members }: RegistryElement): Said => {
  const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  if (known !== "found") return saidNothing(known ?? "unknown");
  const expires = readMoment(members["expire_at"]);
  return {
    status: known,
    facts: lookupFacts.map((fact) => ({ fact, value: factOf(members, fact) })),
    birthdate: readMoment(members["birthdate"])?.text.slice(0, 100) ?? rawText(members["birthdate"]),
    birthdatePrecision: rawText(members["birthdate_precision"]),
    expiresAt: expires?.at ?? null,
    expiresText: rawText(members["expire_at"]),
  };
};

const isSame = (one: Said, other: Said): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What all elements for one value say together: none, or several that differ, is unknown. */
export const saidIn = (elements: readonly RegistryElement[]): Said => {
  const [first, ...others] = elements.map(saidBy);
  if (first === undefined) return saidNothing("unknown");
  return others.every((other) => isSame(first, other)) ? first : saidNothing("unknown");
};

/** The same without what is past its end: facts that ended are unknown again. */
export const withoutEnded = <R extends Said>(result: R, now: number): R => {
  if (result.expiresAt === null || now < result.expiresAt) return result;
  const { facts, birthdate, birthdatePrecision } = saidNothing(result.status);
  return { ...result, facts, birthdate, birthdatePrecision };
};
