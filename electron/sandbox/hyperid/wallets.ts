/**
 * The wallet helpers (contract 3.6). A signature's form is checked, not the signature: that would need a
 * curve that this computer's crypto does not recover keys on, and no wallet of the sandbox has a key.
 */
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { HyperidParts } from "./parts.ts";
import { walletChains } from "./people.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { answerCall, failed } from "./rest-call.ts";
import { result } from "./spaces.ts";

interface WalletRow {
  readonly address: string;
  readonly chain: string;
  readonly family: number;
  readonly label: string;
  readonly tags: string;
  readonly is_public: number;
}

const signatureInvalid = -6;
const hasOwner = -7;

const addSchema = z.object({
  wallet_data_to_sign: z.string().min(1).max(1_000),
  wallet_sign: z.string().max(1_000),
  wallet: z.object({
    address: z.string().regex(/^0x[0-9a-f]{40}$/i),
    chain: z.string().regex(/^\d{1,10}$/),
    label: z.string().max(200).default(""),
    tags: z.array(z.string().max(100)).max(20).default([]),
  }),
});
const tagSchema = z.object({ wallet_tag: z.string() });

const walletsOf = ({ database }: SandboxContext, person: string): WalletRow[] =>
  database
    .prepare("SELECT * FROM hyperid_wallet WHERE person = ? ORDER BY address")
    .all(person) as WalletRow[];

const tagsOf = ({ tags }: WalletRow): readonly string[] => z.array(z.string()).parse(JSON.parse(tags));

/** Whether a wallet, in lower case, is the person's. */
export const hasWallet = (context: SandboxContext, person: string, address: string): boolean =>
  walletsOf(context, person).some((wallet) => wallet.address === address);

const shown = (rows: readonly WalletRow[], isPublic: boolean): object[] =>
  rows
    .filter(({ is_public }) => (is_public === 1) === isPublic)
    .map((row) => ({
      address: row.address,
      chain: row.chain,
      family: row.family,
      label: row.label,
      tags: tagsOf(row),
    }));

const answerWith = (rows: readonly WalletRow[]): RestAnswer => ({
  result: result.success,
  wallets_private: shown(rows, false),
  wallets_public: shown(rows, true),
});

const byTag = (context: SandboxContext, { token, body }: RestCall): RestAnswer => {
  const parsed = tagSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const { wallet_tag: tag } = parsed.data;
  return answerWith(walletsOf(context, token.grant.person).filter((row) => tagsOf(row).includes(tag)));
};

const add = ({ database }: SandboxContext, { token, body }: RestCall): RestAnswer => {
  const parsed = addSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const { wallet, wallet_sign } = parsed.data;
  if (!/^0x[0-9a-f]{130}$/i.test(wallet_sign)) return failed(signatureInvalid);
  const added = database
    .prepare("INSERT OR IGNORE INTO hyperid_wallet VALUES (?, ?, ?, 0, ?, ?, 1)")
    .run(
      wallet.address.toLowerCase(),
      token.grant.person,
      wallet.chain,
      wallet.label,
      JSON.stringify(wallet.tags),
    );
  return failed(added.changes === 1 ? result.success : hasOwner);
};

const forReading = ["email", "user-data-get"] as const;
const forWriting = ["email", "user-data-set"] as const;

/** The routes below the REST address. */
export const walletRoutes = (parts: HyperidParts): Hono<SandboxEnv> => {
  const { context } = parts;
  const routes = new Hono<SandboxEnv>();
  routes.post("/user-wallets/get", (c) =>
    answerCall(parts, c, forReading, ({ token }) => answerWith(walletsOf(context, token.grant.person))),
  );
  routes.post("/user-wallets-by-tag/get", (c) =>
    answerCall(parts, c, forReading, (call) => byTag(context, call)),
  );
  routes.post("/user-wallet/add", (c) => answerCall(parts, c, forWriting, (call) => add(context, call)));
  routes.post("/user-wallets/available-chains-get", (c) =>
    answerCall(parts, c, forReading, () => ({ result: result.success, chains: walletChains.map(String) })),
  );
  return routes;
};
