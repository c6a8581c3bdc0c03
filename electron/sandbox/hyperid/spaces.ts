/**
 * The five spaces of user data with their verbs (contract 3), and the numbers of `result` that depend on
 * both (contract 4): never one without the other.
 */

/** The spaces by what their values are bound to. */
export type SpaceName = "basic" | "by-email" | "by-user-id" | "by-wallet" | "by-idp";

/** What can be done in one. */
export type Verb = "set" | "get" | "list-get" | "shared-list-get" | "delete";

const everyVerb: readonly Verb[] = ["set", "get", "list-get", "shared-list-get", "delete"];

/** Path below the REST address, and verbs, of each. */
export const spaces: readonly {
  readonly name: SpaceName;
  readonly path: string;
  readonly verbs: readonly Verb[];
}[] = [
  { name: "basic", path: "/user-data", verbs: ["set", "get"] },
  { name: "by-email", path: "/user-data/by-email", verbs: everyVerb },
  { name: "by-user-id", path: "/user-data/by-user-id", verbs: everyVerb },
  { name: "by-wallet", path: "/user-data/by-wallet", verbs: everyVerb },
  { name: "by-idp", path: "/user-data/by-idp", verbs: everyVerb },
];

/** Numbers that mean the same everywhere. */
export const result = {
  success: 0,
  nothingFound: 1,
  tokenInvalid: -1,
  tokenExpired: -2,
  accessDenied: -3,
  unavailable: -4,
  invalidParameters: -5,
  /** By wallet and by identity provider only: no such wallet, or no such account linked. */
  subjectNotFound: -6,
} as const;

/** In these two, -6 is taken by `subjectNotFound`, and the others move down by one. */
const shift = (space: SpaceName): number => (space === "by-wallet" || space === "by-idp" ? -1 : 0);

/** set: the key is another app's. */
export const keyAccessDenied = (space: SpaceName): number => -6 + shift(space);

/** set: the key is too long, or has characters that keys have not. */
export const keyInvalid = (space: SpaceName): number => -7 + shift(space);

/** get: more keys at once than are answered. */
export const tooManyKeys = (space: SpaceName): number => -6 + shift(space);

/** get: basic documents no “nothing found” (contract 4, c). */
export const nothingRead = (space: SpaceName): number =>
  space === "basic" ? result.success : result.nothingFound;

/** Scopes that the person must have allowed; basic names only the one of the verb (vendor's page). */
export const scopesNeeded = (space: SpaceName, verb: Verb): readonly string[] => {
  const own = verb === "set" || verb === "delete" ? "user-data-set" : "user-data-get";
  return space === "basic" ? [own] : ["email", own];
};
