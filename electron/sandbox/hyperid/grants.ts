/**
 * What people allowed: sessions, grants, codes and refresh tokens (contract 2.5). A grant is one consent;
 * revoking ends it alone, logging out ends every grant of the person's session. Time is the sandbox's own.
 */
import { randomUUID } from "node:crypto";
import type { Asked } from "./authorization-request.ts";
import type { HyperidParts } from "./parts.ts";
import { newSecret } from "./parts.ts";
import { readSettings } from "./settings.ts";
import { hashOf } from "./tables.ts";

/** A consent with the session it was given in. `started_at`: when the person signed in, in ms. */
export interface Grant {
  readonly id: string;
  readonly client: string;
  readonly person: string;
  readonly session: string;
  readonly scope: string;
  readonly started_at: number;
  readonly ended_at: number | null;
}

/** Why a grant ended. */
export type EndedBy = "revoked" | "logged-out" | "code-replayed" | "refresh-replayed" | "withdrawn";

/** A code as it was handed out. */
export interface CodeRow {
  readonly grant_id: string;
  readonly redirect_uri: string;
  readonly challenge: string | null;
  readonly nonce: string | null;
  readonly issued_at: number;
}

const openSession = ({ context }: HyperidParts, person: string): string => {
  const open = context.database
    .prepare("SELECT id FROM hyperid_session WHERE person = ? AND ended_at IS NULL")
    .get(person) as { id: string } | undefined;
  if (open !== undefined) return open.id;
  const id = randomUUID();
  context.database
    .prepare("INSERT INTO hyperid_session VALUES (?, ?, ?, NULL)")
    .run(id, person, context.now());
  return id;
};

/** Remembers that the person allowed what was asked; returns the code. */
export const allow = (parts: HyperidParts, asked: Asked, person: string): string => {
  const { database, now } = parts.context;
  const grant = randomUUID();
  const code = newSecret();
  database.transaction(() => {
    database
      .prepare("INSERT INTO hyperid_grant VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)")
      .run(grant, asked.client, person, openSession(parts, person), asked.scopes.join(" "), now());
    database
      .prepare("INSERT INTO hyperid_code VALUES (?, ?, ?, ?, ?, ?, 0)")
      .run(hashOf(code), grant, asked.redirectUri, asked.challenge, asked.nonce, now());
  })();
  return code;
};

/** Finds a grant, ended or not. */
export const findGrant = ({ context }: HyperidParts, id: string): Grant | null =>
  (context.database
    .prepare(
      `SELECT g.id, g.client, g.person, g.session, g.scope, g.ended_at, s.started_at
       FROM hyperid_grant g JOIN hyperid_session s ON s.id = g.session WHERE g.id = ?`,
    )
    .get(id) as Grant | undefined) ?? null;

/** Ends one grant; one that has ended stays as it is. */
export const endGrant = ({ context }: HyperidParts, id: string, by: EndedBy): void =>
  void context.database
    .prepare("UPDATE hyperid_grant SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL")
    .run(context.now(), by, id);

/** Ends the session and all that was allowed in it, for every app. */
export const endSession = ({ context }: HyperidParts, session: string): void => {
  const { database, now } = context;
  database.transaction(() => {
    database.prepare("UPDATE hyperid_session SET ended_at = ? WHERE id = ?").run(now(), session);
    database
      .prepare(
        `UPDATE hyperid_grant SET ended_at = ?, ended_by = 'logged-out'
         WHERE session = ? AND ended_at IS NULL`,
      )
      .run(now(), session);
  })();
};

/** Takes a code or a refresh token out of use; false when it was out of use already. */
const spend = ({ context }: HyperidParts, table: "code" | "refresh", hash: string): boolean =>
  context.database.prepare(`UPDATE hyperid_${table} SET used = 1 WHERE hash = ? AND used = 0`).run(hash)
    .changes === 1;

/** Takes a code out of use. Null for an unknown or used one; a used one ends what it gave. */
export const spendCode = (parts: HyperidParts, code: string): CodeRow | null => {
  const hash = hashOf(code);
  const row = parts.context.database.prepare("SELECT * FROM hyperid_code WHERE hash = ?").get(hash) as
    CodeRow | undefined;
  if (row === undefined) return null;
  if (spend(parts, "code", hash)) return row;
  endGrant(parts, row.grant_id, "code-replayed");
  return null;
};

/** Makes a refresh token of a grant known. `expiresAt` in ms. */
export const keepRefreshToken = (
  { context }: HyperidParts,
  token: string,
  grant: string,
  expiresAt: number,
): void =>
  void context.database
    .prepare("INSERT INTO hyperid_refresh VALUES (?, ?, ?, 0)")
    .run(hashOf(token), grant, expiresAt);

/** A refresh token of ours, with the grant it belongs to, ended or not. */
export interface KnownRefreshToken {
  readonly grant: Grant;
  readonly isTooOld: boolean;
  readonly isUsed: boolean;
}

/** What is known of a refresh token; null when it is none of ours. */
export const findRefreshToken = (parts: HyperidParts, token: string): KnownRefreshToken | null => {
  const row = parts.context.database
    .prepare("SELECT grant_id, expires_at, used FROM hyperid_refresh WHERE hash = ?")
    .get(hashOf(token)) as { grant_id: string; expires_at: number; used: number } | undefined;
  const grant = row === undefined ? null : findGrant(parts, row.grant_id);
  if (row === undefined || grant === null) return null;
  return { grant, isTooOld: parts.context.now() >= row.expires_at, isUsed: row.used === 1 };
};

/** Takes a refresh token out of use. False when it was used before, which ends its grant. */
export const spendRefreshToken = (parts: HyperidParts, token: string, grant: Grant): boolean => {
  if (spend(parts, "refresh", hashOf(token))) return true;
  endGrant(parts, grant.id, "refresh-replayed");
  return false;
};

/** Whether a code is too old to be exchanged. */
export const isCodeOver = ({ context }: HyperidParts, { issued_at }: CodeRow): boolean =>
  context.now() - issued_at > readSettings(context.database).codeSeconds * 1000;

/** Every grant, without what could be used of it. Times in ms. */
export const allGrants = ({ context }: HyperidParts): unknown =>
  context.database
    .prepare(
      `SELECT id, client, person, session, scope, granted_at AS grantedAt, ended_at AS endedAt,
         ended_by AS endedBy
       FROM hyperid_grant ORDER BY granted_at, id`,
    )
    .all();
