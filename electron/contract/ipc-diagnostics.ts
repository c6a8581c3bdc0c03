/** The calls and snapshots of readers and diagnostics. */
import { z } from "zod";
import { command, filePath, nothing } from "./command-shape.ts";
import { checkViewSchema, readerFactsSchema, traceViewSchema } from "./views-diagnostics.ts";

/** The full level shows bytes, so it is asked for with the word that its warning was read. */
const traceWish = z.discriminatedUnion("level", [
  z.strictObject({ level: z.literal("off") }),
  z.strictObject({ level: z.literal("outline") }),
  z.strictObject({ level: z.literal("full"), hasReadWarning: z.literal(true) }),
]);

/** What goes into the report besides checks, readers, versions and settings. Never more than the outline of a trace. */
const reportWish = z.strictObject({ withTrace: z.boolean() });

/** Calls from the window to main. */
export const diagnosticsCommands = {
  /** Looks at everything the main job needs; only looks. */
  "diagnostics.check": command({ in: nothing, out: z.strictObject({ checks: z.array(checkViewSchema) }) }),
  /** Readers with all that can be learnt without touching a card. */
  "diagnostics.readers": command({
    in: nothing,
    out: z.strictObject({ readers: z.array(readerFactsSchema).max(50) }),
  }),
  /** What is recorded from now on. `off` keeps the outline of what there is. */
  "diagnostics.trace": command({ in: traceWish, out: nothing }),
  "diagnostics.clearTrace": command({ in: nothing, out: nothing }),
  /** Writes what is recorded into a file that the person chooses. */
  "diagnostics.saveTrace": command({
    in: z.strictObject({ path: filePath }),
    out: z.strictObject({ isSaved: z.boolean() }),
  }),
  /** All that helps somebody to help, with whatever names a person, a chip or a secret taken out. */
  "diagnostics.report": command({ in: reportWish, out: z.strictObject({ text: z.string().max(400_000) }) }),
  /** Writes the report that was shown last into a file that the person chooses. */
  "diagnostics.saveReport": command({
    in: z.strictObject({ path: filePath }),
    out: z.strictObject({ isSaved: z.boolean() }),
  }),
} as const;

/** Snapshots from main to the window. */
export const diagnosticsEvents = { "trace.changed": traceViewSchema } as const;
