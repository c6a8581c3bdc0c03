/** What stands around the page: requests from menu, tray, links and other windows, and what the desktop can do. */
import { z } from "zod";
import { entryIdSchema } from "./views-entries.ts";

/** The pages of the open vault. */
export const pages = ["entries", "settings", "import", "export", "lookup", "activity", "storage"] as const;

/** The sections of the settings, in their order. */
export const settingsSections = [
  "ways-in",
  "locking",
  "stores",
  "readers",
  "appearance",
  "language",
  "backups",
  "transfer",
  "network",
  "updates",
  "advanced",
] as const;

/** The most that a link may search for. */
export const maxSearchLength = 200;

/** What the page is asked to do. Locking is not among it: main does that itself, page or no page. */
export const shellRequestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("new-entry") }),
  z.strictObject({ kind: z.literal("search"), text: z.string().max(maxSearchLength) }),
  z.strictObject({ kind: z.literal("show-entry"), entryId: entryIdSchema }),
  z.strictObject({ kind: z.literal("show-page"), page: z.enum(pages) }),
  z.strictObject({ kind: z.literal("show-settings"), section: z.enum(settingsSections) }),
  z.strictObject({ kind: z.literal("tour") }),
  z.strictObject({ kind: z.literal("shortcuts") }),
  z.strictObject({ kind: z.literal("palette") }),
  z.strictObject({ kind: z.literal("check-readers") }),
  /** An export of our own that was opened from outside; `token` stands for it, once, in `import.read`. */
  z.strictObject({
    kind: z.literal("import-file"),
    token: z.string().max(40),
    /** How many more were given; one is looked at at a time. */
    others: z.number().int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal("file-refused"),
    reason: z.enum(["not-ours", "unreadable", "too-large"]),
  }),
]);
export type ShellRequest = z.infer<typeof shellRequestSchema>;

/** The shell as the windows see it. */
export const shellViewSchema = z.strictObject({
  seq: z.number().int(),
  /** The one request to act on now; main keeps back what must wait until the vault is open. */
  request: z.strictObject({ id: z.string().min(1).max(40), wish: shellRequestSchema }).nullable(),
  /** `taken`: another program has these keys; `unusable`: the system does not know them. */
  quickKeys: z.enum(["off", "ready", "taken", "unusable"]),
  /** `missing`: this desktop shows no tray; the window is then minimised in place of being hidden. */
  tray: z.enum(["off", "shown", "missing"]),
  /** Whether the quick search is on the screen; it forgets what was typed when it leaves. */
  isQuickShown: z.boolean(),
});
export type ShellView = z.infer<typeof shellViewSchema>;
