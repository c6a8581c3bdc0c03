/**
 * Everything that crosses between the window and the main process, one declaration per call. Both
 * ends take their types from here; main parses input and output with these schemas. To add a call:
 * declare it here and write its handler; nothing else.
 */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";
import type { AppError } from "./errors.ts";
import type { Result } from "./result.ts";
import {
  appViewSchema,
  checkViewSchema,
  entriesViewSchema,
  entryDetailSchema,
  entryDraftSchema,
  entryIdSchema,
  entryRowSchema,
  readersViewSchema,
  scanPurposes,
  scanViewSchema,
} from "./views.ts";

const nothing = z.strictObject({});
const command = <I extends z.ZodType, O extends z.ZodType>(schemas: {
  readonly in: I;
  readonly out: O;
}): { readonly in: I; readonly out: O } => schemas;

const entryRef = z.strictObject({ entryId: entryIdSchema });
const fieldRef = z.strictObject({ entryId: entryIdSchema, fieldId: z.string().min(1).max(40) });
const scanRef = z.strictObject({ scanId: z.string().max(40) });
const address = z.string().max(500).optional();
const recoveryWord = z.string().max(40);

/** Calls from the window to main. */
export const commands = {
  /** Chooses the profile on first run. An API key goes into the keychain and never comes back. */
  "setup.choose": command({
    in: z.strictObject({
      kind: z.enum(["sandbox", "real"]),
      presence: z.enum(["scan", "verify"]),
      apiKey: z.string().max(200).optional(),
      scanBaseUrl: address,
      verifyBaseUrl: address,
    }),
    out: nothing,
  }),
  /** Asks the service for a challenge, to see that address and key are right. */
  "setup.testService": command({ in: nothing, out: z.strictObject({ tookMs: z.number() }) }),
  "readers.check": command({ in: nothing, out: z.strictObject({ checks: z.array(checkViewSchema) }) }),
  /** Starts a scan; its course and outcome arrive in `scan.changed`. */
  "scan.start": command({ in: z.strictObject({ purpose: z.enum(scanPurposes) }), out: scanRef }),
  "scan.cancel": command({ in: scanRef, out: nothing }),
  "vault.lock": command({ in: nothing, out: nothing }),
  /** Opens the vault with the 24 recovery words, separated by white space. */
  "vault.unlockWithWords": command({ in: z.strictObject({ words: z.string().max(1000) }), out: nothing }),
  /** The words of a vault whose creation is not finished yet; refused ever after. */
  "recovery.show": command({ in: nothing, out: z.strictObject({ words: z.array(recoveryWord).length(24) }) }),
  /** Which three words are asked back (positions 1 to 24). */
  "recovery.ask": command({
    in: nothing,
    out: z.strictObject({ positions: z.array(z.number().int().min(1).max(24)).length(3) }),
  }),
  "recovery.confirm": command({
    in: z.strictObject({
      answers: z
        .array(z.strictObject({ position: z.number().int().min(1).max(24), word: recoveryWord }))
        .length(3),
    }),
    out: nothing,
  }),
  /** A window of the list, best match first when there is a text, else by title. */
  "entries.query": command({
    in: z.strictObject({
      text: z.string().max(500),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(200),
    }),
    out: z.strictObject({ total: z.number().int(), offset: z.number().int(), rows: z.array(entryRowSchema) }),
  }),
  "entries.get": command({ in: entryRef, out: entryDetailSchema }),
  /** The one hidden value asked for. */
  "entries.reveal": command({ in: fieldRef, out: z.strictObject({ value: z.string() }) }),
  /** Puts a value on the clipboard without showing it; it is cleared at `clearsAt` if still there. */
  "entries.copy": command({ in: fieldRef, out: z.strictObject({ clearsAt: z.number().int() }) }),
  /** Saves a new entry (`entryId: null`) or a changed one. Answers after it is durable on disk. */
  "entries.save": command({
    in: z.strictObject({ entryId: entryIdSchema.nullable(), draft: entryDraftSchema }),
    out: z.strictObject({ entryId: entryIdSchema, revision: z.number().int() }),
  }),
  "entries.delete": command({ in: entryRef, out: z.strictObject({ undoUntil: z.number().int() }) }),
  "entries.undelete": command({ in: entryRef, out: nothing }),
  /** Sends what waits to the connected services, with the session of the last tap. */
  "stores.sync": command({ in: nothing, out: nothing }),
  /** Sandbox only: lays a software chip on the simulated reader. */
  "simulation.tap": command({
    in: z.strictObject({
      kind: z.enum(["spark2", "apex"]),
      whose: z.enum(["mine", "other"]),
      tearAt: z.number().int().min(1).max(20).nullable(),
    }),
    out: nothing,
  }),
  "simulation.remove": command({ in: nothing, out: nothing }),
  "settings.set": command({
    in: z.strictObject({
      theme: z.enum(["system", "light", "dark"]).optional(),
      autoLockMs: z.number().int().min(10_000).max(86_400_000).optional(),
      clipboardClearMs: z.number().int().min(5_000).max(600_000).optional(),
    }),
    out: nothing,
  }),
} as const;

/** Snapshots from main to the window. Subscribing delivers the current one first. */
export const events = {
  "app.changed": appViewSchema,
  "readers.changed": readersViewSchema,
  "scan.changed": scanViewSchema,
  "entries.changed": entriesViewSchema,
} as const;

export type CommandName = keyof typeof commands;
export type EventName = keyof typeof events;
export type CommandInput<C extends CommandName> = z.infer<(typeof commands)[C]["in"]>;
export type CommandOutput<C extends CommandName> = z.infer<(typeof commands)[C]["out"]>;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;
export type Reply<C extends CommandName> = Result<CommandOutput<C>, AppError>;

/** What the preload puts on `window.tapvault`. */
export interface Bridge {
  call<C extends CommandName>(name: C, input: CommandInput<C>): Promise<Reply<C>>;
  /** Calls `listener` with the current snapshot and every later one. Returns its own unsubscribe. */
  subscribe<E extends EventName>(name: E, listener: (snapshot: EventPayload<E>) => void): () => void;
}

/** The schema of a reply, checked where it is received. */
export const replySchema = <O extends z.ZodType>(
  out: O,
): z.ZodUnion<
  readonly [
    z.ZodObject<{ ok: z.ZodLiteral<true>; value: O }>,
    z.ZodObject<{ ok: z.ZodLiteral<false>; error: typeof appErrorSchema }>,
  ]
> =>
  z.union([
    z.object({ ok: z.literal(true), value: out }),
    z.object({ ok: z.literal(false), error: appErrorSchema }),
  ] as const);
