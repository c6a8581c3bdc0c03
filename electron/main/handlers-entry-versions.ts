/** The handlers of the calls about two versions of an entry, the strength of kept values, and dropped files. */
import { basename } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import { droppedFiles } from "#contract/ipc-entry-versions.ts";
import type { entryVersionCommands } from "#contract/ipc-entry-versions.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { openFileSource } from "#platform/file-bytes.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { estimateStrength } from "#vault/strength.ts";
import type { Core } from "./core.ts";
import type { Outcome } from "./handler-parts.ts";
import { withEntries } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";
import { refused } from "./ipc-checks.ts";
import type { TaskControl } from "./task-desk.ts";

/** What a guesser would try first: the title, and what is said of the account. */
const hintsOf = (entries: EntryService, entryId: string): readonly string[] => {
  const entry = entries.get(entryId);
  if (!entry.ok) return [];
  const account = entry.value.fields.filter(({ kind }) => kind === "username" || kind === "url");
  return [entry.value.title, ...account.map(({ value }) => value ?? "")]
    .filter((hint) => hint.trim() !== "")
    .map((hint) => hint.slice(0, 500))
    .slice(0, 20);
};

const strengthOf = async (
  core: Core,
  { entryId, fieldId }: CommandInput<"entries.strength">,
): Promise<Outcome<CommandOutput<"entries.strength">>> => {
  const entries = core.entries();
  if (!entries.ok) return entries;
  const value = entries.value.reveal(entryId, fieldId);
  if (!value.ok) return value;
  const { score, warning } = await estimateStrength(value.value, hintsOf(entries.value, entryId));
  const reused = await entries.value.countReuse(entryId, fieldId);
  return reused.ok ? ok({ score, warning, reusedIn: reused.value }) : reused;
};

/** The handlers. */
export const createEntryVersionHandlers = (
  core: Core,
): Pick<Handlers, keyof typeof entryVersionCommands> => ({
  "entries.compare": ({ entryId, one, other }) =>
    withEntries(core, (entries) => entries.compare(entryId, one, other)),
  "conflicts.resolve": (resolution) => withEntries(core, (entries) => entries.resolveConflict(resolution)),
  "conflicts.undo": (ended) => withEntries(core, (entries) => entries.reopenConflict(ended)),
  "entries.strength": (ref) => strengthOf(core, ref),
});

const attachFrom = async (
  entries: EntryService,
  entryId: string,
  path: string,
  { signal, progress }: TaskControl,
): Promise<Result<unknown, AppError>> => {
  if (signal.aborted) return fail("task.cancelled");
  const source = await openFileSource(path);
  if (!source.ok) return source;
  try {
    return await entries.attach(entryId, source.value, signal, progress);
  } finally {
    await source.value.close();
  }
};

/** A row for each file at once; the files themselves one after the other, so that a large one does not starve the rest. */
const attachAll = (
  core: Core,
  entries: EntryService,
  entryId: string,
  paths: readonly string[],
): readonly string[] => {
  let before: Promise<unknown> = Promise.resolve();
  return paths.map((path) => {
    const turn = before;
    const begun = core.tasks.begin({ kind: "attach", label: basename(path) }, async (control) => {
      await turn;
      return attachFrom(entries, entryId, path, control);
    });
    before = begun.done;
    return begun.taskId;
  });
};

/**
 * Adds files that were dropped on an entry. It comes over a channel of its own from the preload, which
 * alone can tell where a dropped file is: no call of the page may name a path.
 */
export const addDroppedFiles = (
  core: Core,
  log: Log,
  input: unknown,
): Result<{ readonly taskIds: readonly string[] }, AppError> => {
  const read = droppedFiles.in.safeParse(input);
  if (!read.success) return err(refused("ipc.bad-request", log, "dropped-files"));
  const entries = core.entries();
  if (!entries.ok) return entries;
  const entry = entries.value.get(read.data.entryId);
  if (!entry.ok) return entry;
  if (entry.value.isDeleted) return fail("entry.not-found");
  return ok({ taskIds: attachAll(core, entries.value, read.data.entryId, read.data.paths) });
};
