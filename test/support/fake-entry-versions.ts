/** The played calls about two versions of an entry and the strength of kept values. */
import { type AppError, fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, DroppedFiles, Reply } from "#contract/ipc.ts";
import type { entryVersionCommands } from "#contract/ipc-entry-versions.ts";
import { type Result, ok } from "#contract/result.ts";
import type { EntryDetail } from "#contract/views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

const told = (world: FakeWorld): void => world.push("entries.changed", world.entries.counts());

const valueOf = (world: FakeWorld, { entryId, revision }: EntryDetail, fieldId: string): string | null => {
  const revealed = world.entries.revealFormer({ entryId, revision, fieldId });
  return revealed.ok ? revealed.value.value : null;
};

const compare = (world: FakeWorld, input: CommandInput<"entries.compare">): Reply<"entries.compare"> => {
  const { entryId } = input;
  const one = world.entries.revision({ entryId, revision: input.one });
  const other = world.entries.revision({ entryId, revision: input.other });
  if (!one.ok || !other.ok) return fail("entry.not-found");
  const same = one.value.fields.filter((field) => {
    const twin = other.value.fields.find(({ fieldId }) => fieldId === field.fieldId);
    if (twin === undefined) return false;
    return field.value === null
      ? valueOf(world, one.value, field.fieldId) === valueOf(world, other.value, field.fieldId)
      : field.value === twin.value;
  });
  return ok({ one: one.value, other: other.value, sameFields: same.map(({ fieldId }) => fieldId) });
};

const taken = (
  current: EntryDetail,
  other: EntryDetail,
  choice: CommandInput<"conflicts.resolve">["choice"],
): Partial<EntryDetail> => {
  if (choice.keep === "other") return { title: other.title, tags: other.tags, fields: other.fields };
  if (choice.keep !== "merge") return {};
  return {
    ...(choice.fromOther.includes("title") ? { title: other.title } : {}),
    ...(choice.fromOther.includes("tags") ? { tags: other.tags } : {}),
    fields: current.fields.map((field) =>
      choice.fromOther.includes(`field/${field.fieldId}`)
        ? (other.fields.find(({ fieldId }) => fieldId === field.fieldId) ?? field)
        : field,
    ),
  };
};

const resolve = (world: FakeWorld, input: CommandInput<"conflicts.resolve">): Reply<"conflicts.resolve"> => {
  const { entryId, revision: former, other, choice } = input;
  const current = world.entries.get({ entryId });
  const theirs = world.entries.revision({ entryId, revision: other });
  if (!current.ok || !theirs.ok) return fail("entry.not-found");
  const change = { ...taken(current.value, theirs.value, choice), otherRevision: null };
  const saved = world.entries.change(entryId, change);
  if (!saved.ok) return saved;
  told(world);
  return ok({ entryId, revision: saved.value.revision, former, other, copyId: null });
};

const undo = (world: FakeWorld, input: CommandInput<"conflicts.undo">): Reply<"conflicts.undo"> => {
  const { entryId, former: revision, other } = input;
  const restored = world.entries.restoreRevision({ entryId, revision });
  if (!restored.ok) return restored;
  const saved = world.entries.change(entryId, { otherRevision: other });
  told(world);
  return saved;
};

/** The handlers. Every password is strong and used once. */
export const entryVersionHandlers = (
  world: FakeWorld,
): Pick<Handlers, keyof typeof entryVersionCommands> => ({
  "entries.compare": (input) => compare(world, input),
  "conflicts.resolve": (input) => resolve(world, input),
  "conflicts.undo": (input) => undo(world, input),
  "entries.strength": () => ok({ score: 4, warning: "", reusedIn: 0 }),
});

/** Dropped files: each is there at once, but for a large one, whose work goes on until it is stopped. */
export const addFakeFiles = (
  world: FakeWorld,
  entryId: string,
  files: readonly unknown[],
): Result<DroppedFiles, AppError> => {
  const entry = world.entries.get({ entryId });
  if (!entry.ok) return entry;
  const named = files as readonly { readonly name: string; readonly size: number }[];
  const begun = named.map(({ name, size }, at) => {
    const isLarge = size > 10_000_000;
    const done = isLarge ? Math.round(size * 0.4) : size;
    const state = isLarge ? ("running" as const) : ("done" as const);
    return {
      taskId: `drop-${at}`,
      kind: "attach" as const,
      label: name,
      state,
      done,
      total: size,
      error: null,
    };
  });
  const added = named
    .filter(({ size }) => size <= 10_000_000)
    .map(({ name, size }, at) => ({
      attachmentId: at.toString(16).padStart(32, "d"),
      name,
      sizeBytes: size,
      addedAt: Date.now(),
    }));
  world.push("tasks.changed", { tasks: begun });
  if (added.length > 0) {
    world.entries.change(entryId, { attachments: [...entry.value.attachments, ...added] });
    told(world);
  }
  return ok({ taskIds: begun.map(({ taskId }) => taskId) });
};
