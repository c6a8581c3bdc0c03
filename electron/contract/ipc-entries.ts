/** The calls about entries: the list, one entry, its values, its former revisions, its files, and the trash. */
import { z } from "zod";
import { begunTask, command, entryRef, fieldRef, filePath, nothing } from "./command-shape.ts";
import {
  entryDetailSchema,
  entryDraftSchema,
  entryFilterSchema,
  entryIdSchema,
  entryRowSchema,
  everything,
  listSorts,
  maxBulk,
  queryTermSchema,
  revisionViewSchema,
  rowMatchSchema,
  totpViewSchema,
} from "./views.ts";

const revision = z.number().int().nonnegative();
const revisionRef = z.strictObject({ entryId: entryIdSchema, revision });
const savedEntry = z.strictObject({ entryId: entryIdSchema, revision: z.number().int() });
const attachmentRef = z.strictObject({ entryId: entryIdSchema, attachmentId: entryIdSchema });
const clearing = z.strictObject({ clearsAt: z.number().int() });

const listQuery = z.strictObject({
  text: z.string().max(500),
  filter: entryFilterSchema.default(everything),
  sort: z.enum(listSorts).default("best"),
  hasTerms: z.boolean().default(false),
});

/** Calls from the window to main. */
export const entryCommands = {
  /** A window of the list. With `hasTerms`, words such as `tag:work` in the text are conditions. */
  "entries.query": command({
    in: listQuery.extend({
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(200),
    }),
    out: z.strictObject({
      total: z.number().int(),
      offset: z.number().int(),
      rows: z.array(entryRowSchema),
      /** Why each row was found, in the order of `rows`; empty while nothing is searched for. */
      matches: z.array(rowMatchSchema).max(200),
      terms: z.array(queryTermSchema).max(20),
    }),
  }),
  /** The ids of everything that a query finds, in its order, at most 10,000. */
  "entries.ids": command({
    in: listQuery,
    out: z.strictObject({ total: z.number().int(), ids: z.array(entryIdSchema).max(maxBulk) }),
  }),
  /** Also of an entry in the trash. */
  "entries.get": command({ in: entryRef, out: entryDetailSchema }),
  /** The one hidden value asked for. */
  "entries.reveal": command({ in: fieldRef, out: z.strictObject({ value: z.string() }) }),
  /** Puts a value on the clipboard without showing it; it is cleared at `clearsAt` if still there. */
  "entries.copy": command({ in: fieldRef, out: clearing }),
  /** Saves a new entry (`entryId: null`) or a changed one. Answers after it is durable on disk. */
  "entries.save": command({
    in: z.strictObject({ entryId: entryIdSchema.nullable(), draft: entryDraftSchema }),
    out: savedEntry,
  }),
  /** Moves into the trash; it is purged 30 days later. */
  "entries.delete": command({ in: entryRef, out: z.strictObject({ undoUntil: z.number().int() }) }),
  /** Takes back out of the trash. */
  "entries.undelete": command({ in: entryRef, out: nothing }),
  /** Removes an entry of the trash for good, with its history and files. */
  "entries.purge": command({ in: entryRef, out: nothing }),
  "entries.emptyTrash": command({ in: nothing, out: z.strictObject({ count: z.number().int() }) }),
  /** All revisions, the current one first. */
  "entries.history": command({
    in: entryRef,
    out: z.strictObject({ revisions: z.array(revisionViewSchema) }),
  }),
  /** An entry as it was in one revision. */
  "entries.revision": command({ in: revisionRef, out: entryDetailSchema }),
  "entries.revealFormer": command({
    in: z.strictObject({ entryId: entryIdSchema, revision, fieldId: z.string().min(1).max(40) }),
    out: z.strictObject({ value: z.string() }),
  }),
  /** Makes a former revision the current one, as a new revision; nothing is lost. */
  "entries.restoreRevision": command({ in: revisionRef, out: savedEntry }),
  /** The one-time code of now for a `totp` field. */
  "entries.totp": command({ in: fieldRef, out: totpViewSchema }),
  "entries.copyTotp": command({ in: fieldRef, out: clearing }),
  /** Keeps a file of at most 50 MB with the entry. */
  "attachments.add": command({
    in: z.strictObject({ entryId: entryIdSchema, path: filePath }),
    out: begunTask,
  }),
  /** Writes an attachment to a file of the person's choice. */
  "attachments.save": command({ in: attachmentRef.extend({ path: filePath }), out: begunTask }),
  /** Takes an attachment off the entry; former revisions still have it until they are purged. */
  "attachments.remove": command({ in: attachmentRef, out: savedEntry }),
  "tasks.cancel": command({ in: z.strictObject({ taskId: z.string().max(40) }), out: nothing }),
  "generator.make": command({
    in: z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("password"),
        length: z.number().int().min(4).max(256),
        lower: z.boolean(),
        upper: z.boolean(),
        digits: z.boolean(),
        symbols: z.boolean(),
        /** Leaves out characters that look alike. */
        isUnambiguous: z.boolean(),
      }),
      z.strictObject({
        kind: z.literal("passphrase"),
        words: z.number().int().min(3).max(24),
        separator: z.string().max(8),
        capitalise: z.boolean(),
        number: z.boolean(),
      }),
    ]),
    out: z.strictObject({ value: z.string(), bits: z.number() }),
  }),
  /** How hard a password is to guess: 0 (at once) to 4 (very hard). */
  "generator.strength": command({
    in: z.strictObject({ value: z.string().max(10_000), hints: z.array(z.string().max(500)).max(20) }),
    out: z.strictObject({
      score: z.number().int().min(0).max(4),
      guessesLog10: z.number(),
      warning: z.string().max(300),
    }),
  }),
} as const;
