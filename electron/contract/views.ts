/**
 * What main shows to the window, as whole snapshots. Every snapshot carries `seq`; a receiver drops
 * what is not newer than what it has. Nothing here holds a key, a challenge, a token or a hidden value.
 */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";
import { entryTypes } from "./views-entries.ts";
import { settingsSchema } from "./views-settings.ts";
import { backupViewSchema, rotationViewSchema } from "./views-vault.ts";

export * from "./views-activity.ts";
export * from "./views-diagnostics.ts";
export * from "./views-entries.ts";
export * from "./views-lookup.ts";
export * from "./views-settings.ts";
export * from "./views-shell.ts";
export * from "./views-stores.ts";
export * from "./views-transfer.ts";
export * from "./views-updates.ts";
export * from "./views-vault.ts";

const seq = z.number().int().nonnegative();
const epochMs = z.number().int();

/** The state of the whole app: profile, vault, keychain, session. */
export const appViewSchema = z.strictObject({
  seq,
  version: z.string(),
  profile: z.strictObject({
    kind: z.enum(["unset", "sandbox", "real"]),
    presence: z.enum(["scan", "verify"]),
  }),
  /** Whether this copy carries the sandbox of services; the installed program does not. */
  hasSandbox: z.boolean(),
  vault: z.enum(["none", "unfinished", "locked", "unlocked"]),
  /** The recovery words of a new vault were never asked back; known also while it is locked. */
  isUnfinished: z.boolean(),
  /** Why the vault file cannot be used, when it cannot. The file is left untouched. */
  vaultError: appErrorSchema.nullable(),
  /** `memory`: secrets last only for this session; `error` says why. */
  keychain: z.strictObject({
    backend: z.enum(["os", "memory", "unknown"]),
    error: appErrorSchema.nullable(),
  }),
  /** How long the service lets us read and write with the last tap. */
  session: z.strictObject({ expiresAt: epochMs }).nullable(),
  copies: z.strictObject({
    kept: z.number().int(),
    waiting: z.number().int(),
    failed: z.number().int(),
    isBusy: z.boolean(),
    error: appErrorSchema.nullable(),
  }),
  damagedEntries: z.number().int(),
  /** `lost`: the keychain lost this computer's half of the way in; a tap sets the chip up again. */
  chipSlot: z.enum(["usable", "lost"]),
  /** Whether a passphrase opens the vault, so that the lock screen can ask for it. */
  hasPassphrase: z.boolean(),
  /** A renewed recovery kit whose words were not asked back yet; the former kit still counts. */
  isKitPending: z.boolean(),
  rotation: rotationViewSchema.nullable(),
  /** `latest` null: none yet. `error`: why the last one could not be made. */
  backup: z.strictObject({ latest: backupViewSchema.nullable(), error: appErrorSchema.nullable() }),
  /** The import that can be taken back as a whole. */
  lastImport: z.strictObject({ at: epochMs, source: z.string().max(60), count: z.number().int() }).nullable(),
  settings: settingsSchema,
});
export type AppView = z.infer<typeof appViewSchema>;

/** The readers and what lies on them. */
export const readersViewSchema = z.strictObject({
  seq,
  service: z.enum(["starting", "running", "down"]),
  error: appErrorSchema.nullable(),
  readers: z.array(
    z.strictObject({
      id: z.string().max(200),
      name: z.string().max(200),
      isSimulated: z.boolean(),
      hasChip: z.boolean(),
      error: appErrorSchema.nullable(),
    }),
  ),
});
export type ReadersView = z.infer<typeof readersViewSchema>;

/** The states of a scan, in the words of docs/scan.md. */
export const scanStates = [
  "idle",
  "waitingForReader",
  "waitingForChip",
  "identifying",
  "fetchingChallenge",
  "waitingForSameChip",
  "answering",
  "verifying",
  "authenticated",
  "failed",
  "cancelled",
] as const;

/** What a scan is for. `create` makes a vault, `unlock` opens it, `session` only renews access to the service, `enrol` adds the chip to an open vault. */
export const scanPurposes = ["create", "unlock", "session", "enrol"] as const;

/** A scan as the person sees it. `after` tells what follows a proven tap until it is done. */
export const scanViewSchema = z.strictObject({
  seq,
  scanId: z.string().max(40).nullable(),
  purpose: z.enum(scanPurposes),
  state: z.enum(scanStates),
  instruction: z.enum(["none", "connect-reader", "hold", "keep-holding", "tap-again", "may-remove"]),
  chipKind: z.enum(["spark2", "apex", "spark1"]).nullable(),
  readerName: z.string().max(200).nullable(),
  /** When the challenge in hand ends, for the countdown. */
  challengeExpiresAt: epochMs.nullable(),
  attempt: z.number().int(),
  /** After `authenticated`: fetching keys, opening the vault; then `done`. */
  after: z.enum(["nothing", "working", "done", "failed"]),
  error: appErrorSchema.nullable(),
});
export type ScanView = z.infer<typeof scanViewSchema>;

/** That the list of entries changed; rows are asked for with `entries.query`. */
export const entriesViewSchema = z.strictObject({
  seq,
  total: z.number().int(),
  favourites: z.number().int(),
  trash: z.number().int(),
  tags: z.array(z.string().max(200)).max(1000),
  /** How many entries have each of `tags`, in their order. */
  tagCounts: z.array(z.number().int()).max(1000),
  types: z.record(z.enum(entryTypes), z.number().int()),
});
export type EntriesView = z.infer<typeof entriesViewSchema>;

/** Long work with its progress, such as an attachment, an import or a check. Ended ones stay for a while. */
export const taskViewSchema = z.strictObject({
  taskId: z.string().max(40),
  kind: z.enum([
    "attach",
    "save-attachment",
    "import",
    "export",
    "verify",
    "backup",
    "restore",
    "rotate",
    "store-check",
    "store-removal",
    "read-back",
  ]),
  /** A file name or a title, to tell several apart; may be empty. */
  label: z.string().max(300),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  done: z.number().nonnegative(),
  /** 0 while it is not known. */
  total: z.number().nonnegative(),
  error: appErrorSchema.nullable(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

/** The long work of this session. */
export const tasksViewSchema = z.strictObject({ seq, tasks: z.array(taskViewSchema).max(100) });
export type TasksView = z.infer<typeof tasksViewSchema>;
