/**
 * The Keychain port over keytar: libsecret, the macOS keychain, the Windows credential store. The
 * native part is loaded on first use. No call takes longer than 2 s, and one that hangs keeps
 * later ones from hanging too. Where it does not work, a keychain in memory stands in, with the reason.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#contract/clock.port.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Keychain, KeychainError } from "#vault/keychain.port.ts";
import { createMemoryKeychain } from "./memory-keychain.ts";

/** What the keychain is opened with. `service` is the name items are filed under. */
export interface KeytarKeychainOptions {
  readonly service: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The calls of keytar that are used; all values are text. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

type Call = <T>(work: (keytar: Keytar) => Promise<T>) => Promise<Result<T, KeychainError>>;

const deadlineMs = 2_000;
/** Windows' limit for one item. */
const maxCharacters = 1_000;
const maxBytes = (maxCharacters / 4) * 3;
/** What the platforms say of a locked keychain: gnome-keyring and KWallet, macOS. No code comes with it. */
const lockedMessages = /locked collection|is locked|interaction is not allowed/i;

/** Without a session bus libsecret would try to start one, which can take long. */
const hasSessionBus = (): boolean => {
  if (process.platform !== "linux") return true;
  if ((process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "") !== "") return true;
  const runtimeFolder = process.env["XDG_RUNTIME_DIR"] ?? "";
  return runtimeFolder !== "" && existsSync(join(runtimeFolder, "bus"));
};

const loadKeytar = async (): Promise<Keytar> => {
  const loaded = (await import("keytar")) as Keytar & { readonly default?: Keytar };
  return loaded.default ?? loaded;
};

const isLocked = (cause: unknown): boolean => cause instanceof Error && lockedMessages.test(cause.message);

const withDeadline = <T>(clock: Clock, work: Promise<T>): Promise<T | "late"> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => {
      resolve("late");
    });
    work.then(resolve, reject).finally(cancel);
  });

const createCall = ({ clock, log }: KeytarKeychainOptions): Call => {
  let keytar: Promise<Keytar> | null = null;
  let isStuck = false;
  const settled = (): void => {
    isStuck = false;
  };
  return async (work) => {
    if (!hasSessionBus()) return fail("keychain.unavailable", { reason: "no-session-bus" });
    if (isStuck) return fail("keychain.unavailable", { reason: "no-answer" });
    try {
      keytar ??= loadKeytar();
      const pending = keytar.then(work);
      const answer = await withDeadline(
        clock,
        pending.then((value) => ({ value })),
      );
      if (answer !== "late") return ok(answer.value);
      isStuck = true;
      pending.then(settled, settled);
      return fail("keychain.unavailable", { reason: "no-answer" });
    } catch (cause) {
      const error = appError(isLocked(cause) ? "keychain.locked" : "keychain.unavailable");
      log.warn("keychain-failed", { ref: error.ref, code: error.code }, cause);
      return err(error);
    }
  };
};

const decode = (text: string | null): Uint8Array | null =>
  text === null ? null : new Uint8Array(Buffer.from(text, "base64"));

/** Makes the port. Secrets of at most 750 bytes; keychain.locked where the system says so, else keychain.unavailable. */
export const createKeytarKeychain = (options: KeytarKeychainOptions): Keychain => {
  const { service } = options;
  const call = createCall(options);
  return {
    backend: "os",
    get: async (account) => {
      const text = await call((keytar) => keytar.getPassword(service, account));
      return text.ok ? ok(decode(text.value)) : text;
    },
    set: async (account, secret) => {
      if (secret.length > maxBytes) return fail("keychain.unavailable", { reason: "too-long", maxBytes });
      const text = Buffer.from(secret).toString("base64");
      const back = await call(async (keytar) => {
        await keytar.setPassword(service, account, text);
        return keytar.getPassword(service, account);
      });
      if (!back.ok) return back;
      return back.value === text ? ok(undefined) : fail("keychain.unavailable", { reason: "read-back" });
    },
    delete: async (account) => {
      const deleted = await call((keytar) => keytar.deletePassword(service, account));
      return deleted.ok ? ok(undefined) : deleted;
    },
  };
};

/** The keychain in use, and why it is not the system's when it is not. */
export interface OpenedKeychain {
  readonly keychain: Keychain;
  readonly error: KeychainError | null;
}

const probeAccount = "probe";

/** Null when items can be written and read. Writes only the first time; the item holds nothing. */
const probe = async (keychain: Keychain): Promise<KeychainError | null> => {
  const found = await keychain.get(probeAccount);
  if (!found.ok) return found.error;
  if (found.value !== null) return null;
  const written = await keychain.set(probeAccount, Uint8Array.of(1));
  return written.ok ? null : written.error;
};

/** Answers within about 4 s, at once where there is no keychain service at all. */
export const openKeychain = async (options: KeytarKeychainOptions): Promise<OpenedKeychain> => {
  const keychain = createKeytarKeychain(options);
  const error = await probe(keychain);
  if (error === null) return { keychain, error: null };
  options.log.warn("keychain-in-memory", { code: error.code, ref: error.ref });
  return { keychain: createMemoryKeychain(), error };
};
