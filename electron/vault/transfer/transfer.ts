/** Import and export put together: finds out what a file is, reads it, and writes exports. */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { ImportFormat } from "#contract/views.ts";
import { openBitwarden } from "./bitwarden-encrypted.ts";
import { readBitwarden } from "./bitwarden-read.ts";
import { readCsv } from "./csv.ts";
import { detect } from "./detect.ts";
import type { Detected } from "./detect.ts";
import { readOwn, writeOwn } from "./export-own.ts";
import { writePlain } from "./export-plain.ts";
import { readKdbx } from "./kdbx.ts";
import { readOnePux } from "./onepux.ts";
import { emptyPreview, planImport, previewOf } from "./plan.ts";
import type { ImportedFile, LockedImport, ParsedImport, Transfer, TransferCrypto } from "./transfer.port.ts";

const encrypted: readonly ImportFormat[] = ["tapvault", "keepass-kdbx", "bitwarden-json-encrypted"];

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const readEncrypted = async (
  crypto: TransferCrypto,
  format: ImportFormat,
  file: ImportedFile,
  found: Detected,
  password: string,
): Promise<Result<ParsedImport, AppError>> => {
  if (format === "tapvault") return readOwn(crypto, file.bytes, password);
  if (format === "keepass-kdbx") return readKdbx(crypto, file.bytes, password);
  const opened = await openBitwarden(crypto, found.json, password);
  return opened.ok ? readBitwarden(format, parseJson(opened.value)) : opened;
};

const readOpen = async (
  format: ImportFormat,
  file: ImportedFile,
  found: Detected,
): Promise<Result<ParsedImport, AppError>> => {
  if (format === "1password-1pux") return readOnePux(file.bytes);
  if (format === "bitwarden-json") return readBitwarden(format, found.json);
  return readCsv(format as Extract<ImportFormat, `${string}-csv`>, found.text ?? "");
};

/** The Bitwarden file of an account opens with no password; it is told at once. */
const isAccountBound = ({ json }: Detected): boolean =>
  typeof json === "object" && json !== null && Reflect.get(json, "passwordProtected") !== true;

/** The format a file is read as: what was found, or a wish that fits it; import.damaged, import.unknown-format. */
const formatOf = (
  bytes: Uint8Array,
  found: Detected,
  wanted: ImportFormat | null,
): Result<ImportFormat, AppError> => {
  if (bytes.length === 0) return fail("import.damaged", { where: "the beginning" });
  if (found.isBrokenJson) return fail("import.damaged", { where: "a place inside" });
  // A wish counts among texts of one kind; what a binary file is cannot be wished.
  const isTable = found.text !== null && found.json === undefined;
  if (isTable && wanted?.endsWith("-csv") === true) return ok(wanted);
  const isOther = wanted !== null && found.format !== wanted;
  return isOther || found.format === null ? fail("import.unknown-format") : ok(found.format);
};

const readImport = async (
  crypto: TransferCrypto,
  file: ImportedFile,
  wanted: ImportFormat | null,
  password: string | null,
): Promise<Result<ParsedImport | LockedImport, AppError>> => {
  const found = detect(file.bytes);
  const known = formatOf(file.bytes, found, wanted);
  if (!known.ok) return known;
  const format = known.value;
  if (!encrypted.includes(format)) return readOpen(format, file, found);
  if (format === "bitwarden-json-encrypted" && isAccountBound(found))
    return fail("import.unsupported", { what: "an export bound to a Bitwarden account" });
  return password === null
    ? ok({ format, needsPassword: true })
    : readEncrypted(crypto, format, file, found, password);
};

/** Makes import and export over the primitives. */
export const createTransfer = (crypto: TransferCrypto): Transfer => ({
  readImport: (file, format, password) => readImport(crypto, file, format, password),
  planImport,
  previewOf,
  emptyPreview,
  writeExport: async (request) => {
    if (request.format !== "tapvault") return writePlain(crypto, request);
    return request.password === null
      ? fail("export.password-needed")
      : writeOwn(crypto, request, request.password);
  },
});
