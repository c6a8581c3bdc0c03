/** The calls about several entries at once, conflicts and the strength of kept values. */
import { z } from "zod";
import { command } from "./command-shape.ts";
import { entryVersionCommands } from "./ipc-entry-versions.ts";
import { bulkActionSchema, entryIdSchema, maxBulk } from "./views.ts";

const count = z.number().int().nonnegative();

/** Calls from the window to main. */
export const entryWorkCommands = {
  ...entryVersionCommands,
  /** Changes many entries in one transaction. Those that are gone, damaged or so already are left as they are. */
  "entries.bulk": command({
    in: z.strictObject({ entryIds: z.array(entryIdSchema).min(1).max(maxBulk), action: bulkActionSchema }),
    out: z.strictObject({
      changed: count,
      /** For `entries.undoBulk`; null where nothing changed or nothing can be taken back. */
      undo: z.strictObject({ undoId: z.string().max(40), until: z.number().int() }).nullable(),
    }),
  }),
  /** Makes the entries what they were before. What changed since then stays as it is. */
  "entries.undoBulk": command({
    in: z.strictObject({ undoId: z.string().max(40) }),
    out: z.strictObject({ undone: count, kept: count }),
  }),
} as const;
