/** KeePass' KDBX 4 through a kept library. Groups become tags, its history former revisions; further texts become named fields. */
import type * as KdbxLibrary from "kdbxweb";
import type { Kdbx, KdbxEntry, KdbxGroup } from "kdbxweb";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { createCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import type { LooseField } from "./loose-entry.ts";
import type { ImportedFile, ParsedImport, TransferCrypto } from "./transfer.port.ts";

type Library = typeof KdbxLibrary;
type ReadError = AppError<"import.wrong-password" | "import.unsupported" | "import.damaged">;

const most = { memoryKiB: 1024 * 1024, passes: 100, lanes: 16 } as const;
const argon2idType = 2;
const boundsMessage = "beyond bounds";

/** The library's way to Argon2 is one for all; ours refuses work that would hang the computer. */
const connectArgon2 = ({ CryptoEngine }: Library, crypto: TransferCrypto): void => {
  CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type) => {
    if (memory > most.memoryKiB || iterations > most.passes || parallelism > most.lanes)
      throw new Error(boundsMessage);
    const parameters = { memoryKiB: memory, passes: iterations, lanes: parallelism };
    const [secret, grains] = [new Uint8Array(password), new Uint8Array(salt)];
    const hash =
      (type as number) === argon2idType
        ? await crypto.argon2id(secret, grains, parameters, length)
        : await crypto.argon2d(secret, grains, parameters, length);
    return Uint8Array.from(hash).buffer;
  });
};

const errorOf = (library: Library, cause: unknown): ReadError => {
  const code = cause instanceof library.KdbxError ? cause.code : "";
  if (code === library.Consts.ErrorCodes.InvalidKey) return fail("import.wrong-password").error;
  if (cause instanceof Error && cause.message === boundsMessage) {
    return fail("import.unsupported", { what: "key derivation beyond bounds" }).error;
  }
  if (
    code === library.Consts.ErrorCodes.InvalidVersion ||
    code === library.Consts.ErrorCodes.NotImplemented
  ) {
    return fail("import.unsupported", { what: "a KeePass file of another version" }).error;
  }
  return fail("import.damaged", { where: "the KeePass file" }).error;
};

/** Texts that have a place here. */
const standard: Readonly<Record<string, Omit<LooseField, "value">>> = {
  UserName: { id: "username", label: "User name", kind: "username" },
  Password: { id: "password", label: "Password", kind: "password" },
  URL: { id: "url", label: "Website", kind: "url" },
  Notes: { id: "notes", label: "Notes", kind: "multiline" },
  otp: { id: "totp", label: "One-time code", kind: "totp" },
};

/** Seeds under the names that KeePass and its plugins use. */
const seedNames = new Set(["TimeOtp-Secret-Base32", "TOTP Seed"]);

interface Surroundings {
  readonly library: Library;
  readonly collector: Collector;
}

const fieldOf = ({ library, collector }: Surroundings, name: string, value: unknown): LooseField | null => {
  const isProtected = value instanceof library.ProtectedValue;
  const text = isProtected ? value.getText() : String(value);
  if (text === "") return null;
  const place = standard[name];
  if (place !== undefined) return { ...place, value: text };
  if (seedNames.has(name)) return { label: name, kind: "totp", value: text };
  collector.unmapped(`KeePass: ${name}`);
  const kind = isProtected ? "hidden" : text.includes("\n") ? "multiline" : "text";
  return { label: name, kind, value: text };
};

const fieldsOf = (around: Surroundings, entry: KdbxEntry): readonly LooseField[] => {
  const fields: LooseField[] = [];
  for (const [name, value] of entry.fields) {
    if (name === "Title") continue;
    const field = fieldOf(around, name, value);
    if (field !== null) fields.push(field);
  }
  const { expires, expiryTime } = entry.times;
  if (expires === true && expiryTime !== undefined) {
    fields.push({ label: "Expires", kind: "date", value: expiryTime.toISOString().slice(0, 10) });
  }
  return fields;
};

const titleOf = (entry: KdbxEntry): string => {
  const title = entry.fields.get("Title");
  return title === undefined ? "" : typeof title === "string" ? title : title.getText();
};

const filesOf = ({ library }: Surroundings, entry: KdbxEntry): readonly ImportedFile[] =>
  [...entry.binaries].map(([name, binary]) => {
    const content = "value" in binary ? binary.value : binary;
    const bytes =
      content instanceof library.ProtectedValue
        ? content.getBinary()
        : new Uint8Array(content as ArrayBuffer);
    return { name, bytes: Uint8Array.from(bytes) };
  });

const timeOf = (date: Date | undefined): number | undefined => date?.getTime();

const addEntry = (
  around: Surroundings,
  entry: KdbxEntry,
  groups: readonly string[],
  isDeleted: boolean,
): void => {
  if (entry.customIcon !== undefined) around.collector.unmapped("KeePass: icons, left out");
  around.collector.add({
    type: "login",
    title: titleOf(entry),
    tags: [groups.join("/"), ...entry.tags],
    fields: fieldsOf(around, entry),
    createdAt: timeOf(entry.times.creationTime),
    modifiedAt: timeOf(entry.times.lastModTime),
    isDeleted,
    former: entry.history.map((before) => ({
      title: titleOf(before) || "Untitled",
      fields: fieldsOf({ ...around, collector: silent }, before),
      modifiedAt: timeOf(before.times.lastModTime) ?? 0,
    })),
    attachments: filesOf(around, entry),
  });
};

/** Former revisions are not counted a second time. */
const silent: Collector = {
  add: () => undefined,
  unmapped: () => undefined,
  problem: () => undefined,
  finish: () => ({ format: "keepass-kdbx", entries: [], unmapped: [], problems: [], problemCount: 0 }),
};

const walk = (
  around: Surroundings,
  database: Kdbx,
  group: KdbxGroup,
  groups: readonly string[],
  isDeleted: boolean,
): void => {
  for (const entry of group.entries) addEntry(around, entry, groups, isDeleted);
  for (const inner of group.groups) {
    const isBin = database.meta.recycleBinEnabled === true && inner.uuid.equals(database.meta.recycleBinUuid);
    walk(around, database, inner, isBin ? [] : [...groups, inner.name ?? ""], isDeleted || isBin);
  }
};

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Opens a KDBX file with its password. Key files are not supported. */
export const readKdbx = async (
  crypto: TransferCrypto,
  bytes: Uint8Array,
  password: string,
): Promise<Result<ParsedImport, ReadError>> => {
  const library = await import("kdbxweb");
  connectArgon2(library, crypto);
  let database: Kdbx;
  try {
    const credentials = new library.Credentials(library.ProtectedValue.fromString(password));
    database = await library.Kdbx.load(bufferOf(bytes), credentials);
  } catch (cause) {
    return { ok: false, error: errorOf(library, cause) };
  }
  const collector = createCollector("keepass-kdbx");
  for (const root of database.groups) walk({ library, collector }, database, root, [], false);
  return ok(collector.finish());
};
