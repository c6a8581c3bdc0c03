/**
 * Stand-in of the key value store (contract 2). Values belong to a developer account and to the
 * member or chip of the tap; a validated challenge opens them. Failure is always {"result":"error"}.
 */
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { findChallenge, readJson } from "./scan.ts";
import type { ChallengeRow } from "./scan.ts";

const nameBytes = 20;
const valueBytes = 256;
const failure = { result: "error" } as const;

const challengeField = z.string().regex(/^[0-9a-f]{32}$/i);
const storeSchema = z.object({
  challenge: challengeField,
  dict: z.array(z.object({ key: z.string().min(1), value: z.string() })).max(10_000),
});
const readSchema = z.object({ challenge: challengeField, dict: z.array(z.string()).max(10_000) });

const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

/**
 * Whether a text fits, and would come back as it was: the database's driver cuts texts at a NUL. What the
 * service does with either is not published (contract 2.3); refusing loses nothing.
 */
const isKeepable = (text: string, limit: number): boolean =>
  byteLength(text) <= limit && !text.includes("\0");

/** Cuts a name at 20 bytes of UTF-8, without leaving half a character. */
export const cutName = (name: string): string => {
  let cut = "";
  for (const character of name) {
    if (byteLength(cut + character) > nameBytes) break;
    cut += character;
  }
  return cut;
};

const access = (context: SandboxContext, value: string, isExpired: boolean): ChallengeRow | null => {
  const challenge = findChallenge(context, value);
  if (challenge?.state !== "validated" || challenge.validated_at === null || isExpired) return null;
  const ageMs = context.now() - challenge.validated_at;
  return ageMs <= context.settings.tokenSeconds * 1000 ? challenge : null;
};

const store = (context: SandboxContext, body: unknown, isExpired: boolean): unknown => {
  const parsed = storeSchema.safeParse(body);
  if (!parsed.success) return failure;
  const challenge = access(context, parsed.data.challenge, isExpired);
  const { dict } = parsed.data;
  const isUnfit = dict.some(
    ({ key, value }) => !isKeepable(key, nameBytes) || !isKeepable(value, valueBytes),
  );
  if (challenge === null || isUnfit) return failure;
  const write = context.database.prepare(
    "INSERT INTO pair VALUES (?, ?, ?, ?) ON CONFLICT (account, owner, name) DO UPDATE SET value = excluded.value",
  );
  context.database.transaction(() => {
    for (const { key, value } of dict) write.run(challenge.account, challenge.owner, key, value);
  })();
  return { result: "success" };
};

const read = (context: SandboxContext, body: unknown, isExpired: boolean): unknown => {
  const parsed = readSchema.safeParse(body);
  if (!parsed.success) return failure;
  const challenge = access(context, parsed.data.challenge, isExpired);
  if (challenge === null) return failure;
  const find = context.database.prepare(
    "SELECT value FROM pair WHERE account = ? AND owner = ? AND name = ?",
  );
  const valueOf = (name: string): string => {
    const row = find.get(challenge.account, challenge.owner, name) as { value: string } | undefined;
    return row?.value ?? "";
  };
  const pairs = parsed.data.dict.map(cutName).map((name) => [name, valueOf(name)] as const);
  return { result: "success", data: Object.fromEntries(pairs) };
};

/** The routes below /v1. */
export const kvsRoutes = (context: SandboxContext): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post("/kvp-store", async (c) => c.json(store(context, await readJson(c), c.get("isExpired"))));
  routes.post("/kvp-read", async (c) => c.json(read(context, await readJson(c), c.get("isExpired"))));
  return routes;
};
