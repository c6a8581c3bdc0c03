/** The handlers of the calls about taking entries in from other programs and giving them out. */
import { basename } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { ExportFormat } from "#contract/views.ts";
import { createFileSink, readWholeFile } from "#platform/file-bytes.ts";
import type { Core } from "./core.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { Outcome } from "./handler-parts.ts";
import { withEntries } from "./handler-parts.ts";
import { maxImportBytes } from "./import-desk.ts";
import type { Handlers } from "./ipc-checks.ts";

type Area<P extends string> = Pick<Handlers, Extract<keyof Handlers, `${P}.${string}`>>;

/** What these handlers use. */
export interface TransferHandlerParts {
  readonly core: Core;
  readonly files: FileChooser;
  /** Has the file that the system handed over, if the page was asked to look at one. */
  readonly shell: { takeFile(token: string): string | null };
  readonly now: () => number;
}

const importFilters = [
  { name: "Exports of other programs", extensions: ["json", "csv", "kdbx", "1pux", "zip", "tapvault"] },
];

const chooseFile = async (
  { files, shell }: TransferHandlerParts,
  { path, opened }: CommandInput<"import.read">,
): Promise<Outcome<string | null>> => {
  if (opened === undefined)
    return files.open({ title: "Choose a file to import", filters: importFilters }, path);
  if (path !== undefined) return fail("ipc.bad-request");
  const file = shell.takeFile(opened);
  return file === null ? fail("import.gone") : ok(file);
};

const read = async (
  parts: TransferHandlerParts,
  input: CommandInput<"import.read">,
): Promise<Outcome<CommandOutput<"import.read">>> => {
  const { core } = parts;
  const entries = core.entries();
  if (!entries.ok) return entries;
  const chosen = await chooseFile(parts, input);
  if (!chosen.ok) return chosen;
  if (chosen.value === null) return ok({ preview: null });
  const bytes = await readWholeFile(chosen.value, maxImportBytes);
  if (!bytes.ok) return bytes;
  // What was opened by its name's ending is read as what it claims to be, and as nothing else.
  const format = input.opened === undefined ? input.format : "tapvault";
  const preview = await core.imports.read({ name: basename(chosen.value), bytes: bytes.value }, format);
  return preview.ok ? ok({ preview: preview.value }) : preview;
};

const importArea = (parts: TransferHandlerParts): Area<"import"> => ({
  "import.read": (input) => read(parts, input),
  "import.unlock": async ({ importId, password }) => {
    const preview = await parts.core.imports.unlock(importId, password);
    return preview.ok ? ok({ preview: preview.value }) : preview;
  },
  "import.apply": ({ importId, duplicates }) => parts.core.imports.apply(importId, duplicates),
  "import.discard": ({ importId }) => {
    parts.core.imports.discard(importId);
    return ok({});
  },
  "import.undo": () => withEntries(parts.core, (entries) => entries.undoBatch()),
});

const extensions: Readonly<Record<ExportFormat, string>> = {
  tapvault: "tapvault",
  "bitwarden-json": "json",
  "bitwarden-csv": "csv",
};

const checkPassword = ({ format, password }: CommandInput<"export.write">): Result<void, AppError> => {
  const isGiven = password !== undefined && password !== "";
  if (format === "tapvault") return isGiven ? ok(undefined) : fail("export.password-needed");
  return isGiven ? fail("ipc.bad-request") : ok(undefined);
};

const write = async (
  { core, files, now }: TransferHandlerParts,
  input: CommandInput<"export.write">,
): Promise<Outcome<CommandOutput<"export.write">>> => {
  const entries = core.entries();
  if (!entries.ok) return entries;
  const allowed = checkPassword(input);
  if (!allowed.ok) return allowed;
  const day = new Date(now()).toISOString().slice(0, 10);
  const suggestedName = `Tapvault ${day}.${extensions[input.format]}`;
  const chosen = await files.save({ title: "Export all entries", suggestedName }, input.path);
  if (!chosen.ok) return chosen;
  const file = chosen.value;
  if (file === null) return ok({ fileName: null, entries: 0, attachments: 0, leftOut: [] });
  return core.tasks.begin({ kind: "export", label: basename(file) }, async ({ signal, progress }) => {
    const sink = await createFileSink(file);
    if (!sink.ok) return sink;
    const { writeExport } = await core.transfer();
    const { format, password = null } = input;
    const written = await writeExport({
      format,
      password,
      entries: entries.value,
      sink: sink.value,
      signal,
      progress,
    });
    const finished = written.ok ? await sink.value.finish() : written;
    if (!finished.ok) {
      await sink.value.discard();
      return finished;
    }
    return written.ok
      ? ok({ fileName: basename(file), ...written.value, leftOut: [...written.value.leftOut] })
      : written;
  }).done;
};

/** All handlers of this area. */
export const createTransferHandlers = (parts: TransferHandlerParts): Area<"import"> & Area<"export"> => ({
  ...importArea(parts),
  "export.write": (input) => write(parts, input),
});
