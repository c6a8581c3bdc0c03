/**
 * Every failure that the contract lists (section 6) with what it means to us, as one table. Rows are told
 * apart by status, by which of the two shapes the body has (A: message and cause; B: error and message)
 * and by the beginning of a title; words of the service are compared here and nowhere else.
 *
 * | row | kind | code |
 * | --- | --- | --- |
 * | 400/A/Duplicate data | duplicate | store.refused |
 * | 400/A/Could not insert data | refused | store.refused |
 * | 400/A/Data Missing | missing | store.conflict |
 * | 400/A/Request rate exceeded | busy | store.busy |
 * | 400/A/File not available, 400/A/Error | file | store.refused |
 * | 400/B/Bad Request | refused | store.refused |
 * | 401/B/Not Authenticated | signed-out | store.consent-ended |
 * | 401/A/Credentials required | refused | store.refused |
 * | 403/A/Forbidden, 403/B/Forbidden | forbidden | store.no-permission |
 * | 404/A/Application not Found | no-application | store.refused |
 * | 404/A/No such file | no-file | store.conflict |
 * | 404/A/Combinator Not Found, 404/A/Bundle Not Found | refused | store.refused |
 * | 404/B/Not Found (the account sleeps) | away | store.unreachable |
 * | 404/B/Handler Not Found | bad-reply | store.bad-reply |
 * | 500/B/Internal Server error | away | store.unreachable |
 */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { StoreError } from "#stores/store.port.ts";

/** What a failure means to the code that asked. `lost`: no whole answer came, so nothing is known. */
export type PdaFailureKind =
  | "duplicate"
  | "missing"
  | "no-file"
  | "no-application"
  | "file"
  | "signed-out"
  | "forbidden"
  | "refused"
  | "busy"
  | "away"
  | "lost"
  | "bad-reply"
  | "cancelled";

/** A failure with what is told to whoever asked. */
export interface PdaFailure {
  readonly kind: PdaFailureKind;
  readonly error: StoreError;
}

interface Row {
  readonly name: string;
  readonly kind: PdaFailureKind;
  readonly code: StoreError["code"];
}

const row = (name: string, kind: PdaFailureKind, code: StoreError["code"]): Row => ({ name, kind, code });

/** First the rows that begin alike and say more. */
const table: readonly Row[] = [
  row("400/A/Duplicate data", "duplicate", "store.refused"),
  row("400/A/Could not insert data", "refused", "store.refused"),
  row("400/A/Data Missing", "missing", "store.conflict"),
  row("400/A/Request rate exceeded", "busy", "store.busy"),
  row("400/A/File not available", "file", "store.refused"),
  row("400/A/Error", "file", "store.refused"),
  row("400/B/Bad Request", "refused", "store.refused"),
  row("401/B/Not Authenticated", "signed-out", "store.consent-ended"),
  row("401/A/Credentials required", "refused", "store.refused"),
  row("403/A/Forbidden", "forbidden", "store.no-permission"),
  row("403/B/Forbidden", "forbidden", "store.no-permission"),
  row("404/A/Application not Found", "no-application", "store.refused"),
  row("404/A/No such file", "no-file", "store.conflict"),
  row("404/A/Combinator Not Found", "refused", "store.refused"),
  row("404/A/Bundle Not Found", "refused", "store.refused"),
  row("404/B/Not Found", "away", "store.unreachable"),
  row("404/B/Handler Not Found", "bad-reply", "store.bad-reply"),
  row("500/B/Internal Server error", "away", "store.unreachable"),
];

/** Shape B's message may be an object of what was wrong where; only titles are looked at. */
const shapeB = z.object({ error: z.string(), message: z.unknown().optional() });
const shapeA = z.object({ message: z.string(), cause: z.unknown().optional() });

/** The row that an answer belongs to, such as `400/A/Duplicate data`; null when it is in none. */
export const errorRowOf = (status: number, json: unknown): string | null => {
  const b = shapeB.safeParse(json);
  const a = shapeA.safeParse(json);
  const titles = b.success
    ? [`${status}/B/${b.data.error}`]
    : a.success
      ? [
          `${status}/A/${typeof a.data.cause === "string" ? a.data.cause : ""}`,
          `${status}/A/${a.data.message}`,
        ]
      : [];
  const found = table.find(({ name }) =>
    titles.some((title) => title.toLowerCase().startsWith(name.toLowerCase())),
  );
  return found?.name ?? null;
};

const failureOf = (
  kind: PdaFailureKind,
  code: StoreError["code"],
  detail?: Readonly<Record<string, string | number>>,
): PdaFailure => ({ kind, error: fail(code, detail).error });

const statuses: Readonly<Record<number, readonly [PdaFailureKind, StoreError["code"]]>> = {
  401: ["refused", "store.consent-ended"],
  403: ["forbidden", "store.no-permission"],
  408: ["away", "store.unreachable"],
  413: ["refused", "store.value-too-long"],
  429: ["busy", "store.busy"],
};

/** For answers in no row: proxies, gateways, and what the contract does not know. */
const byStatus = (status: number, isPage: boolean): PdaFailure => {
  if (status === 507) return failureOf("refused", "store.full", { status });
  if (status >= 500) return failureOf("away", "store.unreachable", { status });
  if (isPage || status < 400) return failureOf("bad-reply", "store.bad-reply", { status });
  const [kind, code] = statuses[status] ?? ["refused", "store.refused"];
  return failureOf(kind, code, { status });
};

/** What an answer means that is no success. `json` null: its body was none. `isPage`: a web page came instead. */
export const failureOfAnswer = (status: number, json: unknown, isPage: boolean): PdaFailure => {
  const name = errorRowOf(status, json);
  const found = table.find((known) => known.name === name);
  return found === undefined
    ? byStatus(status, isPage)
    : failureOf(found.kind, found.code, { status, said: found.name });
};

/** A success that is not what was asked for. `what` is a word of ours. */
export const badReply = (what: string): PdaFailure => failureOf("bad-reply", "store.bad-reply", { what });

/** No whole answer: `reason` and `system` as the Http port gives them. */
export const failureOfHttp = (failure: { readonly reason: string; readonly system?: string }): PdaFailure => {
  if (failure.reason === "cancelled") return failureOf("cancelled", "scan.cancelled");
  if (failure.reason === "too-large") return failureOf("bad-reply", "store.bad-reply", { what: "too-large" });
  return failureOf("lost", "store.unreachable", { ...failure });
};

/** A list that does not stand still long enough to be read whole. */
export const busyList = (): PdaFailure => failureOf("busy", "store.busy", { what: "moving" });
