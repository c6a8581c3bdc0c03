/** What the window is told from outside the page (menu, tray, deep link), and what it asks of its own frame. */
import { z } from "zod";
import { command, entryRef, nothing } from "./command-shape.ts";
import { shellViewSchema } from "./views-shell.ts";

/** Calls from the window to main. */
export const shellCommands = {
  /** The request was acted on, or dropped by the person; harmless when it is gone already. */
  "shell.taken": command({ in: z.strictObject({ id: z.string().min(1).max(40) }), out: nothing }),
  /** Hides the quick search. */
  "quick.close": command({ in: nothing, out: nothing }),
  /** Hides the quick search and shows an entry in the main window. */
  "quick.showEntry": command({ in: entryRef, out: nothing }),
} as const;

/** Snapshots from main to the window. */
export const shellEvents = {
  "shell.changed": shellViewSchema,
} as const;
