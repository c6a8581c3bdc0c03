/**
 * Imports on their way: a file that was read stays here, in memory only, until it is taken in or
 * dropped; a lock forgets it. Reading and planning are vault/transfer's matter, writing the entries'.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { DuplicateChoice, ImportFormat, ImportPreview, ImportResult } from "#contract/views.ts";
import { createBytesSource } from "#platform/file-bytes.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { ImportPlan, ParsedImport, Transfer } from "#vault/transfer/transfer.port.ts";
import type { TaskControl, TaskDesk } from "./task-desk.ts";

/** Larger files are refused before they are read. */
export const maxImportBytes = 200_000_000;

/** What the desk needs. `transfer` is loaded when a file is first read. */
export interface ImportDeskParts {
  readonly tasks: TaskDesk;
  readonly transfer: () => Promise<Transfer>;
  readonly entries: () => Result<EntryService, AppError>;
}

/** A file as chosen. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Held {
  readonly file: ImportFile;
  readonly format: ImportFormat | null;
  readonly parsed: ParsedImport | null;
}

/** Names of the programs for the one line that offers to take an import back. */
const sources: Readonly<Record<ImportFormat, string>> = {
  tapvault: "Tapvault",
  "bitwarden-json": "Bitwarden",
  "bitwarden-json-encrypted": "Bitwarden",
  "bitwarden-csv": "Bitwarden",
  "keepass-kdbx": "KeePass",
  "1password-1pux": "1Password",
  "1password-csv": "1Password",
  "chrome-csv": "Chrome",
  "firefox-csv": "Firefox",
  "lastpass-csv": "LastPass",
};

/** Reads, shows and makes imports. */
export class ImportDesk {
  readonly #parts: ImportDeskParts;
  readonly #held = new Map<string, Held>();
  #nextId = 1;

  constructor(parts: ImportDeskParts) {
    this.#parts = parts;
  }

  /** Reads a file; an encrypted one is kept and asks for its password. Only one file is held at a time. */
  async read(file: ImportFile, format: ImportFormat | null): Promise<Result<ImportPreview, AppError>> {
    this.forgetAll();
    return this.#parse(String(this.#nextId++), file, format, null);
  }

  /** Opens an encrypted file that was read; import.wrong-password leaves it here for another try. */
  async unlock(importId: string, password: string): Promise<Result<ImportPreview, AppError>> {
    const held = this.#held.get(importId);
    return held === undefined ? fail("import.gone") : this.#parse(importId, held.file, held.format, password);
  }

  /** Makes the import as one change; attachments follow, each all or nothing. */
  async apply(importId: string, choice: DuplicateChoice): Promise<Result<ImportResult, AppError>> {
    const parsed = this.#held.get(importId)?.parsed ?? null;
    const entries = this.#parts.entries();
    if (!entries.ok) return entries;
    if (parsed === null) return fail("import.gone");
    const { planImport } = await this.#parts.transfer();
    const plan = planImport(parsed, existing(entries.value), choice);
    const label = sources[parsed.format];
    const made = await this.#parts.tasks.begin({ kind: "import", label }, (control) =>
      applyPlan(entries.value, plan, label, control),
    ).done;
    if (made.ok) this.#held.delete(importId);
    return made;
  }

  discard(importId: string): void {
    this.#held.delete(importId);
  }

  /** For the lock. */
  forgetAll(): void {
    this.#held.clear();
  }

  async #parse(
    importId: string,
    file: ImportFile,
    format: ImportFormat | null,
    password: string | null,
  ): Promise<Result<ImportPreview, AppError>> {
    const entries = this.#parts.entries();
    if (!entries.ok) return entries;
    const { readImport, planImport, previewOf, emptyPreview } = await this.#parts.transfer();
    const read = await readImport(file, format, password);
    if (!read.ok) return read;
    const { value } = read;
    const isLocked = "needsPassword" in value;
    this.#held.set(importId, { file, format: value.format, parsed: isLocked ? null : value });
    const heading = { importId, fileName: file.name.slice(0, 300) };
    if (isLocked) return ok(emptyPreview(heading, value.format));
    return ok(previewOf(heading, value, planImport(value, existing(entries.value), "skip")));
  }
}

/** What is here already, one after the other; what cannot be read cannot be a duplicate. */
const existing = function* (
  entries: EntryService,
): Generator<Parameters<Transfer["planImport"]>[1] extends Iterable<infer E> ? E : never> {
  for (const whole of entries.wholeEntries()) {
    if (whole.ok && !whole.value.isDeleted) yield whole.value;
  }
};

const applyPlan = async (
  entries: EntryService,
  plan: ImportPlan,
  source: string,
  { signal, progress }: TaskControl,
): Promise<Result<ImportResult, AppError>> => {
  const total = plan.changes.length;
  const saved = entries.applyBatch(plan.changes, source);
  if (!saved.ok) return saved;
  progress(total, total);
  for (const [at, files] of plan.attachments.entries()) {
    const entryId = saved.value[at]?.entryId;
    if (entryId === undefined) continue;
    for (const file of files) {
      const kept = await entries.attach(
        entryId,
        createBytesSource(file.name, file.bytes),
        signal,
        () => undefined,
      );
      if (!kept.ok) return kept;
    }
  }
  return ok({ added: plan.added, merged: plan.merged, skipped: plan.skipped });
};
