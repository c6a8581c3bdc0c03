/** The fields of Bitwarden's items and what they are here, in both directions. Ids that begin with `bw:` hold what has no place of its own. */
import type { EntryDraft } from "#contract/views.ts";

type Kind = EntryDraft["fields"][number]["kind"];

/** One property of an item's part, and the field it becomes. */
export interface Property {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
}

const property = (key: string, label: string, kind: Kind = "text"): Property => ({ key, label, kind });

/** Bitwarden's item types. */
export const itemTypes = { login: 1, note: 2, card: 3, identity: 4, key: 5 } as const;

/** The parts of an item by type; `login` is handled by itself. */
export const partProperties = {
  card: [
    property("cardholderName", "Cardholder"),
    property("brand", "Brand"),
    property("number", "Number", "hidden"),
    property("expMonth", "Expiry month"),
    property("expYear", "Expiry year"),
    property("code", "Security code", "hidden"),
  ],
  identity: [
    property("title", "Form of address"),
    property("firstName", "First name"),
    property("middleName", "Middle name"),
    property("lastName", "Last name"),
    property("address1", "Address 1"),
    property("address2", "Address 2"),
    property("address3", "Address 3"),
    property("city", "City"),
    property("state", "State"),
    property("postalCode", "Postal code"),
    property("country", "Country"),
    property("company", "Company"),
    property("email", "E-mail"),
    property("phone", "Phone"),
    property("ssn", "Social security number", "hidden"),
    property("username", "User name", "username"),
    property("passportNumber", "Passport number", "hidden"),
    property("licenseNumber", "Licence number", "hidden"),
  ],
  sshKey: [
    property("privateKey", "Private key", "hidden"),
    property("publicKey", "Public key", "multiline"),
    property("keyFingerprint", "Fingerprint"),
  ],
} as const satisfies Record<string, readonly Property[]>;

/** Which part belongs to which of our types. */
export const partOfType = { card: "card", identity: "identity", key: "sshKey" } as const;

/** Ids of fields that only keep what Bitwarden knew. */
export const keptIds = {
  reprompt: "bw:reprompt",
  match: "bw:match-",
  extra: "bw:extra-",
  linked: "bw:linked-",
  boolean: "bw:boolean-",
} as const;

/** Where an item keeps what; everything else is an extra. */
export const knownItemKeys: readonly string[] = [
  "id",
  "organizationId",
  "folderId",
  "collectionIds",
  "type",
  "name",
  "notes",
  "favorite",
  "reprompt",
  "fields",
  "login",
  "card",
  "identity",
  "secureNote",
  "sshKey",
  "passwordHistory",
  "creationDate",
  "revisionDate",
  "deletedDate",
];
