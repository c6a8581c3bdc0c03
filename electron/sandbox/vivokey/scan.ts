/**
 * Stand-in of the Scan API (contract 1): get-challenge, pcd-challenge, check-response and its other
 * name check-result. A challenge goes issued -> answered -> validated, or ends; it validates once.
 */
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import { hexConstant, toHex } from "#chip/bytes.ts";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { partTwoFor, provesPartTwo, provesTam1 } from "./chip-crypto.ts";
import { chipByScanUid, chipId, memberId } from "./chips.ts";
import type { EnrolledChip } from "./chips.ts";

/** A challenge as it is remembered. */
export interface ChallengeRow {
  readonly value: string;
  readonly account: string;
  readonly shows: "member-id" | "chip-id" | "chip-member";
  readonly state: "issued" | "answered" | "validated" | "failed";
  readonly issued_at: number;
  readonly validated_at: number | null;
  readonly uid: string | null;
  readonly owner: string | null;
}

const hex = (chars: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${chars}}$`, "i"));
const uidSchema = z.string().regex(/^[0-9a-f]{14,16}$/i);
const getSchema = z.object({ "api-key": hex(60) });
const pcdSchema = z.object({ "picc-uid": uidSchema, "picc-challenge": hex(32), "pcd-challenge": hex(32) });
const checkSchema = z.object({
  "picc-uid": uidSchema,
  "picc-challenge": hex(32),
  "picc-response": z.string().regex(/^(?:[0-9a-f]{64}|[0-9a-f]{32})$/i),
});

/** Reads a body as JSON, whatever its declared type; null when it is none. */
export const readJson = async (c: Context<SandboxEnv>): Promise<unknown> => {
  try {
    return (await c.req.json()) as unknown;
  } catch {
    return null;
  }
};

/** Finds a challenge, in either case of its hex. */
export const findChallenge = (context: SandboxContext, value: string): ChallengeRow | null =>
  (context.database.prepare("SELECT * FROM challenge WHERE value = ?").get(value.toLowerCase()) as
    ChallengeRow | undefined) ?? null;

const isTooOld = (context: SandboxContext, challenge: ChallengeRow): boolean =>
  context.now() - challenge.issued_at > context.settings.challengeSeconds * 1000;

/** The bodies of these errors are not published; `expired` and the like are placeholders (contract 1.4). */
const checkError = (reason: string): unknown => ({ "check-result": "error", "result-data": reason });

const issue = (context: SandboxContext, body: unknown): unknown => {
  const parsed = getSchema.safeParse(body);
  const key = parsed.success
    ? (context.database
        .prepare("SELECT account, shows FROM api_key WHERE flow = 'scan' AND key = ?")
        .get(parsed.data["api-key"].toLowerCase()) as { account: string; shows: string } | undefined)
    : undefined;
  if (key === undefined) return { result: "error" };
  const value = toHex(context.random(16)).toLowerCase();
  context.database
    .prepare("INSERT INTO challenge (value, account, shows, state, issued_at) VALUES (?, ?, ?, 'issued', ?)")
    .run(value, key.account, key.shows, context.now());
  return { "picc-challenge": value, timeout: context.settings.challengeSeconds };
};

const answerChip = (context: SandboxContext, body: unknown, isExpired: boolean): unknown => {
  const parsed = pcdSchema.safeParse(body);
  if (!parsed.success) return { "pcd-response": "error" };
  const chip = chipByScanUid(context, parsed.data["picc-uid"]);
  if (chip === null || chip.kind === "spark1") return { "pcd-response": "Not enrolled UID." };
  const challenge = findChallenge(context, parsed.data["picc-challenge"]);
  const isUsable = challenge?.state === "issued" && !isExpired && !isTooOld(context, challenge);
  if (!isUsable) return { "pcd-response": "error" };
  context.database
    .prepare("UPDATE challenge SET state = 'answered', uid = ? WHERE value = ?")
    .run(chip.uid, challenge.value);
  const forChip = partTwoFor(
    chip.key,
    hexConstant(challenge.value),
    hexConstant(parsed.data["pcd-challenge"]),
  );
  return { "pcd-response": toHex(forChip).toLowerCase() };
};

const isProven = (
  context: SandboxContext,
  chip: EnrolledChip,
  challenge: ChallengeRow,
  response: Uint8Array,
): boolean => {
  const rndA = hexConstant(challenge.value);
  if (chip.kind === "spark1")
    return challenge.state === "issued" && provesTam1(chip.key, rndA, response, context.settings.strictTam1);
  const isBound = challenge.state === "answered" && challenge.uid === chip.uid;
  return isBound && provesPartTwo(chip.key, rndA, response);
};

/**
 * What a key may show of a proven chip, and whose values it opens (contract 1.1, 1.4, 2.1): a member id
 * only for a claimed chip, a chip id only for a key licensed for it. A key that shows both opens the
 * chip's values, as 2.1 reads (inferred). Null when there is nothing it may show.
 */
const identity = (
  context: SandboxContext,
  chip: EnrolledChip,
  { account, shows }: ChallengeRow,
): { readonly answer: unknown; readonly owner: string } | null => {
  const member = chip.member === null ? null : memberId(context, chip.member, account);
  if (shows === "member-id") {
    const answer = { "check-result": "member-id", "result-data": member };
    return member === null ? null : { answer, owner: `member:${member}` };
  }
  const name = chipId(context, chip.uid, account);
  const answer =
    shows === "chip-id" || member === null
      ? { "check-result": "chip-id", "result-data": name }
      : { "check-result": "chip-member", "result-data": [name, member] };
  return { answer, owner: `chip:${name}` };
};

const endWith = (context: SandboxContext, challenge: ChallengeRow, reason: string): unknown => {
  context.database.prepare("UPDATE challenge SET state = 'failed' WHERE value = ?").run(challenge.value);
  return checkError(reason);
};

const check = (context: SandboxContext, body: unknown, isExpired: boolean): unknown => {
  const parsed = checkSchema.safeParse(body);
  if (!parsed.success) return checkError("malformed");
  const challenge = findChallenge(context, parsed.data["picc-challenge"]);
  const chip = chipByScanUid(context, parsed.data["picc-uid"]);
  if (challenge === null || chip === null) return checkError("unknown");
  if (challenge.state === "validated" || challenge.state === "failed") return checkError("used");
  if (isExpired || isTooOld(context, challenge)) return checkError("expired");
  if (!isProven(context, chip, challenge, hexConstant(parsed.data["picc-response"])))
    return endWith(context, challenge, "rejected");
  const shown = identity(context, chip, challenge);
  if (shown === null) return endWith(context, challenge, "unclaimed");
  context.database
    .prepare("UPDATE challenge SET state = 'validated', validated_at = ?, uid = ?, owner = ? WHERE value = ?")
    .run(context.now(), chip.uid, shown.owner, challenge.value);
  return shown.answer;
};

/** The routes below /v1. */
export const scanRoutes = (context: SandboxContext): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post("/get-challenge", async (c) => c.json(issue(context, await readJson(c))));
  routes.post("/pcd-challenge", async (c) =>
    c.json(answerChip(context, await readJson(c), c.get("isExpired"))),
  );
  for (const name of ["/check-response", "/check-result"])
    routes.post(name, async (c) => c.json(check(context, await readJson(c), c.get("isExpired"))));
  return routes;
};
