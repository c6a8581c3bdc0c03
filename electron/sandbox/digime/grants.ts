/** Codes of the flows through the browser: those that open a consent page, and those that come back from one. */
import type { Desk } from "./desk.ts";
import type { ApiVersion } from "./desk.ts";
import { endOf, newId } from "./desk.ts";

/** The pages of the onboarding host (contract 4). */
export const flows = ["authorize", "onboard", "user-reauth", "revoke"] as const;
/** One of them. */
export type Flow = (typeof flows)[number];

/** What a page is asked for. `userId` is set when the library is known beforehand. */
export interface Grant {
  readonly code: string;
  readonly flow: Flow;
  readonly version: ApiVersion;
  readonly contractId: string;
  readonly userId: string | null;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly challenge: string | null;
  readonly sessionKey: string | null;
  readonly accountId: string | null;
}

/** A grant as it is found: whether its code was used or has ended. */
export interface FoundGrant extends Grant {
  readonly isOver: boolean;
}

/** Remembers a request and names it. */
export const addGrant = (desk: Desk, grant: Omit<Grant, "code">): string => {
  const code = newId(desk, grant.flow === "authorize" ? "pre" : "ref");
  const { flow, version, contractId, userId, redirectUri, state, challenge, sessionKey, accountId } = grant;
  const endsAt = endOf(desk, desk.settings().codeSeconds);
  desk.database
    .prepare("INSERT INTO digime_grant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
    .run(
      code,
      flow,
      version,
      contractId,
      userId,
      redirectUri,
      state,
      challenge,
      sessionKey,
      accountId,
      endsAt,
    );
  return code;
};

/** The request that a page's code names. */
export const findGrant = (desk: Desk, flow: Flow, code: string): FoundGrant | null => {
  const row = desk.database
    .prepare(
      `SELECT code, flow, version, contract_id AS contractId, user_id AS userId, redirect_uri AS redirectUri,
         state, challenge, session_key AS sessionKey, account_id AS accountId, ends_at AS endsAt, used
       FROM digime_grant WHERE code = ? AND flow = ?`,
    )
    .get(code, flow) as (Grant & { endsAt: number; used: number }) | undefined;
  if (row === undefined) return null;
  const { endsAt, used, ...grant } = row;
  return { ...grant, isOver: used === 1 || endsAt <= desk.context.now() };
};

/** A page is answered once. */
export const spendGrant = (desk: Desk, code: string): void =>
  void desk.database.prepare("UPDATE digime_grant SET used = 1 WHERE code = ?").run(code);

/** The code that goes back to the client. */
export interface AuthorizationCode {
  readonly version: ApiVersion;
  readonly contractId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

/** Makes one for a person's consent. */
export const addCode = (desk: Desk, code: AuthorizationCode): string => {
  const value = newId(desk, "code");
  const { version, contractId, userId, redirectUri, challenge } = code;
  desk.database
    .prepare("INSERT INTO digime_code VALUES (?, ?, ?, ?, ?, ?, ?, 0)")
    .run(
      value,
      version,
      contractId,
      userId,
      redirectUri,
      challenge,
      endOf(desk, desk.settings().codeSeconds),
    );
  return value;
};

/** Takes a code out of use, whatever comes of it. `ended` is for one that was good once. */
export const spendCode = (desk: Desk, value: string): AuthorizationCode | "ended" | null => {
  const row = desk.database
    .prepare(
      `SELECT version, contract_id AS contractId, user_id AS userId, redirect_uri AS redirectUri, challenge,
         ends_at AS endsAt, used FROM digime_code WHERE code = ?`,
    )
    .get(value) as (AuthorizationCode & { endsAt: number; used: number }) | undefined;
  if (row === undefined) return null;
  desk.database.prepare("UPDATE digime_code SET used = 1 WHERE code = ?").run(value);
  const { endsAt, used, ...code } = row;
  return used === 1 || endsAt <= desk.context.now() ? "ended" : code;
};
