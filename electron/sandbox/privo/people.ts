/**
 * The people that PRIVO's stand-in knows, with an index over the SHA-512 of their normalised e-mail
 * addresses and phone numbers, and what each jurisdiction may be shown (contract 3.2, 6).
 */
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { lookupFacts } from "#contract/views-lookup.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";
import { precisions } from "./facts.ts";
import type { PersonDates } from "./facts.ts";
import type { PrivoSettings } from "./settings.ts";
import { readPrivoSettings } from "./settings.ts";

const schema = `
CREATE TABLE IF NOT EXISTS privo_person (
  id TEXT PRIMARY KEY, email TEXT, phone TEXT, birthdate TEXT, birth_precision TEXT NOT NULL,
  expire_at TEXT, jurisdictions TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS privo_index (
  att_type TEXT NOT NULL, form TEXT NOT NULL, hash TEXT NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY (att_type, form)
) STRICT;
CREATE INDEX IF NOT EXISTS privo_by_hash ON privo_index (att_type, hash);
CREATE TABLE IF NOT EXISTS privo_place (
  service TEXT NOT NULL, jurisdiction TEXT NOT NULL, shows TEXT NOT NULL, PRIMARY KEY (service, jurisdiction)
) STRICT;`;

/** Makes the tables. */
export const openPeople = (database: SandboxDatabase): void => void database.exec(schema);

/** The service that the stand-in knows its partner by. */
export const privoService = "tapvault-sandbox";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A person as POST /control/privo/people takes one. `jurisdictions`: where metadata may be shown; `*` is everywhere. */
export const personSchema = z
  .strictObject({
    email: z.string().min(1).max(320).nullable().default(null),
    phone: z.string().min(1).max(40).nullable().default(null),
    birthdate: day.nullable().default(null),
    precision: z.enum(precisions).default("yyyymmdd"),
    expireAt: day.nullable().default(null),
    jurisdictions: z.array(z.string().min(1).max(100)).max(100).default(["*"]),
  })
  .refine(({ email, phone }) => email !== null || phone !== null, {
    message: "an e-mail or a phone is needed",
  });
export type NewPerson = z.infer<typeof personSchema>;

/** The members besides the status that a place can be shown. */
export const metadataMembers = ["birthdate", "birthdate_precision", "expire_at", ...lookupFacts] as const;

/** What a jurisdiction may be shown, as POST /control/privo/places takes it. */
export const placeSchema = z.strictObject({
  service: z.string().min(1).max(200).default(privoService),
  jurisdiction: z.string().min(1).max(200),
  shows: z.array(z.enum(metadataMembers)).max(metadataMembers.length),
});
export type Place = z.infer<typeof placeSchema>;

/** A person found. */
export interface Person extends PersonDates {
  readonly jurisdictions: readonly string[];
}

/** What of a text is compared and hashed: the contract does not know, so it is a switch (3.3). */
export const normalForm = (attType: string, text: string, settings: PrivoSettings): string => {
  const tidy = text.trim().normalize("NFC");
  if (attType === "email") return settings.emailForm === "lower" ? tidy.toLowerCase() : tidy;
  const digits = tidy.replace(/\D/g, "");
  if (settings.phoneForm === "digits") return digits;
  return settings.phoneForm === "last-ten" ? digits.slice(-10) : `+${digits}`;
};

const sha512 = (text: string): string => createHash("sha512").update(text, "utf8").digest("hex");

const addToIndex = (
  database: SandboxDatabase,
  settings: PrivoSettings,
  person: { readonly id: string; readonly email: string | null; readonly phone: string | null },
): void => {
  const write = database.prepare(
    `INSERT INTO privo_index VALUES (?, ?, ?, ?)
     ON CONFLICT (att_type, form) DO UPDATE SET person = excluded.person`,
  );
  for (const attType of ["email", "phone"] as const) {
    const text = person[attType];
    if (text === null) continue;
    const form = normalForm(attType, text, settings);
    write.run(attType, form, sha512(form), person.id);
  }
};

/** Adds a person; a later one takes over an address or a number that an earlier one had. */
export const addPerson = (database: SandboxDatabase, person: NewPerson): string => {
  const id = randomUUID();
  const { email, phone, birthdate, precision, expireAt, jurisdictions } = person;
  database
    .prepare("INSERT INTO privo_person VALUES (?, ?, ?, ?, ?, ?, ?)")
    .run(id, email, phone, birthdate, precision, expireAt, JSON.stringify(jurisdictions));
  addToIndex(database, readPrivoSettings(database), { id, email, phone });
  return id;
};

/** Makes the index anew, after a switch that changes what is hashed. */
export const rebuildIndex = (database: SandboxDatabase): void => {
  const people = database.prepare("SELECT id, email, phone FROM privo_person ORDER BY rowid").all() as {
    id: string;
    email: string | null;
    phone: string | null;
  }[];
  database.exec("DELETE FROM privo_index");
  for (const person of people) addToIndex(database, readPrivoSettings(database), person);
};

interface PersonRow {
  readonly birthdate: string | null;
  readonly birth_precision: PersonDates["precision"];
  readonly expire_at: string | null;
  readonly jurisdictions: string;
}

/** The person with this form, or this hash of it. */
export const findPerson = (
  database: SandboxDatabase,
  by: "form" | "hash",
  attType: string,
  value: string,
): Person | null => {
  const row = database
    .prepare(
      `SELECT p.* FROM privo_index i JOIN privo_person p ON p.id = i.person WHERE i.att_type = ? AND i.${by} = ?`,
    )
    .get(attType, value) as PersonRow | undefined;
  if (row === undefined) return null;
  const { birthdate, birth_precision: precision, expire_at: expireAt } = row;
  return { birthdate, precision, expireAt, jurisdictions: JSON.parse(row.jurisdictions) as string[] };
};

/** What a place may be shown; null when service or jurisdiction is unknown. */
export const findPlace = (
  database: SandboxDatabase,
  service: string,
  jurisdiction: string,
): readonly string[] | null => {
  const row = database
    .prepare("SELECT shows FROM privo_place WHERE service = ? AND jurisdiction = ?")
    .get(service, jurisdiction) as { shows: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.shows) as string[]);
};

/** Sets what a place may be shown, and so makes it known. */
export const setPlace = (database: SandboxDatabase, { service, jurisdiction, shows }: Place): void => {
  database
    .prepare(
      `INSERT INTO privo_place VALUES (?, ?, ?)
       ON CONFLICT (service, jurisdiction) DO UPDATE SET shows = excluded.shows`,
    )
    .run(service, jurisdiction, JSON.stringify(shows));
};

/** Whether there is anything yet. */
export const hasPlaces = (database: SandboxDatabase): boolean =>
  database.prepare("SELECT 1 FROM privo_place LIMIT 1").get() !== undefined;

/** Forgets people and places. */
export const clearPeople = (database: SandboxDatabase): void => {
  for (const table of ["privo_index", "privo_person", "privo_place"]) database.exec(`DELETE FROM ${table}`);
};
