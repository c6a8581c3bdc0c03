/**
 * Everything that crosses between the window and the main process, one declaration per call. Both
 * ends take their types from here; main parses input and output with these schemas. To add a call:
 * declare it in one of the
 * `ipc-*.ts` files or here and write its handler; nothing else.
 */
import { z } from "zod";
import { command, nothing } from "./command-shape.ts";
import { appErrorSchema } from "./errors.ts";
import type { AppError } from "./errors.ts";
import { activityCommands, activityEvents } from "./ipc-activity.ts";
import { diagnosticsCommands, diagnosticsEvents } from "./ipc-diagnostics.ts";
import { entryCommands } from "./ipc-entries.ts";
import type { droppedFiles } from "./ipc-entry-versions.ts";
import { entryWorkCommands } from "./ipc-entry-work.ts";
import { lookupCommands } from "./ipc-lookup.ts";
import { networkCommands } from "./ipc-network.ts";
import { shellCommands, shellEvents } from "./ipc-shell.ts";
import { storeCommands } from "./ipc-stores.ts";
import { transferCommands } from "./ipc-transfer.ts";
import { updateCommands, updateEvents } from "./ipc-updates.ts";
import { vaultCommands } from "./ipc-vault.ts";
import type { Result } from "./result.ts";
import {
  appViewSchema,
  checkViewSchema,
  entriesViewSchema,
  readersViewSchema,
  scanPurposes,
  scanViewSchema,
  settingsSchema,
  storesViewSchema,
  tasksViewSchema,
} from "./views.ts";

const scanRef = z.strictObject({ scanId: z.string().max(40) });
const address = z.string().max(500).optional();

/** Calls from the window to main. */
export const commands = {
  ...entryCommands,
  ...vaultCommands,
  ...transferCommands,
  ...storeCommands,
  ...lookupCommands,
  ...entryWorkCommands,
  ...activityCommands,
  ...diagnosticsCommands,
  ...networkCommands,
  ...shellCommands,
  ...updateCommands,
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
  "settings.set": command({ in: settingsSchema.partial(), out: nothing }),
} as const;

/** Snapshots from main to the window. Subscribing delivers the current one first. */
export const events = {
  "app.changed": appViewSchema,
  "readers.changed": readersViewSchema,
  "scan.changed": scanViewSchema,
  "entries.changed": entriesViewSchema,
  "tasks.changed": tasksViewSchema,
  "stores.changed": storesViewSchema,
  ...activityEvents,
  ...diagnosticsEvents,
  ...shellEvents,
  ...updateEvents,
} as const;

export type CommandName = keyof typeof commands;
export type EventName = keyof typeof events;
/** What a handler gets, with every default filled in. */
export type CommandInput<C extends CommandName> = z.infer<(typeof commands)[C]["in"]>;
/** What a caller gives. */
export type CommandRequest<C extends CommandName> = z.input<(typeof commands)[C]["in"]>;
export type CommandOutput<C extends CommandName> = z.infer<(typeof commands)[C]["out"]>;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;
export type Reply<C extends CommandName> = Result<CommandOutput<C>, AppError>;

/** The work that was begun on dropped files. */
export type DroppedFiles = z.infer<(typeof droppedFiles)["out"]>;

/** The calls and snapshots as every shell has them. */
export interface Bridge {
  call<C extends CommandName>(name: C, input: CommandRequest<C>): Promise<Reply<C>>;
  /** Calls `listener` with the current snapshot and every later one. Returns its own unsubscribe. */
  subscribe<E extends EventName>(name: E, listener: (snapshot: EventPayload<E>) => void): () => void;
}

/** What the preload puts there for our own page: it alone may hand over files that a person dropped. */
export interface PageBridge extends Bridge {
  /** Adds dropped files (DOM File objects) to an entry. Where they are is found out outside of the page. */
  addFiles(entryId: string, files: readonly unknown[]): Promise<Result<DroppedFiles, AppError>>;
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
