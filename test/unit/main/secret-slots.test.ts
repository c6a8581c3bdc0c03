/** Secret slots over a real file in memory, a keychain in memory and the real cryptography. */
import { beforeEach, describe, expect, it } from "vitest";
import { appError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import { createSecretSlots } from "#main/stores/secret-slots.ts";
import type { OpenedKeychain } from "#platform/keytar-keychain.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import type { CommitStep } from "#platform/libsql-store.ts";
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";
import type { Keychain, KeychainError } from "#vault/keychain.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

const keyAccount = "service-secrets-key";
const tokens = "hyperid/tokens";
const rowOf = (slot: string): string => `secret/${slot}`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (value: Uint8Array | null): string | null =>
  value === null ? null : new TextDecoder().decode(value);

let store: LocalStore;
let keychain: Keychain;
let keychainError: KeychainError | null;
let onStep: (step: CommitStep) => void;

let slots: (name: string) => SecretSlot;

const slotsOver = (over: LocalStore | null): ((name: string) => SecretSlot) =>
  createSecretSlots({
    store: over,
    keychain: (): Promise<OpenedKeychain> => Promise.resolve({ keychain, error: keychainError }),
    crypto: createNodeCrypto(),
    clock: createSystemClock(),
  });
const slotOf = (name = tokens, over: LocalStore | null = store): SecretSlot =>
  over === store ? slots(name) : slotsOver(over)(name);

const loaded = async (name = tokens): Promise<string | null> => textOf(must(await slotOf(name).load()));

beforeEach(() => {
  onStep = () => undefined;
  store = must(openLibsqlStore({ file: ":memory:", log: silentLog, onStep: (step) => onStep(step) }));
  slots = slotsOver(store);
  keychain = createMemoryKeychain();
  keychainError = null;
});

describe("a slot", () => {
  it("gives back what was saved, and nothing before and after", async () => {
    expect(await loaded()).toBeNull();
    must(await slotOf().save(bytes("refresh-1")));
    expect(await loaded()).toBe("refresh-1");
    expect(await loaded("digime/tokens")).toBeNull();
    must(await slotOf().forget());
    expect(await loaded()).toBeNull();
    must(await slotOf().forget());
  });

  it("takes a secret longer than a keychain item, and an empty one", async () => {
    must(await slotOf().save(bytes("k".repeat(19_000))));
    expect(await loaded()).toBe("k".repeat(19_000));
    must(await slotOf().save(new Uint8Array(0)));
    expect(await loaded()).toBe("");
  });

  it("keeps the former secret when a write is torn anywhere", async () => {
    must(await slotOf().save(bytes("refresh-1")));
    for (const torn of ["begun", "meta", "committing"] as const) {
      onStep = (step) => {
        if (step === torn) throw new Error("torn");
      };
      expect(codeOf(await slotOf().save(bytes("refresh-2")))).not.toBe("ok");
      onStep = () => undefined;
      expect(await loaded()).toBe("refresh-1");
    }
  });

  it("lies sealed in the file, differently each time, and leaves the caller's bytes alone", async () => {
    const secret = bytes("a refresh token of some length");
    must(await slotOf().save(secret));
    const first = must(store.meta(rowOf(tokens)));
    must(await slotOf().save(secret));
    const second = must(store.meta(rowOf(tokens)));
    expect(textOf(secret)).toBe("a refresh token of some length");
    expect(first?.[0]).toBe(1);
    expect(first).not.toEqual(second);
    expect(textOf(first)).not.toContain("refresh");
    expect(first).toHaveLength(1 + 12 + secret.length + 16);
    expect(must(await keychain.get(keyAccount))).toHaveLength(32);
  });

  it("has a key even when the first two secrets are saved at once", async () => {
    const names = [tokens, "digime/tokens", "digime/settings"];
    await Promise.all(names.map(async (name) => must(await slotOf(name).save(bytes(name)))));
    expect(await Promise.all(names.map(loaded))).toEqual(names);
  });

  it("is vault.none without a file", async () => {
    const slot = slotOf(tokens, null);
    expect(codeOf(await slot.load())).toBe("vault.none");
    expect(codeOf(await slot.save(bytes("x")))).toBe("vault.none");
    expect(codeOf(await slot.forget())).toBe("vault.none");
  });
});

describe("what does not open", () => {
  beforeEach(async () => {
    must(await slotOf().save(bytes("refresh-1")));
  });

  it("is store.secrets-lost when the keychain lost its key, and is kept", async () => {
    const before = must(store.meta(rowOf(tokens)));
    const key = must(await keychain.get(keyAccount)) ?? new Uint8Array(0);
    await keychain.delete(keyAccount);
    expect(codeOf(await slotOf().load())).toBe("store.secrets-lost");
    await keychain.set(keyAccount, new Uint8Array(32));
    expect(codeOf(await slotOf().load())).toBe("store.secrets-lost");
    expect(must(store.meta(rowOf(tokens)))).toEqual(before);
    await keychain.set(keyAccount, key);
    expect(await loaded()).toBe("refresh-1");
  });

  it("is replaced by the next secret, also when the keychain's key is none", async () => {
    for (const key of [null, new Uint8Array(31)]) {
      await keychain.delete(keyAccount);
      if (key !== null) await keychain.set(keyAccount, key);
      expect(codeOf(await slotOf().load())).toBe("store.secrets-lost");
      must(await slotOf().save(bytes("refresh-2")));
      expect(await loaded()).toBe("refresh-2");
    }
  });

  it("is a row under another slot's name", async () => {
    const value = must(store.meta(rowOf(tokens)));
    must(store.commit([{ op: "meta", name: rowOf("digime/tokens"), value }]));
    expect(codeOf(await slotOf("digime/tokens").load())).toBe("store.secrets-lost");
    expect(await loaded()).toBe("refresh-1");
  });

  it("is a row with any byte changed, cut, of another version, or empty", async () => {
    const row = must(store.meta(rowOf(tokens))) ?? new Uint8Array(0);
    const changed = Array.from(row, (byte, at) => row.with(at, byte ^ 1));
    for (const value of [...changed, row.subarray(0, 20), row.subarray(0, 1), new Uint8Array(0)]) {
      must(store.commit([{ op: "meta", name: rowOf(tokens), value }]));
      expect(codeOf(await slotOf().load())).toBe("store.secrets-lost");
    }
  });
});

describe("a keychain that fails", () => {
  const locked = err(appError("keychain.locked"));

  it("is told as it is, and nothing is written", async () => {
    must(await slotOf().save(bytes("refresh-1")));
    const works = keychain;
    keychain = { ...works, get: () => Promise.resolve(locked) };
    expect(codeOf(await slotOf().load())).toBe("keychain.locked");
    expect(codeOf(await slotOf().save(bytes("refresh-2")))).toBe("keychain.locked");
    keychain = works;
    expect(await loaded()).toBe("refresh-1");
  });

  it("refuses a first secret when it does not take the key", async () => {
    keychain = { ...keychain, get: () => Promise.resolve(ok(null)), set: () => Promise.resolve(locked) };
    expect(codeOf(await slotOf().save(bytes("refresh-1")))).toBe("keychain.locked");
    expect(must(store.meta(rowOf(tokens)))).toBeNull();
  });

  it("does not make a secret lost that it could open later", async () => {
    must(await slotOf().save(bytes("refresh-1")));
    const real = keychain;
    // The program goes on with a keychain in memory.
    keychain = createMemoryKeychain();
    keychainError = appError("keychain.locked");
    expect(codeOf(await slotOf().load())).toBe("keychain.locked");
    keychain = real;
    keychainError = null;
    expect(await loaded()).toBe("refresh-1");
  });

  it("lets new secrets be used for as long as the program runs", async () => {
    keychainError = appError("keychain.unavailable");
    must(await slotOf().save(bytes("refresh-1")));
    expect(await loaded()).toBe("refresh-1");
  });
});
