/** Access and refresh tokens: one pair per contract and user; a new pair replaces the old one (contract 4). */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Desk } from "./desk.ts";
import { endOf, newId } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { ended } from "./errors.ts";

/** Whom a token speaks for, and with which contract's consent. */
export interface Access {
  readonly userId: string;
  readonly contractId: string;
  readonly consentId: string;
}

interface TokenRow {
  readonly access: string;
  readonly contract_id: string;
  readonly user_id: string;
  readonly consent_id: string;
  readonly access_ends_at: number;
  readonly refresh_ends_at: number;
  readonly replaced: number;
}

const accessOf = (row: TokenRow): Access => ({
  userId: row.user_id,
  contractId: row.contract_id,
  consentId: row.consent_id,
});

const find = (desk: Desk, column: "access" | "refresh", value: string): TokenRow | null =>
  (desk.database.prepare(`SELECT * FROM digime_token WHERE ${column} = ?`).get(value) as
    TokenRow | undefined) ?? null;

/**
 * Whom an access token speaks for. Without `contractId` any contract's token will do (linking to a library);
 * with `evenEnded` an old one too (re-authorising).
 */
export const checkAccess = (
  desk: Desk,
  token: string,
  { contractId, evenEnded = false }: { readonly contractId?: string; readonly evenEnded?: boolean } = {},
): Result<Access, Refusal> => {
  const row = find(desk, "access", token);
  const isOwn = row !== null && (contractId ?? row.contract_id) === row.contract_id;
  if (!isOwn) return err(ended("access token"));
  const isLive = row.replaced === 0 && row.access_ends_at > desk.context.now();
  return isLive || evenEnded ? ok(accessOf(row)) : err(ended("access token"));
};

/** What a reply token says of a new pair; `expires_on` is in seconds (contract 4). */
export interface PairPayload {
  readonly access_token: { readonly value: string; readonly expires_on: number };
  readonly refresh_token: { readonly value: string; readonly expires_on: number };
  readonly sub: string;
  readonly consentid: string;
}

/** Makes a pair in the place of the one before. Ended pairs are kept, because re-authorising shows an old token. */
export const issuePair = (desk: Desk, { contractId, userId, consentId }: Access): PairPayload => {
  const { accessSeconds, refreshSeconds } = desk.settings();
  const access = newId(desk, "at");
  const refresh = newId(desk, "rt");
  const accessEndsAt = endOf(desk, accessSeconds);
  const refreshEndsAt = endOf(desk, refreshSeconds);
  desk.database.transaction(() => {
    desk.database
      .prepare("UPDATE digime_token SET replaced = 1 WHERE contract_id = ? AND user_id = ?")
      .run(contractId, userId);
    desk.database
      .prepare("INSERT INTO digime_token VALUES (?, ?, ?, ?, ?, ?, ?, 0)")
      .run(access, refresh, contractId, userId, consentId, accessEndsAt, refreshEndsAt);
  })();
  return {
    access_token: { value: access, expires_on: Math.floor(accessEndsAt / 1_000) },
    refresh_token: { value: refresh, expires_on: Math.floor(refreshEndsAt / 1_000) },
    sub: userId,
    consentid: consentId,
  };
};

/** Trades a refresh token for a new pair. */
export const refreshPair = (
  desk: Desk,
  refresh: string,
  contractId: string,
): Result<PairPayload, Refusal> => {
  const row = find(desk, "refresh", refresh);
  const isGood =
    row !== null &&
    row.contract_id === contractId &&
    row.replaced === 0 &&
    row.refresh_ends_at > desk.context.now();
  return isGood ? ok(issuePair(desk, accessOf(row))) : err(ended("refresh token"));
};
