/** The calls and snapshots of the activity log and of the view of what is stored where. */
import { z } from "zod";
import { command, filePath, nothing } from "./command-shape.ts";
import {
  activityBarSchema,
  activityBuckets,
  activityChainSchema,
  activityKinds,
  activityRowSchema,
  activityViewSchema,
  storageViewSchema,
} from "./views-activity.ts";

const epochMs = z.number().int();
const count = z.number().int().nonnegative();
/** From, included, and to, not included. */
const span = { from: epochMs.nullable().default(null), to: epochMs.nullable().default(null) };

/** Calls from the window to main. In the window they need an open vault; the command line asks any time. */
export const activityCommands = {
  /** Lines of the log, latest first. */
  "activity.query": command({
    in: z.strictObject({
      /** Left out: all. */
      kinds: z.array(z.enum(activityKinds)).max(activityKinds.length).default([]),
      outcome: z.enum(["all", "ok", "failed"]).default("all"),
      ...span,
      offset: count,
      limit: z.number().int().min(1).max(200),
    }),
    out: z.strictObject({
      total: count,
      rows: z.array(activityRowSchema).max(200),
      chain: activityChainSchema,
    }),
  }),
  /** Sums by hour, day, week or month of this computer's time zone; the latest 400 at most. */
  "activity.chart": command({
    in: z.strictObject({ from: epochMs, to: epochMs, bucket: z.enum(activityBuckets) }),
    out: z.strictObject({ bars: z.array(activityBarSchema).max(400) }),
  }),
  /** Writes the whole log with its hashes to a file, as JSON. */
  "activity.export": command({
    in: z.strictObject({ path: filePath }),
    out: z.strictObject({
      /** Null when the person closed the dialog. */
      fileName: z.string().max(300).nullable(),
      lines: count,
    }),
  }),
  /** Empties the log; the new one begins with a line that says so. */
  "activity.clear": command({ in: nothing, out: z.strictObject({ count }) }),
  /** How much is kept where; counted now. */
  "storage.view": command({ in: nothing, out: storageViewSchema }),
} as const;

/** Snapshots from main to the window. */
export const activityEvents = {
  "activity.changed": activityViewSchema,
} as const;
