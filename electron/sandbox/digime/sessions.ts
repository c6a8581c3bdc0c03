/** Read sessions: made with an authorisation or by `trigger`, for one contract and user, for a time (contract 6.1). */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Desk } from "./desk.ts";
import { endOf, newId } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { no } from "./errors.ts";
import type { Access } from "./tokens.ts";

const texts = z.array(z.string());

/** Which files a session is about. Within a criterion every named field must fit, by any of its values. */
export const scopeSchema = z.looseObject({
  criteria: z
    .array(
      z.looseObject({
        /** Unix seconds. */
        from: z.number().optional(),
        to: z.number().optional(),
        metadata: z
          .looseObject({
            tags: texts.optional(),
            reference: texts.optional(),
            mimeType: texts.optional(),
            contractId: texts.optional(),
            appId: texts.optional(),
            accounts: z.array(z.looseObject({ accountId: z.string() })).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});
export type Scope = z.output<typeof scopeSchema>;

/** What a client is told of a session; `expiry` is in milliseconds. */
export interface SessionView {
  readonly key: string;
  readonly expiry: number;
}

/** A session as it is kept. */
export interface Session {
  readonly key: string;
  readonly scope: Scope;
  readonly polls: number;
}

/** A scope must stay within what this sandbox's contracts wrote. */
export const checkScope = (desk: Desk, scope: Scope): Result<null, Refusal> => {
  const named = (scope.criteria ?? []).flatMap(({ metadata }) => metadata?.contractId ?? []);
  return named.every((id) => desk.contracts.some((contract) => contract.id === id))
    ? ok(null)
    : no("ScopeOutOfBounds", "The scope names a contract that this one may not read.");
};

/** Opens a session; without a user it becomes theirs who consents. */
export const openSession = (
  desk: Desk,
  { contractId, userId, scope }: { contractId: string; userId: string | null; scope: Scope },
): SessionView => {
  const key = newId(desk, "sess");
  const expiry = endOf(desk, desk.settings().sessionSeconds);
  desk.database
    .prepare("INSERT INTO digime_session (key, contract_id, user_id, scope, ends_at) VALUES (?, ?, ?, ?, ?)")
    .run(key, contractId, userId, JSON.stringify(scope), expiry);
  return { key, expiry };
};

/** The session, if it is the caller's and has not ended. */
export const findSession = (desk: Desk, key: string, access: Access): Result<Session, Refusal> => {
  const row = desk.database
    .prepare(
      "SELECT scope, polls, ends_at FROM digime_session WHERE key = ? AND contract_id = ? AND user_id = ?",
    )
    .get(key, access.contractId, access.userId) as
    { scope: string; polls: number; ends_at: number } | undefined;
  if (row === undefined || row.ends_at <= desk.context.now()) {
    return no("SessionInvalid", "There is no such session, or it has ended.");
  }
  return ok({ key, scope: JSON.parse(row.scope) as Scope, polls: row.polls });
};

/** Counts one more answer of the session's list. */
export const countPoll = (desk: Desk, key: string): void =>
  void desk.database.prepare("UPDATE digime_session SET polls = polls + 1 WHERE key = ?").run(key);
