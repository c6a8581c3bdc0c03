/**
 * What the activity log holds and what the window shows of it. An event is made of closed lists, numbers
 * and error codes; the only text is the name of a reader. No title, id, value, address or person fits in.
 */
import { z } from "zod";
import { errorCodes } from "./errors.ts";
import { remoteStoreSchema } from "./views-stores.ts";
import { exportFormats, importFormats } from "./views-transfer.ts";
import { settingsShape } from "./views-settings.ts";

const count = z.number().int().nonnegative();
const epochMs = z.number().int();
/** Why it failed; null when it did not. */
const error = z.enum(errorCodes).nullable();

const settingNames = Object.keys(settingsShape) as [
  keyof typeof settingsShape,
  ...(keyof typeof settingsShape)[],
];

/** Why a vault was locked. */
export const lockReasons = [
  "command",
  "idle",
  "sleep",
  "screen-lock",
  "reader-removed",
  "window-closed",
  "ended",
  "restore",
] as const;
export type LockReason = (typeof lockReasons)[number];

/** What happened, by kind. */
export const activityEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("scan"),
    purpose: z.enum(["create", "unlock", "session", "enrol"]),
    error,
    chip: z.enum(["spark2", "apex", "spark1"]).nullable(),
    reader: z.string().max(200).nullable(),
    tookMs: count,
    attempts: count,
  }),
  z.strictObject({ kind: z.literal("unlock"), way: z.enum(["chip", "words", "passphrase"]), error }),
  z.strictObject({ kind: z.literal("lock"), why: z.enum(lockReasons) }),
  /** What a person had done at a store. `count`: copies or files that it was about. */
  z.strictObject({
    kind: z.literal("store"),
    store: remoteStoreSchema,
    what: z.enum([
      "configure",
      "connect",
      "disconnect",
      "removal",
      "test",
      "check",
      "repair",
      "share",
      "withdraw",
      "read-back",
    ]),
    count: count.nullable(),
    error,
  }),
  /** One run of sending. */
  z.strictObject({
    kind: z.literal("sync"),
    store: remoteStoreSchema,
    sent: count,
    removed: count,
    failed: count,
    error,
  }),
  z.strictObject({
    kind: z.literal("transfer"),
    what: z.enum(["export", "import", "import-undo"]),
    format: z.enum([...new Set([...exportFormats, ...importFormats])]).nullable(),
    entries: count,
    error,
  }),
  z.strictObject({ kind: z.literal("backup"), what: z.enum(["made", "restored"]), error }),
  z.strictObject({
    kind: z.literal("way-in"),
    what: z.enum([
      "chip-added",
      "renamed",
      "removed",
      "passphrase-set",
      "kit-renewed",
      "kit-confirmed",
      "kit-saved",
      "tested",
    ]),
    error,
  }),
  z.strictObject({ kind: z.literal("rotation"), what: z.enum(["began", "ended", "refused"]), error }),
  z.strictObject({ kind: z.literal("check"), entries: count, damaged: count, error }),
  /** How many were asked about; never about whom. */
  z.strictObject({ kind: z.literal("lookup"), count, mode: z.enum(["hash", "plain"]), error }),
  /** Which settings, never their values. */
  z.strictObject({
    kind: z.literal("settings"),
    names: z.array(z.enum([...settingNames, "profile", "lookup"])).max(settingNames.length + 2),
    error,
  }),
  /** That a hidden value was shown, put on the clipboard, or a file was saved; never which. */
  z.strictObject({ kind: z.literal("value"), what: z.enum(["shown", "copied", "file-saved"]), error }),
  /** About the log itself. `count`: lines cleared or exported, or bytes of a line cut off by a crash. */
  z.strictObject({ kind: z.literal("log"), what: z.enum(["cleared", "exported", "repaired"]), count }),
]);
export type ActivityEvent = z.infer<typeof activityEventSchema>;

/** The kinds of events. */
export const activityKinds = [
  "scan",
  "unlock",
  "lock",
  "store",
  "sync",
  "transfer",
  "backup",
  "way-in",
  "rotation",
  "check",
  "lookup",
  "settings",
  "value",
  "log",
] as const satisfies readonly ActivityEvent["kind"][];
export type ActivityKind = ActivityEvent["kind"];

/** One line of the log. `prev`: the SHA-256 of the line before it. */
export const activityLineSchema = z.strictObject({
  v: z.literal(1),
  seq: z.number().int().positive(),
  at: epochMs,
  /** Which program wrote it. */
  by: z.enum(["window", "cli"]),
  event: activityEventSchema,
  prev: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ActivityLine = z.infer<typeof activityLineSchema>;

/**
 * Whether the log is as it was written. `unchecked`: not read yet. `repaired`: a line that a crash cut off was
 * taken away. `broken`: changed from outside; every line from `brokenFrom` on is in doubt.
 */
export const activityChainSchema = z.strictObject({
  state: z.enum(["unchecked", "ok", "repaired", "broken"]),
  /** Position of the first line in doubt, from 0, oldest first; may be one past the last line. */
  brokenFrom: count.nullable(),
});
export type ActivityChain = z.infer<typeof activityChainSchema>;

/** One line as shown. `position` from 0, oldest first. */
export const activityRowSchema = activityLineSchema
  .pick({ seq: true, at: true, by: true, event: true })
  .extend({ position: count });
export type ActivityRow = z.infer<typeof activityRowSchema>;

/** The log as a whole. */
export const activityViewSchema = z.strictObject({
  seq: count,
  count,
  chain: activityChainSchema,
});
export type ActivityView = z.infer<typeof activityViewSchema>;

/** How long a bar of the chart is. */
export const activityBuckets = ["hour", "day", "week", "month"] as const;

/** One bar of the chart. */
export const activityBarSchema = z.strictObject({
  at: epochMs,
  tapsOk: count,
  tapsFailed: count,
  unlocks: count,
  /** Entries sent to each store. */
  synced: z.strictObject({ kvs: count, hyperid: count, dataswyft: count, digime: count }),
});
export type ActivityBar = z.infer<typeof activityBarSchema>;

/** How much is kept where. */
export const storageViewSchema = z.strictObject({
  computer: z.strictObject({
    fileBytes: count,
    /** Space in it that is free for use again. */
    unusedBytes: count,
    freeBytes: count.nullable(),
    entries: count,
    entryBytes: count,
    trash: count,
    revisions: count,
    revisionBytes: count,
    files: count,
    fileDataBytes: count,
    backups: count,
    backupBytes: count,
  }),
  places: z
    .array(
      z.strictObject({
        store: remoteStoreSchema,
        kept: count,
        waiting: count,
        failed: count,
        damaged: count,
        usedBytes: count,
      }),
    )
    .max(4),
  /** How many entries have so many good copies, this computer's included. */
  copies: z.array(z.strictObject({ copies: count, entries: count })).max(6),
  largest: z
    .array(
      z.strictObject({
        entryId: z.string().regex(/^[0-9a-f]{32}$/),
        title: z.string(),
        bytes: count,
        /** How much of it are attached files. */
        attachedBytes: count,
      }),
    )
    .max(20),
});
export type StorageView = z.infer<typeof storageViewSchema>;
