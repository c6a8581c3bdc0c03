/**
 * Stand-in of the Verify API (contract 3): /challenge and /session for a chip's answer, /validate for a
 * signed URL, the key set at its well-known place. Tokens are ES256 with a key made at first start.
 */
import { Hono } from "hono";
import type { Context } from "hono";
import { SignJWT } from "jose";
import { z } from "zod";
import { hexConstant, toHex } from "#chip/bytes.ts";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { partTwoFor, provesPartTwo, provesTam1, sdmMac } from "./chip-crypto.ts";
import { chipByVerifyUid, developerId, subjectOf } from "./chips.ts";
import type { EnrolledChip } from "./chips.ts";
import { readJson } from "./scan.ts";
import type { SigningKey } from "./signing-key.ts";

const challengeSchema = z.discriminatedUnion("scheme", [
  z.object({ scheme: z.literal(1) }),
  z.object({ scheme: z.literal(2), message: z.string().regex(/^[0-9a-f]{32}$/i), uid: z.string().max(32) }),
]);
const sessionSchema = z.object({
  uid: z.string().max(32),
  response: z.string().regex(/^(?:[0-9a-f]{2})+$/i),
  token: z.string().max(200),
  cld: z.string().max(2048).optional(),
});
const validateSchema = z.object({
  signature: z.string().max(2048),
  aud: z.string().max(500).optional(),
  cld: z.string().max(2048).optional(),
});
const signaturePattern = /([0-9a-f]{14,16})-([0-9a-f]{6})-([0-9a-f]{16})(?![0-9a-f])/i;

interface TokenRow {
  readonly account: string;
  readonly scheme: 1 | 2;
  readonly uid: string | null;
  readonly rnd_a: string;
  readonly issued_at: number;
  readonly used: number;
}

const accountOf = (context: SandboxContext, c: Context<SandboxEnv>): string | null => {
  const row = context.database
    .prepare("SELECT account FROM api_key WHERE key = ?")
    .get(c.req.header("x-api-vivokey") ?? "") as { account: string } | undefined;
  return row?.account ?? null;
};

/** Bodies of failures are not published; a status and a short word must do. */
const refuse = (c: Context<SandboxEnv>, status: 400 | 401 | 404, reason: string): Response =>
  c.json({ error: reason }, status);

const challenge = async (context: SandboxContext, c: Context<SandboxEnv>): Promise<Response> => {
  const account = accountOf(context, c);
  if (account === null) return refuse(c, 401, "key");
  const parsed = challengeSchema.safeParse(await readJson(c));
  if (!parsed.success) return refuse(c, 400, "malformed");
  const rndA = context.random(16);
  const token = toHex(context.random(32)).toLowerCase();
  const remember = context.database.prepare(
    "INSERT INTO verify_token (token, account, scheme, uid, rnd_a, issued_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  if (parsed.data.scheme === 1) {
    remember.run(token, account, 1, null, toHex(rndA), context.now());
    return c.json({ payload: toHex(rndA).toLowerCase(), token });
  }
  const chip = chipByVerifyUid(context, parsed.data.uid);
  if (chip === null || chip.kind === "spark1") return refuse(c, 404, "unknown chip");
  remember.run(token, account, 2, chip.uid, toHex(rndA), context.now());
  const payload = partTwoFor(chip.key, rndA, hexConstant(parsed.data.message));
  return c.json({ payload: toHex(payload).toLowerCase(), token });
};

/** The chip's part of what clients send: some leave the status word on, some the flags (contract 3.3). */
const chipAnswer = (scheme: 1 | 2, response: string): Uint8Array | null => {
  const text = response.toLowerCase();
  if (scheme === 1) return [32, 34, 36].includes(text.length) ? hexConstant(text.slice(-32)) : null;
  const bare = text.length === 68 && /(9100|9000)$/.test(text) ? text.slice(0, 64) : text;
  return bare.length === 64 ? hexConstant(bare) : null;
};

const isProven = (
  context: SandboxContext,
  row: TokenRow,
  chip: EnrolledChip,
  answer: Uint8Array,
): boolean => {
  const rndA = hexConstant(row.rnd_a);
  return row.scheme === 1
    ? chip.kind === "spark1" && provesTam1(chip.key, rndA, answer, context.settings.strictTam1)
    : row.uid === chip.uid && provesPartTwo(chip.key, rndA, answer);
};

const products = { spark1: 1, spark2: 2, apex: 3 } as const;

const signToken = (
  context: SandboxContext,
  key: SigningKey,
  about: {
    account: string;
    chip: EnrolledChip;
    atp: "mau" | "cmac";
    cld?: string | undefined;
    aud?: string | undefined;
  },
): Promise<string> => {
  const issuedAt = Math.floor(context.now() / 1000);
  const product = products[about.chip.kind];
  const developer = developerId(context, about.account);
  const claims = { dev_id: developer, type: product, product, atp: about.atp, cld: about.cld ?? "" };
  const jwt = new SignJWT(claims)
    .setProtectedHeader({ typ: "JWT", alg: "ES256", kid: key.kid })
    .setSubject(subjectOf(context, about.chip.uid, about.account))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + context.settings.verifySeconds)
    .setIssuer("auth.vivokey.com");
  return (about.aud === undefined ? jwt : jwt.setAudience(about.aud)).sign(key.privateKey);
};

/** Takes a token out of use; null when it is unknown, another account's, used, or too old. */
const spend = (context: SandboxContext, token: string, account: string): TokenRow | null => {
  const row = context.database.prepare("SELECT * FROM verify_token WHERE token = ?").get(token) as
    TokenRow | undefined;
  if (row?.account !== account || row.used === 1) return null;
  context.database.prepare("UPDATE verify_token SET used = 1 WHERE token = ?").run(token);
  return context.now() - row.issued_at > context.settings.verifySeconds * 1000 ? null : row;
};

const provenChip = (
  context: SandboxContext,
  row: TokenRow,
  uid: string,
  response: string,
): EnrolledChip | null => {
  const chip = chipByVerifyUid(context, uid);
  const answer = chipAnswer(row.scheme, response);
  return chip !== null && answer !== null && isProven(context, row, chip, answer) ? chip : null;
};

const session = async (
  context: SandboxContext,
  key: SigningKey,
  c: Context<SandboxEnv>,
): Promise<Response> => {
  const account = accountOf(context, c);
  if (account === null) return refuse(c, 401, "key");
  const parsed = sessionSchema.safeParse(await readJson(c));
  if (!parsed.success) return refuse(c, 400, "malformed");
  const { uid, response, token, cld } = parsed.data;
  const row = spend(context, token, account);
  if (row === null || c.get("isExpired")) return refuse(c, 400, "expired");
  const chip = provenChip(context, row, uid, response);
  if (chip === null) return refuse(c, 400, "rejected");
  return c.json({ token: await signToken(context, key, { account, chip, atp: "mau", cld }) });
};

/** What the signature flow says: `expired` for a counter that is not higher than one accepted before. */
interface Judgement {
  readonly result: "success" | "expired" | "invalid";
  readonly token?: string;
}

/** The chip and counter that a signature names, if its MAC is right. */
const readSignature = (
  context: SandboxContext,
  text: string,
): { chip: EnrolledChip; counter: number } | null => {
  const [, uid = "", count = "", mac = ""] = signaturePattern.exec(text) ?? [];
  const chip = chipByVerifyUid(context, uid);
  if (chip?.kind !== "spark2") return null;
  const counter = Number.parseInt(count, 16);
  const expected = toHex(sdmMac(chip.key, hexConstant(chip.uid), counter));
  return expected.toLowerCase() === mac.toLowerCase() ? { chip, counter } : null;
};

const validate = async (
  context: SandboxContext,
  key: SigningKey,
  account: string,
  c: Context<SandboxEnv>,
): Promise<Judgement> => {
  const parsed = validateSchema.safeParse(await readJson(c));
  const signed = parsed.success ? readSignature(context, parsed.data.signature) : null;
  if (!parsed.success || signed === null) return { result: "invalid" };
  if (c.get("isExpired")) return { result: "expired" };
  const { chip, counter } = signed;
  const raised = context.database
    .prepare("UPDATE chip SET counter = ? WHERE uid = ? AND counter < ?")
    .run(counter, chip.uid, counter);
  if (raised.changes === 0) return { result: "expired" };
  const { aud, cld } = parsed.data;
  return {
    result: "success",
    token: await signToken(context, key, { account, chip, atp: "cmac", aud, cld }),
  };
};

const claimsOf = (token: string): object =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as object;

/** The routes of the service's own host. */
export const verifyRoutes = (context: SandboxContext, key: SigningKey): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post("/challenge", (c) => challenge(context, c));
  routes.post("/session", (c) => session(context, key, c));
  routes.post("/validate", async (c) => {
    const account = accountOf(context, c);
    if (account === null) return refuse(c, 401, "key");
    return c.json(await validate(context, key, account, c));
  });
  routes.post("/validate.json", async (c) => {
    const account = accountOf(context, c);
    if (account === null) return refuse(c, 401, "key");
    const { result, token } = await validate(context, key, account, c);
    return c.json(token === undefined ? { result } : { result, ...claimsOf(token) });
  });
  routes.get("/.well-known/jwks.json", (c) => c.json({ keys: [key.published] }));
  return routes;
};
