/** set, rm, restore, trash empty: changing entries. Secrets come from stdin, a hidden prompt or the generator. */
import type { AppError } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryDetail } from "#contract/views.ts";
import { withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import type { FoundEntry } from "#cli/find-entry.ts";
import { findEntry, findExact } from "#cli/find-entry.ts";
import { oneLine } from "#cli/output.ts";
import type { SecretValue, SetOptions } from "./draft.ts";
import { draftOf, mainTarget, stdinTargets } from "./draft.ts";
import { generatorInput } from "./generator-input.ts";

const readSecrets = async (context: VerbContext, options: SetOptions): Promise<readonly SecretValue[]> => {
  const targets = stdinTargets(options);
  const questions = targets.map(({ label }) => `${label} (empty keeps what is there): `);
  const values = await context.input.secrets(questions);
  return targets.map((target, index) => ({
    target,
    value: values[index] === "" ? null : (values[index] ?? null),
  }));
};

const generated = async (
  bridge: Bridge,
  options: SetOptions,
): Promise<Result<readonly SecretValue[], AppError>> => {
  const { generate } = options;
  if (generate === undefined) return ok([]);
  const made = await bridge.call(
    "generator.make",
    generatorInput(generate === true ? {} : { length: generate }),
  );
  return made.ok ? ok([{ target: mainTarget(options), value: made.value.value }]) : made;
};

const detailOf = (bridge: Bridge, found: FoundEntry | null): Promise<Result<EntryDetail | null, AppError>> =>
  found === null ? Promise.resolve(ok(null)) : bridge.call("entries.get", { entryId: found.entryId });

/** set TITLE: makes an entry, or changes the one with this title or id. */
export const set: Verb<[title: string, options: SetOptions]> = async (context, title, options) => {
  const secrets = await readSecrets(context, options);
  return withOpenVault(context, async (bridge) => {
    const found = await findExact(bridge, title);
    if (!found.ok) return found;
    const before = await detailOf(bridge, found.value);
    if (!before.ok) return before;
    const made = await generated(bridge, options);
    if (!made.ok) return made;
    const name = found.value?.title ?? title;
    const draft = draftOf(name, options, [...made.value, ...secrets], before.value);
    const saved = await bridge.call("entries.save", { entryId: found.value?.entryId ?? null, draft });
    if (!saved.ok) return saved;
    const did = found.value === null ? "Saved" : "Changed";
    context.output.answer(saved.value, `${did} ${oneLine(draft.title)}`);
    return ok(exitCodes.ok);
  });
};

const purge = async (
  bridge: Bridge,
  { entryId, isDeleted }: FoundEntry,
): Promise<Result<unknown, AppError>> => {
  const removed = isDeleted ? ok(undefined) : await bridge.call("entries.delete", { entryId });
  return removed.ok ? bridge.call("entries.purge", { entryId }) : removed;
};

/** rm NAME: moves an entry into the trash; --purge removes it for good, out of the trash too. */
export const rm: Verb<[name: string, options: { purge?: boolean }]> = (context, name, options) =>
  withOpenVault(context, async (bridge) => {
    const isPurge = options.purge === true;
    const found = await findEntry(bridge, name, isPurge ? ["vault", "trash"] : ["vault"]);
    if (!found.ok) return found;
    const { entryId, title } = found.value;
    const removed = isPurge
      ? await purge(bridge, found.value)
      : await bridge.call("entries.delete", { entryId });
    if (!removed.ok) return removed;
    const shown = oneLine(title);
    context.output.answer(
      { entryId, purged: isPurge },
      isPurge ? `Removed ${shown} for good` : `Moved ${shown} into the trash`,
    );
    return ok(exitCodes.ok);
  });

const restoreFormer = async (
  bridge: Bridge,
  found: FoundEntry,
  revision: number,
): Promise<Result<{ readonly entryId: string; readonly revision: number }, AppError>> =>
  bridge.call("entries.restoreRevision", { entryId: found.entryId, revision });

/** restore NAME: takes an entry out of the trash, or makes a former revision the current one. */
export const restore: Verb<[name: string, options: { revision?: number }]> = (context, name, options) =>
  withOpenVault(context, async (bridge) => {
    const { revision } = options;
    const found = await findEntry(bridge, name, revision === undefined ? ["trash"] : ["vault", "trash"]);
    if (!found.ok) return found;
    const { entryId, title } = found.value;
    const restored =
      revision === undefined
        ? await bridge.call("entries.undelete", { entryId })
        : await restoreFormer(bridge, found.value, revision);
    if (!restored.ok) return restored;
    const what = revision === undefined ? "out of the trash" : `as in revision ${revision}`;
    context.output.answer({ entryId, ...restored.value }, `Restored ${oneLine(title)} ${what}`);
    return ok(exitCodes.ok);
  });

/** trash empty: removes everything in the trash for good. */
export const emptyTrash: Verb<[]> = (context) =>
  withOpenVault(context, async (bridge) => {
    const emptied = await bridge.call("entries.emptyTrash", {});
    if (!emptied.ok) return emptied;
    context.output.answer(emptied.value, `Removed ${emptied.value.count} entries for good`);
    return ok(exitCodes.ok);
  });
