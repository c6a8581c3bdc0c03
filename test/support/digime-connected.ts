/** The digi.me client over real HTTP to a sandbox, and signed in there through the consent page. */
import { readFileSync } from "node:fs";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import { http as realHttp } from "#platform/http.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { Account, AccountError, AccountFacts } from "#stores/account.port.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import { createDigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeClientSettings } from "#stores/digime/digime-settings.ts";
import type { Http } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { ConsentChoice } from "./digime-consent.ts";
import { approve } from "./digime-consent.ts";
import { createMemorySlot } from "./memory-slot.ts";
import type { TestSandbox } from "./sandbox.ts";
import { silentLog } from "./silent-log.ts";

/** What a test may change. */
export interface DigimeOptions extends ConsentChoice {
  readonly settings?: Partial<DigimeClientSettings>;
  /** The contract's key in PEM in place of the sandbox's; null for none. */
  readonly contractKey?: string | null;
  readonly secrets?: SecretSlot;
  readonly http?: Http;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly random?: (length: number) => Uint8Array;
  /** Also allows reading back. */
  readonly reading?: boolean;
}

/** Where the test's browser comes back to; nobody listens there. */
export const redirectUri = "http://127.0.0.1:47812/callback";

/** A clock that is a little off, or whose waits are shorter by a factor. */
export const offClock = (offsetMs: () => number, shorter = 1): Clock => {
  const clock = createSystemClock();
  return {
    now: () => clock.now() + offsetMs(),
    monotonicMs: () => clock.monotonicMs() * shorter,
    after: (delayMs, action) => clock.after(delayMs / shorter, action),
  };
};

const never = new AbortController().signal;

/** The service, with nobody signed in unless the slot says so. */
export const digimeOf = ({ endpoints }: TestSandbox, options: DigimeOptions = {}): DigimeService => {
  const { privateKeyFile, readPrivateKeyFile, ...places } = endpoints.digime;
  const key = options.contractKey === undefined ? readFileSync(privateKeyFile, "utf8") : options.contractKey;
  return createDigimeService({
    settings: { ...places, writeProtocol: "library", ...options.settings },
    contractKey: () => Promise.resolve(ok(key)),
    readContractKey: () => Promise.resolve(ok(readFileSync(readPrivateKeyFile, "utf8"))),
    secrets: options.secrets ?? createMemorySlot(),
    http: options.http ?? realHttp,
    clock: options.clock ?? createSystemClock(),
    log: options.log ?? silentLog,
    random: options.random ?? ((length) => globalThis.crypto.getRandomValues(new Uint8Array(length))),
    crypto: createDigimeCrypto(),
  });
};

/** Signs in through the consent page. */
export const signIn = async (
  account: Account,
  { expectedId = null, ...choice }: ConsentChoice & { readonly expectedId?: string | null } = {},
): Promise<Result<AccountFacts, AccountError>> => {
  const begun = await account.begin(redirectUri, expectedId, never);
  return begun.ok ? begun.value.finish(await approve(begun.value.url, choice), never) : begun;
};

const orThrow = (what: string, done: Result<AccountFacts, AccountError>): void => {
  if (!done.ok) throw new Error(`digi.me did not connect (${what}): ${JSON.stringify(done.error)}`);
};

/** The service with Ada signed in, or whom the options name. Throws when that does not work. */
export const connectDigime = async (
  sandbox: TestSandbox,
  options: DigimeOptions = {},
): Promise<DigimeService> => {
  const service = digimeOf(sandbox, options);
  const choice = options.person === undefined ? {} : { person: options.person };
  orThrow("writing", await signIn(service.account, choice));
  if (options.reading === true) orThrow("reading", await signIn(service.readBack.account));
  return service;
};

/** A sandbox with its clock and ours moved together, and its switches. */
export interface DigimeBench {
  readonly sandbox: TestSandbox;
  /** A clock that follows the sandbox's; its waits are 50 times shorter. */
  readonly clock: Clock;
  /** Moves both clocks to this far from now. */
  moveTime(offsetMs: number): Promise<void>;
  /** Changes switches of the stand-in. */
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** The next requests to the stand-in go wrong. */
  fault(kind: string, more?: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the stand-in holds, as text. */
  held(): Promise<string>;
  /** Everything as at the beginning. */
  reset(): Promise<void>;
}

/** Makes one around a running sandbox. */
export const createDigimeBench = (sandbox: TestSandbox): DigimeBench => {
  let offset = 0;
  return {
    sandbox,
    clock: offClock(() => offset, 50),
    moveTime: async (offsetMs) => {
      await sandbox.control("/clock", { offsetMs });
      offset = offsetMs;
    },
    set: async (settings) => {
      await sandbox.control("/digime/settings", settings);
    },
    fault: async (kind, more = {}) => {
      await sandbox.control("/faults", { service: "digime", kind, count: 1, ...more });
    },
    held: async () => {
      const { digime } = (await sandbox.control("/objects")) as { digime: unknown };
      return JSON.stringify(digime);
    },
    reset: async () => {
      // A connection that stood idle may be ended by the server just as it is used again.
      await sandbox.control("/reset", {}).catch(() => sandbox.control("/reset", {}));
      offset = 0;
    },
  };
};
