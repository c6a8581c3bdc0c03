/** Who PRIVO's stand-in knows at first: a person on either side of every threshold, and some odd ones. */
import { lookupFacts } from "#contract/views-lookup.ts";
import type { SandboxContext } from "#sandbox/context.ts";
import type { NewPerson, Place } from "./people.ts";
import {
  addPerson,
  clearPeople,
  hasPlaces,
  metadataMembers,
  openPeople,
  personSchema,
  privoService,
  setPlace,
} from "./people.ts";

/** An age on either side of every threshold. */
const seedAges = [9, 12, 13, 14, 15, 16, 17, 18, 20, 21, 24, 25, 54, 55, 59, 60, 64, 65, 80] as const;

/** A birthday some months ago, so that a seeded age stays for a while. */
const bornFor = (age: number, now: number): string => {
  const today = new Date(now);
  return new Date(Date.UTC(today.getUTCFullYear() - age, today.getUTCMonth() - 3, 1))
    .toISOString()
    .slice(0, 10);
};

const seedPeople = (now: number): readonly Partial<NewPerson>[] => {
  const nextYear = new Date(now + 365 * 86_400_000).toISOString().slice(0, 10);
  return [
    ...seedAges.map((age) => ({
      email: `age${age}@sandbox.example`,
      phone: `+1202555${String(100 + age).padStart(4, "0")}`,
      birthdate: bornFor(age, now),
      expireAt: nextYear,
    })),
    { email: "jo.doe@example.com", phone: "+15550100", birthdate: bornFor(12, now), expireAt: nextYear },
    { email: "nothing.known@sandbox.example", phone: "+442079460018" },
    { email: "utah.only@sandbox.example", birthdate: bornFor(15, now), jurisdictions: ["US-UT"] },
    { email: "year.only@sandbox.example", birthdate: bornFor(13, now), precision: "yyyy" },
    { email: "month.only@sandbox.example", birthdate: bornFor(17, now), precision: "yyyymm" },
    { phone: "+442079460019", birthdate: bornFor(30, now), jurisdictions: ["GB", "US"] },
  ];
};

const seedPlaces: readonly Omit<Place, "service">[] = [
  { jurisdiction: "US", shows: ["expire_at", ...lookupFacts] },
  { jurisdiction: "US-UT", shows: ["expire_at", "is_under_18", "is_18_or_over"] },
  { jurisdiction: "GB", shows: [...metadataMembers] },
  { jurisdiction: "XX/none", shows: [] },
];

const seed = (context: SandboxContext): void => {
  context.database.transaction(() => {
    for (const place of seedPlaces) setPlace(context.database, { service: privoService, ...place });
    for (const person of seedPeople(context.now())) addPerson(context.database, personSchema.parse(person));
  })();
};

/** Makes the tables, and the seed people and places when there are none. */
export const openRegistry = (context: SandboxContext): void => {
  openPeople(context.database);
  if (!hasPlaces(context.database)) seed(context);
};

/** Back to the seed. */
export const resetRegistry = (context: SandboxContext): void => {
  clearPeople(context.database);
  seed(context);
};
