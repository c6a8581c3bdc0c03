/**
 * What the number in `result` means (contract 4). The numbers from -6 on mean different things for
 * different verbs and key spaces, so nothing is ever decided by the number alone.
 */

/** The verbs of the user data API (contract 3). */
export const verbs = ["set", "get", "list-get", "shared-list-get", "delete"] as const;
export type Verb = (typeof verbs)[number];

/** The parallel key spaces (contract 3); `basic` has only `set` and `get`. */
export const spaces = ["basic", "by-email", "by-user-id", "by-wallet", "by-idp"] as const;
export type Space = (typeof spaces)[number];

/**
 * `done`, `nothing-found`: success. `token-ended`: -1 and -2. `not-granted`: -3, the scope was not given.
 * `busy`: -4. `invalid`: -5. `key-denied`, `key-invalid`: of one key. `too-many-keys`: of the whole
 * request. `place-unknown`: no such wallet or identity provider. `unknown`: not in the table.
 */
export type Meaning =
  | "done"
  | "nothing-found"
  | "token-ended"
  | "not-granted"
  | "busy"
  | "invalid"
  | "key-denied"
  | "key-invalid"
  | "too-many-keys"
  | "place-unknown"
  | "unknown";

type Row = Readonly<Record<number, Meaning>>;

/** The five failures of the vendor's page, and success; the same everywhere. */
const common: Row = {
  0: "done",
  [-1]: "token-ended",
  [-2]: "token-ended",
  [-3]: "not-granted",
  [-4]: "busy",
  [-5]: "invalid",
};

const found: Row = { 1: "nothing-found" };

/** For basic, by-email and by-user-id. */
const byPerson: Readonly<Record<Verb, Row>> = {
  set: { [-6]: "key-denied", [-7]: "key-invalid" },
  // Basic `get` documents no 1; where a service sends it all the same, it can only mean this.
  get: { ...found, [-6]: "too-many-keys" },
  "list-get": found,
  "shared-list-get": found,
  // The reference ends at -5; three of the vendor's libraries know -6.
  delete: { ...found, [-6]: "key-denied" },
};

const byPlace: Readonly<Record<Verb, Row>> = {
  set: { [-6]: "place-unknown", [-7]: "key-denied", [-8]: "key-invalid" },
  get: { ...found, [-6]: "place-unknown", [-7]: "too-many-keys" },
  "list-get": { ...found, [-6]: "place-unknown" },
  "shared-list-get": { ...found, [-6]: "place-unknown" },
  delete: { ...found, [-6]: "place-unknown" },
};

const hasPlace = (space: Space): boolean => space === "by-wallet" || space === "by-idp";

/** The meaning of a result for one verb in one space. */
export const meaningOf = (verb: Verb, space: Space, result: number): Meaning =>
  common[result] ?? (hasPlace(space) ? byPlace : byPerson)[verb][result] ?? "unknown";
