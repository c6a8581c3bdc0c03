/** What the window shows of the ways into the vault, its backups and its health. Nothing here holds a secret. */
import { z } from "zod";
import { entryIdSchema } from "./views-entries.ts";

const epochMs = z.number().int();
const count = z.number().int().nonnegative();

/** The ways into a vault that exist today. */
export const slotKinds = ["chip-and-computer", "recovery", "computer-with-presence", "passphrase"] as const;

/** A slot's id: 32 hex characters (16 random bytes). */
export const slotIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** The name a person gives to a way in. */
export const slotLabelSchema = z.string().trim().max(100);

/** One way in, as listed. */
export const slotViewSchema = z.strictObject({
  slotId: slotIdSchema,
  kind: z.enum(slotKinds),
  label: z.string(),
  createdAt: epochMs,
  /** Whether this computer's keychain can open it; null for ways in that need no keychain. */
  isThisComputer: z.boolean().nullable(),
  /** `service`: VivoKey vouches for the chip; `own`: what the person has or knows is enough. */
  attestedBy: z.enum(["service", "own"]),
  /** Whether a rotation keeps it working without it being at hand. */
  survivesRotation: z.boolean(),
});
export type SlotView = z.infer<typeof slotViewSchema>;

/** A rotation of the vault key under way, over all rows. */
export const rotationViewSchema = z.strictObject({ done: count, total: count });
export type RotationView = z.infer<typeof rotationViewSchema>;

/** One backup of the vault's file. */
export const backupViewSchema = z.strictObject({
  name: z.string().max(200),
  at: epochMs,
  sizeBytes: count,
});
export type BackupView = z.infer<typeof backupViewSchema>;

/** What a walk over everything found. `damaged*` are ids or counts of what does not open; all of it is kept. */
export const verifyReportSchema = z.strictObject({
  /** SQLite's own check of the file. */
  isFileIntact: z.boolean(),
  entries: count,
  revisions: count,
  attachments: count,
  damagedEntries: z.array(entryIdSchema),
  damagedRevisions: count,
  damagedAttachments: z.array(entryIdSchema),
});
export type VerifyReport = z.infer<typeof verifyReportSchema>;
