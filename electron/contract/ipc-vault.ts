/** The calls about the vault as a whole: ways in, recovery kit, rotation, checks and backups. */
import { z } from "zod";
import { command, filePath, nothing } from "./command-shape.ts";
import {
  backupViewSchema,
  slotIdSchema,
  slotLabelSchema,
  slotViewSchema,
  verifyReportSchema,
} from "./views.ts";

const recoveryWord = z.string().max(40);
const wordsText = z.string().max(1000);
const passphrase = z.string().min(1).max(1_000);

/** Calls from the window to main. */
export const vaultCommands = {
  "vault.lock": command({ in: nothing, out: nothing }),
  /** Opens the vault with the 24 recovery words, separated by white space. */
  "vault.unlockWithWords": command({ in: z.strictObject({ words: wordsText }), out: nothing }),
  "vault.unlockWithPassphrase": command({ in: z.strictObject({ passphrase }), out: nothing }),
  /** Makes a new vault key and re-encrypts everything in the background. Every slot that can, goes on working. */
  "vault.rotate": command({ in: nothing, out: nothing }),
  /** Opens every row and compares; takes a while. */
  "vault.verify": command({ in: nothing, out: verifyReportSchema }),
  /** The words of a vault whose creation is not finished, or of a renewed kit that is not confirmed; refused otherwise. */
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
  /** Makes new words; the former ones count until the new ones are confirmed. */
  "recovery.renew": command({ in: nothing, out: nothing }),
  /** Drops a renewed kit that was not confirmed. */
  "recovery.cancelRenewal": command({ in: nothing, out: nothing }),
  /** Writes the kit that is being shown as a PDF with a QR code. */
  "recovery.savePdf": command({
    in: z.strictObject({ path: filePath }),
    out: z.strictObject({ fileName: z.string().max(300).nullable() }),
  }),
  "slots.list": command({ in: nothing, out: z.strictObject({ slots: z.array(slotViewSchema) }) }),
  "slots.rename": command({
    in: z.strictObject({ slotId: slotIdSchema, label: slotLabelSchema }),
    out: nothing,
  }),
  /** Takes a way in away. With `rotate` also the key behind it, so that a copy of the old file opens nothing new. */
  "slots.remove": command({
    in: z.strictObject({ slotId: slotIdSchema, rotate: z.boolean() }),
    out: nothing,
  }),
  /** Sets the passphrase or replaces it. */
  "slots.setPassphrase": command({ in: z.strictObject({ passphrase }), out: nothing }),
  /** Whether a passphrase or the words would open the vault; changes nothing. */
  "slots.test": command({
    in: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("passphrase"), passphrase }),
      z.strictObject({ kind: z.literal("recovery"), words: wordsText }),
    ]),
    out: z.strictObject({ slotId: slotIdSchema }),
  }),
  "backup.list": command({ in: nothing, out: z.strictObject({ backups: z.array(backupViewSchema) }) }),
  "backup.make": command({ in: nothing, out: backupViewSchema }),
  /** Puts a backup in the place of the vault's file, which is kept aside; the vault is locked by it. */
  "backup.restore": command({
    in: z.strictObject({ name: z.string().min(1).max(200) }),
    out: z.strictObject({ keptAs: z.string().max(300) }),
  }),
} as const;
