/** The calls about taking entries in from other programs and giving them out. */
import { z } from "zod";
import { command, filePath, nothing } from "./command-shape.ts";
import {
  duplicateChoices,
  exportFormats,
  importFormats,
  importPreviewSchema,
  importResultSchema,
} from "./views.ts";

const importId = z.string().max(40);
const password = z.string().max(1_000);

/** Calls from the window to main. */
export const transferCommands = {
  /** Reads a file and says what an import would do; null when the person closed the dialog. Changes nothing. */
  "import.read": command({
    in: z.strictObject({
      path: filePath,
      /** Null: found out from the file. */
      format: z.enum(importFormats).nullable().default(null),
      /** In place of asking: the file that the system handed over, by the token of the request to look at it. */
      opened: z.string().max(40).optional(),
    }),
    out: z.strictObject({ preview: importPreviewSchema.nullable() }),
  }),
  /** Opens an encrypted file that was read. */
  "import.unlock": command({
    in: z.strictObject({ importId, password }),
    out: z.strictObject({ preview: importPreviewSchema }),
  }),
  /** Makes the import in one transaction. */
  "import.apply": command({
    in: z.strictObject({ importId, duplicates: z.enum(duplicateChoices) }),
    out: importResultSchema,
  }),
  "import.discard": command({ in: z.strictObject({ importId }), out: nothing }),
  /** Takes the last import back as a whole; entries changed since stay and are counted. */
  "import.undo": command({
    in: nothing,
    out: z.strictObject({ undone: z.number().int(), kept: z.number().int() }),
  }),
  /** Writes everything to a file. `password` is needed for `tapvault` and refused for formats in plain. */
  "export.write": command({
    in: z.strictObject({
      format: z.enum(exportFormats),
      password: password.optional(),
      path: filePath,
    }),
    out: z.strictObject({
      /** Null when the person closed the dialog. */
      fileName: z.string().max(300).nullable(),
      entries: z.number().int(),
      attachments: z.number().int(),
      /** What the format has no place for, by what it is. */
      leftOut: z.array(z.strictObject({ what: z.string().max(200), count: z.number().int() })),
    }),
  }),
} as const;
