/**
 * What the contract leaves open, and switches to try a client with. Read and set at /control/digime/settings,
 * kept over restarts, back at their defaults after a reset.
 */
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxDatabase } from "#sandbox/database.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";

const seconds = z.number().int().min(1).max(31_536_000);
const polls = z.number().int().min(0).max(1_000);

const shape = {
  /** Lives of tokens, codes and sessions. */
  accessSeconds: seconds,
  refreshSeconds: seconds,
  codeSeconds: seconds,
  sessionSeconds: seconds,
  /** `single`: once a session has told `completed`, its list is not told again (contract 10.10). */
  sessionUse: z.enum(["single", "many"]),
  /** How many answers of the file list say `pending`, then `running`, before the outcome. */
  pendingPolls: polls,
  runningPolls: polls,
  outcome: z.enum(["completed", "partial"]),
  compression: z.enum(["none", "gzip", "brotli"]),
  /** How long a written file stays out of every list: writing is not reading (contract 10.11). */
  libraryDelayMs: z.number().int().min(0).max(86_400_000),
  /** Adds one file with mapped metadata to every list. */
  mappedSample: z.boolean(),
  /** What an upload onto an existing path of a storage does; `refuse` answers 409. */
  existingPath: z.enum(["replace", "refuse"]),
  /** Whether `path` of a listed file is its folder (as the vendor's guide joins path and name) or whole. */
  listedPath: z.enum(["folder", "file"]),
  /** Which storage a user keeps when a second one is connected. */
  secondStorage: z.enum(["keep", "replace"]),
  deleteAnswer: z.enum(["json", "empty"]),
  /** The shape of the storage host's failures (contract 9). */
  storageErrors: z.enum(["flat", "nested"]),
  /** How the reply tokens are signed: everything but `right` must be refused by a careful client (contract 10.5). */
  replySignature: z.enum(["right", "other-host", "unknown-kid", "other-key", "other-algorithm"]),
};

/** All switches, with their values. */
export type DigimeSettings = z.output<z.ZodObject<typeof shape>>;

const defaults: DigimeSettings = {
  accessSeconds: 3_600,
  refreshSeconds: 60 * 86_400,
  codeSeconds: 600,
  sessionSeconds: 3_600,
  sessionUse: "single",
  pendingPolls: 1,
  runningPolls: 1,
  outcome: "completed",
  compression: "none",
  libraryDelayMs: 0,
  mappedSample: false,
  existingPath: "replace",
  listedPath: "folder",
  secondStorage: "keep",
  deleteAnswer: "json",
  storageErrors: "flat",
  replySignature: "right",
};

const changeSchema = z.strictObject(shape).partial();

/** The settings as they stand: the defaults with what was set. */
export const readSettings = (database: SandboxDatabase): DigimeSettings => {
  const rows = database.prepare("SELECT name, value FROM digime_setting").all() as {
    name: string;
    value: string;
  }[];
  const set = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
  return { ...defaults, ...(set as Partial<DigimeSettings>) };
};

/** The routes at /control/digime: GET tells the settings, POST changes those it names. */
export const settingsRoutes = (database: SandboxDatabase): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  const set = database.prepare(
    "INSERT INTO digime_setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  routes.get("/settings", (c) => c.json(readSettings(database)));
  routes.post("/settings", async (c) => {
    const parsed = changeSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    for (const [name, value] of Object.entries(parsed.data)) set.run(name, JSON.stringify(value));
    return c.json(readSettings(database));
  });
  return routes;
};
