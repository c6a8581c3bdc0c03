/** How it stands with newer versions: what was found, how far it is, and what it waits for. */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";

/** What keeps a newer version from being put in place: nothing unsaved may be lost by it. */
export const updateWaits = ["typing", "tasks", "sending", "tap"] as const;
export type UpdateWait = (typeof updateWaits)[number];

/** The most that is shown of what is new. */
export const maxNotesLength = 4_000;

/** Newer versions as the window sees them. */
export const updatesViewSchema = z.strictObject({
  seq: z.number().int(),
  /** Whether this copy was put here by an installer that can be followed by a newer one. */
  isSelfUpdating: z.boolean(),
  /** `held-back`: there is a newer one, and this computer's turn comes later; `installed`: it begins with the next start. */
  state: z.enum([
    "resting",
    "looking",
    "current",
    "held-back",
    "downloading",
    "ready",
    "installing",
    "installed",
    "failed",
  ]),
  /** When an answer of the update server was last read and found good. */
  lastLookedAt: z.number().int().nullable(),
  /** The newer version, whose facts are signed; null when there is none. */
  release: z
    .strictObject({
      version: z.string().max(60),
      /** Plain text. */
      notes: z.string().max(maxNotesLength).nullable(),
      bytes: z.number().int().nonnegative(),
    })
    .nullable(),
  /** How much of it is here, from 0 to 1. */
  progress: z.number().min(0).max(1),
  waitsFor: z.array(z.enum(updateWaits)).max(updateWaits.length),
  /** Whether the system asks for a password before it is put in place. */
  needsPassword: z.boolean(),
  /** Whether it is put in place by itself when the program ends. */
  installsOnQuit: z.boolean(),
  /** Why the last look, download or installation failed; also beside `ready`. */
  error: appErrorSchema.nullable(),
});
export type UpdatesView = z.infer<typeof updatesViewSchema>;
