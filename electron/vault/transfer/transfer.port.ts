/** Import and export as the rest of the app sees them: bytes in, plans and previews out, and a whole vault written to a sink. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import type {
  DuplicateChoice,
  EntryDraft,
  ExportFormat,
  ImportFormat,
  ImportPreview,
} from "#contract/views.ts";
import type { Argon2Parameters, Crypto } from "#vault/crypto.port.ts";
import type { BatchChange, ByteSink, EntryService, Progress } from "#vault/entries.port.ts";

/** Primitives that only other programs' files need. */
export interface TransferCrypto extends Crypto {
  /** PBKDF2-HMAC-SHA-256 (RFC 8018). */
  pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Promise<Uint8Array>;
  /** AES-256-CBC with PKCS#7 padding; null when it does not open. Iv 16 bytes. */
  aesCbcOpen(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null;
  /** Argon2d, for KeePass files. */
  argon2d(
    password: Uint8Array,
    salt: Uint8Array,
    parameters: Argon2Parameters,
    length: number,
  ): Promise<Uint8Array>;
}

/** A file in memory, the one that is read or one that came with an entry. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One entry of another program, as it will be here. `former` oldest first. Times in epoch ms. */
export interface ImportedEntry {
  readonly draft: EntryDraft;
  readonly createdAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  readonly isDeleted: boolean;
  readonly former: readonly { readonly draft: EntryDraft; readonly modifiedAt: number }[];
  readonly attachments: readonly ImportedFile[];
}

/** A file as read. `unmapped`: what became a named field, by what it is. */
export interface ParsedImport {
  readonly format: ImportFormat;
  readonly entries: readonly ImportedEntry[];
  readonly unmapped: readonly { readonly what: string; readonly count: number }[];
  readonly problems: readonly { readonly where: string; readonly reason: string }[];
  readonly problemCount: number;
}

/** A file that opens with a password only. */
export interface LockedImport {
  readonly format: ImportFormat;
  readonly needsPassword: true;
}

/** What is here already, as far as a plan needs it. */
export interface ExistingEntry {
  readonly entryId: string;
  readonly draft: EntryDraft;
}

/** What an import would do. `attachments` go with the change of the same place, `duplicateOf` with the entry. */
export interface ImportPlan {
  readonly changes: readonly BatchChange[];
  readonly attachments: readonly (readonly ImportedFile[])[];
  readonly duplicateOf: readonly (string | null)[];
  readonly added: number;
  readonly merged: number;
  readonly skipped: number;
}

/** What an export is made of. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** For `tapvault` only. */
  readonly password: string | null;
  readonly entries: EntryService;
  readonly sink: ByteSink;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What an export wrote. */
export type ExportReport = Omit<CommandOutput<"export.write">, "fileName">;

/** Import and export. */
export interface Transfer {
  /** `format` null: found out from the content. import.* */
  readonly readImport: (
    file: ImportedFile,
    format: ImportFormat | null,
    password: string | null,
  ) => Promise<Result<ParsedImport | LockedImport, AppError>>;
  readonly planImport: (
    parsed: ParsedImport,
    existing: Iterable<ExistingEntry>,
    choice: DuplicateChoice,
  ) => ImportPlan;
  readonly previewOf: (
    heading: Pick<ImportPreview, "importId" | "fileName">,
    parsed: ParsedImport,
    plan: ImportPlan,
  ) => ImportPreview;
  readonly emptyPreview: (
    heading: Pick<ImportPreview, "importId" | "fileName">,
    format: ImportFormat,
  ) => ImportPreview;
  /** Writes everything; the sink stays the caller's to finish or discard. */
  readonly writeExport: (request: ExportRequest) => Promise<Result<ExportReport, AppError>>;
}
