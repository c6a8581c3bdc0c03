/**
 * Failures of one user-data request: the code that a person meets, and whether asking for less could help.
 * The service's own number goes along as `result`, so that it can be told to the service.
 */
import { appError } from "#contract/errors.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { Meaning, Space, Verb } from "./result-table.ts";

/**
 * `again`: `refresh`: with a new token, once; `wait`: after a pause. `cut`: what a request of several keys
 * does: `smaller` requests from now on, or `apart`: this one in halves, until the key at fault is alone.
 */
export interface UserDataFailure {
  readonly error: StoreError;
  readonly again: "refresh" | "wait" | null;
  readonly cut: "smaller" | "apart" | null;
}

const failure = (error: StoreError, more: Partial<UserDataFailure> = {}): UserDataFailure => ({
  again: null,
  cut: null,
  ...more,
  error,
});

/** What was sent, as far as it explains a refusal. `dataLength`: characters of the value; `keyLength`: of the key. */
export interface Sent {
  readonly verb: Verb;
  readonly space: Space;
  readonly keyLength?: number;
  readonly dataLength?: number;
}

/** The smallest value limit that settings allow: a value below it is not refused for its length. */
const surelyShort = 256;

/**
 * -5 for a value that may well be too long is taken for that: everything else in the request is the same
 * each time. A key that is invalid has our own alphabet (contract 5), so its length is what is left.
 */
const refusalOf = (meaning: Meaning, result: number, sent: Sent): StoreError => {
  const told = { result, verb: sent.verb, space: sent.space };
  if (meaning === "invalid" && (sent.dataLength ?? 0) > surelyShort)
    return appError("store.value-too-long", told);
  if (meaning === "key-invalid")
    return appError("store.name-too-long", { ...told, limit: Math.max(1, (sent.keyLength ?? 1) - 1) });
  return appError("store.refused", { ...told, because: meaning });
};

type Code = "store.consent-ended" | "store.no-permission" | "store.busy" | "store.bad-reply" | null;

/** The code of each meaning, null where the request explains it, and what could help. */
const outcomes: Readonly<Record<Meaning, Partial<UserDataFailure> & { readonly code: Code }>> = {
  "token-ended": { code: "store.consent-ended", again: "refresh" },
  "not-granted": { code: "store.no-permission" },
  busy: { code: "store.busy", again: "wait" },
  "too-many-keys": { code: null, cut: "smaller" },
  invalid: { code: null, cut: "apart" },
  "key-denied": { code: null, cut: "apart" },
  "key-invalid": { code: null, cut: "apart" },
  "place-unknown": { code: null },
  // A success is never asked for here.
  done: { code: "store.bad-reply" },
  "nothing-found": { code: "store.bad-reply" },
  unknown: { code: "store.bad-reply" },
};

/** The failure for a result that is not a success. */
export const resultFailure = (meaning: Meaning, result: number, sent: Sent): UserDataFailure => {
  const { code, ...more } = outcomes[meaning];
  const told = { result, verb: sent.verb, space: sent.space };
  return failure(code === null ? refusalOf(meaning, result, sent) : appError(code, told), more);
};

/** The failure for a request that had no whole answer. */
export const httpFailure = ({ reason, system }: HttpFailure): UserDataFailure => {
  switch (reason) {
    case "cancelled":
      return failure(appError("scan.cancelled"));
    case "unreachable":
    case "timeout": {
      const told = { reason, ...(system === undefined ? {} : { system }) };
      return failure(appError("store.unreachable", told), { again: "wait" });
    }
    case "insecure":
      return failure(appError("store.not-configured", { reason }));
    case "too-large":
      return failure(appError("store.bad-reply", { reason }), { cut: "smaller" });
    case "not-json":
      return failure(appError("store.bad-reply", { reason }));
  }
};

/** The failure for a status that is no answer of the service; null for 2xx. The vendor's libraries read any as “under maintenance”. */
export const statusFailure = (status: number, { verb }: Sent): UserDataFailure | null => {
  if (status >= 200 && status < 300) return null;
  const told = { status };
  if (status === 429 || status === 503) return failure(appError("store.busy", told), { again: "wait" });
  if (status === 507) return failure(appError("store.full", told));
  if (status === 413) {
    return verb === "set"
      ? failure(appError("store.value-too-long", told))
      : failure(appError("store.refused", told), { cut: "smaller" });
  }
  return failure(appError("store.unreachable", told), { again: status >= 500 ? "wait" : null });
};

/** A 200 without an answer of the service in it, such as a portal's page. */
export const unreadable = (because: string): UserDataFailure =>
  failure(appError("store.bad-reply", { because }));

/** A failure that is not of this request, such as a sign-in that ended. */
export const otherFailure = (error: StoreError): UserDataFailure => failure(error);
