/** What all parts of the digi.me client share, and the few things they all do: waiting, chance, naming a failure. */
import { unlessAborted } from "#stores/waiting.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { DigimeCrypto } from "./digime-crypto.port.ts";
import type { Trouble } from "./digime-errors.ts";
import { asAccountError, asStoreError } from "./digime-errors.ts";
import type { DigimeClientSettings, DigimeIdentity } from "./digime-settings.ts";

/** Handed to each part. */
export interface DigimeContext {
  readonly settings: DigimeClientSettings;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** `length` random bytes, for nonces, states, verifiers and the spread of retries. */
  readonly random: (length: number) => Uint8Array;
  readonly crypto: DigimeCrypto;
  readonly secrets: SecretSlot;
  /** As whom the person's connection speaks. */
  readonly identity: () => Promise<Result<DigimeIdentity, Trouble>>;
  /** As whom what was written is read back. */
  readonly readIdentity: () => Promise<Result<DigimeIdentity, Trouble>>;
}

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** `length` random letters and digits, each as likely as any other. */
export const randomText = (random: DigimeContext["random"], length: number): string => {
  // Bytes above the last whole multiple of the alphabet would favour its first characters.
  const limit = 256 - (256 % alphanumerics.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < limit && text.length < length) text += alphanumerics.charAt(byte % alphanumerics.length);
    }
  }
  return text;
};

/** The trouble of a call that nobody waits for any more. */
export const cancelled = { kind: "unanswered", failure: { reason: "cancelled" } } as const satisfies Trouble;

/** The outcome, or cancelled as soon as the signal aborts; the work itself goes on. */
export const orCancelled = <T>(
  work: Promise<Result<T, Trouble>>,
  signal: AbortSignal,
): Promise<Result<T, Trouble>> => unlessAborted(work, signal, () => err(cancelled));

const silent: readonly string[] = ["scan.cancelled", "connect.cancelled", "store.not-connected"];

const noted = <E extends StoreError | AccountError>(log: Log, call: string, error: E): E => {
  const { code, ref, detail } = error;
  // "code" and "call" of the line are ours; the service's code is told apart from them.
  if (!silent.includes(code))
    log.warn("digime", { ...detail, serviceCode: detail?.["code"], call, code, ref });
  return error;
};

/** Tells an outcome as a store's, with one line in the log when it failed. */
export const toStore = <T>(
  { log }: DigimeContext,
  call: string,
  result: Result<T, Trouble>,
): Result<T, StoreError> => (result.ok ? result : err(noted(log, call, asStoreError(result.error))));

/** Tells an outcome as an account's, with one line in the log when it failed. */
export const toAccount = <T>(
  { log }: DigimeContext,
  call: string,
  result: Result<T, Trouble>,
): Result<T, AccountError> => (result.ok ? result : err(noted(log, call, asAccountError(result.error))));
