/**
 * The two people as HyperID knows them: a stable subject, a wallet each, linked social accounts. Ada has
 * linked Google only, so that “this account is not linked” can be tried.
 */
import { createHash } from "node:crypto";
import type { SandboxContext } from "#sandbox/context.ts";
import { readMeta } from "#sandbox/database.ts";
import { sandboxPeople } from "#sandbox/page.ts";
import type { SandboxPerson } from "#sandbox/page.ts";

/** Names of the social accounts that discovery tells of (contract 1). */
export const identityProviders = ["google", "telegram", "twitter", "discord", "microsoft"] as const;

/** Wallet families by their numbers (contract 2.4). */
export const walletFamilies = { Ethereum: 0, Solana: 1 } as const;

/** Chains by their numbers; 1 is Ethereum's main one. */
export const walletChains = [1, 137, 56] as const;

const linked: Readonly<Record<SandboxPerson["id"], readonly string[]>> = {
  ada: ["google"],
  ben: ["google", "telegram"],
};

const digest = (context: SandboxContext, what: string): string =>
  createHash("sha256")
    .update(`${readMeta(context.database, "salt") ?? ""} hyperid ${what}`)
    .digest("hex");

/** The person of an id; null for nobody. */
export const personOf = (id: string): SandboxPerson | null =>
  sandboxPeople.find((person) => person.id === id) ?? null;

/** `sub`: a UUID that stays the same as long as the sandbox's folder does. */
export const subjectOf = (context: SandboxContext, person: string): string => {
  const hex = digest(context, `person ${person}`);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
};

/** The address of the wallet that each person starts with. */
export const walletOf = (context: SandboxContext, person: string): string =>
  `0x${digest(context, `wallet ${person}`).slice(0, 40)}`;

/** Whether the person has linked that social account. */
export const hasLinked = (person: SandboxPerson, provider: string): boolean =>
  linked[person.id].includes(provider);

/** Puts the first wallets back. */
export const seedWallets = (context: SandboxContext): void => {
  const add = context.database.prepare(
    "INSERT OR IGNORE INTO hyperid_wallet VALUES (?, ?, '1', 0, 'First wallet', '[]', 1)",
  );
  for (const { id } of sandboxPeople) add.run(walletOf(context, id), id);
};
