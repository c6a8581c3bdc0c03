/** The calls about two versions of an entry, their differences and conflicts, the strength of kept values, and files that were dropped. */
import { z } from "zod";
import { command, entryRef, fieldRef } from "./command-shape.ts";
import { entryDetailSchema, entryIdSchema } from "./views.ts";

const revision = z.number().int().nonnegative();

/** A part of an entry that one of two versions is chosen for: "title", "type", "tags", "favourite", "files", or "field/" with a field's id. */
const part = z.string().max(60);

/** How a conflict ends. `merge` takes the parts named from the other version and the rest from the present one. */
const conflictChoiceSchema = z.discriminatedUnion("keep", [
  z.strictObject({ keep: z.literal("current") }),
  z.strictObject({ keep: z.literal("other") }),
  z.strictObject({ keep: z.literal("merge"), fromOther: z.array(part).max(300) }),
  z.strictObject({ keep: z.literal("both") }),
]);
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;

/** A conflict that was ended, with what it takes to open it again. */
const endedConflictSchema = z.strictObject({
  entryId: entryIdSchema,
  /** The revision that the choice made. */
  revision,
  former: revision,
  other: revision,
  /** The entry made of the other version, where both were kept. */
  copyId: entryIdSchema.nullable(),
});
export type EndedConflict = z.infer<typeof endedConflictSchema>;

/** Two revisions of an entry beside one another. */
const comparisonSchema = z.strictObject({
  one: entryDetailSchema,
  other: entryDetailSchema,
  /** The fields, hidden ones too, whose values are the same in both. */
  sameFields: z.array(z.string().max(40)),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** How a stored password stands. The value itself stays in main. */
const keptStrengthSchema = z.strictObject({
  /** 0 (guessed at once) to 4 (very hard). */
  score: z.number().int().min(0).max(4),
  warning: z.string().max(300),
  /** How many other entries have the same value in a password field. */
  reusedIn: z.number().int().nonnegative(),
});
export type KeptStrength = z.infer<typeof keptStrengthSchema>;

/** Calls from the window to main. */
export const entryVersionCommands = {
  /** Two revisions with what is equal in them; hidden values stay hidden. */
  "entries.compare": command({
    in: z.strictObject({ entryId: entryIdSchema, one: revision, other: revision }),
    out: comparisonSchema,
  }),
  /** Ends the conflict of an entry as it was seen; store.conflict when it moved on meanwhile. */
  "conflicts.resolve": command({
    in: entryRef.extend({ revision, other: revision, choice: conflictChoiceSchema }),
    out: endedConflictSchema,
  }),
  /** Opens it again as it was; store.conflict when the entry was changed since. */
  "conflicts.undo": command({
    in: endedConflictSchema,
    out: z.strictObject({ entryId: entryIdSchema, revision }),
  }),
  "entries.strength": command({ in: fieldRef, out: keptStrengthSchema }),
} as const;

/** Files that a person dropped on an entry. Not a call of the page: the preload finds out where real files are. */
export const droppedFiles = command({
  in: z.strictObject({
    entryId: entryIdSchema,
    paths: z.array(z.string().min(1).max(4_096)).min(1).max(20),
  }),
  out: z.strictObject({ taskIds: z.array(z.string().max(40)) }),
});
