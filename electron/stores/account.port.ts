/**
 * A person's account at one service: signing in through the system browser, how long that lasts, and
 * ending it. Tokens stay behind this port and in the secret slot; what leaves it can be shown.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { SecretError } from "./secret-slot.port.ts";

/** Failures of signing in and of what an account needs. */
export type AccountError =
  | SecretError
  | AppError<
      | "connect.denied"
      | "connect.wrong-state"
      | "connect.untrusted"
      | "connect.refused"
      | "connect.cancelled"
      | "connect.clock-skew"
      | "settings.pda-malformed"
      | "settings.pda-unknown"
      | "settings.namespace-malformed"
      | "settings.contract-key-malformed"
      | "settings.address-malformed"
      | "store.not-configured"
      | "store.not-connected"
      | "store.consent-ended"
      | "store.other-account"
      | "store.no-permission"
      | "store.busy"
      | "store.refused"
      | "store.unreachable"
      | "store.bad-reply"
    >;

/** What is known of a connected account. Times are epoch ms; null where the service sets no such limit. */
export interface AccountFacts {
  /** The service's own stable id of the account, to recognise it by. */
  readonly id: string;
  /** What the person knows it by: an e-mail address, a PDA's address, a short id. */
  readonly label: string;
  readonly connectedAt: number;
  /** After this the person must sign in again, whatever happens. */
  readonly consentEndsAt: number | null;
  /** After this the person must sign in again, unless the service is used before. */
  readonly idleEndsAt: number | null;
  /** Signed in with a developer's sandbox credentials, not by a person's consent. */
  readonly isDeveloperAccess: boolean;
}

/** A sign-in under way: made for one redirect, good for one answer. */
export interface BrowserSignIn {
  /** Where the system browser is sent. Holds no secret beyond this sign-in. */
  readonly url: string;
  /**
   * Takes the address the browser came back to. connect.wrong-state when it answers another sign-in,
   * connect.denied when the person said no, connect.untrusted when a signature or key does not hold,
   * store.other-account when it is not `expectedId`. Nothing is kept unless it answers ok.
   */
  finish(redirect: URL, signal: AbortSignal): Promise<Result<AccountFacts, AccountError>>;
}

/** Signs in and out of one service. */
export interface Account {
  /** Null while nobody is signed in. Asks the secret slot, never the service. */
  facts(): Promise<Result<AccountFacts | null, AccountError>>;
  /** Begins a sign-in that comes back to `redirectUri`. `expectedId`: the account that must come back, null for any. */
  begin(
    redirectUri: string,
    expectedId: string | null,
    signal: AbortSignal,
  ): Promise<Result<BrowserSignIn, AccountError>>;
  /** Asks the service something small that needs the account's permission; refreshes tokens on the way. */
  test(signal: AbortSignal): Promise<Result<void, AccountError>>;
  /** Revokes where the service can, then forgets; ok also when the service cannot be reached any more. */
  disconnect(signal: AbortSignal): Promise<Result<void, AccountError>>;
  /** Calls `listener` when the facts changed, such as after a renewal. Returns its own unsubscribe. */
  subscribe(listener: () => void): () => void;
}
