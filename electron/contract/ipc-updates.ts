/** The calls about newer versions of this program. */
import { z } from "zod";
import { command, nothing } from "./command-shape.ts";
import { updatesViewSchema } from "./views-updates.ts";

/** Calls from the window to main. How they go on is told in `updates.changed`. */
export const updateCommands = {
  /** Looks for a newer version now, also when it is not looked for by itself, and downloads it. */
  "updates.look": command({ in: nothing, out: nothing }),
  /** Puts the downloaded version in place and starts it; refused while something unsaved waits. */
  "updates.install": command({ in: nothing, out: nothing }),
  /** The page says whether it holds something that a restart would lose. What it is stays in the page. */
  "updates.unsaved": command({ in: z.strictObject({ isUnsaved: z.boolean() }), out: nothing }),
} as const;

/** Snapshots from main to the window. */
export const updateEvents = { "updates.changed": updatesViewSchema } as const;
