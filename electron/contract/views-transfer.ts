/** What the window shows of an import before it is made, and what an export is asked for. */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";
import { entryIdSchema, entryTypeSchema } from "./views-entries.ts";

const count = z.number().int().nonnegative();

/** The formats that can be read. */
export const importFormats = [
  "tapvault",
  "bitwarden-json",
  "bitwarden-json-encrypted",
  "bitwarden-csv",
  "keepass-kdbx",
  "1password-1pux",
  "1password-csv",
  "chrome-csv",
  "firefox-csv",
  "lastpass-csv",
] as const;
export type ImportFormat = (typeof importFormats)[number];

/** The formats that can be written. All but `tapvault` are in plain. */
export const exportFormats = ["tapvault", "bitwarden-json", "bitwarden-csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What to do with an entry that is here already. */
export const duplicateChoices = ["skip", "merge", "add"] as const;
export type DuplicateChoice = (typeof duplicateChoices)[number];

/** An import as read and not yet made. */
export const importPreviewSchema = z.strictObject({
  importId: z.string().max(40),
  fileName: z.string().max(300),
  format: z.enum(importFormats),
  /** The file is encrypted: give its password, then there is a preview. Everything below is empty until then. */
  needsPassword: z.boolean(),
  total: count,
  byType: z.array(z.strictObject({ type: entryTypeSchema, count })),
  /** How many are here already, as far as type, title, user name and address tell. */
  duplicates: count,
  /** What has no place of its own here and becomes a named field, by what it is. */
  unmapped: z.array(z.strictObject({ what: z.string().max(200), count })).max(200),
  /** Items that could not be read, with where they are in the file. Nothing else is left out. */
  problems: z.array(z.strictObject({ where: z.string().max(200), reason: z.string().max(300) })).max(200),
  problemCount: count,
  attachments: count,
  /** The first entries, to look at. */
  sample: z
    .array(
      z.strictObject({
        type: entryTypeSchema,
        title: z.string().max(300),
        subtitle: z.string().max(300),
        duplicateOf: entryIdSchema.nullable(),
      }),
    )
    .max(100),
  error: appErrorSchema.nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** What an import did. */
export const importResultSchema = z.strictObject({ added: count, merged: count, skipped: count });
export type ImportResult = z.infer<typeof importResultSchema>;
