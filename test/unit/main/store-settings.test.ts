/** Settings of the stores: shown without secrets, changed whole or not at all. */
import { beforeEach, describe, expect, it } from "vitest";
import type { CommandInput } from "#contract/ipc.ts";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import { accountStores } from "#contract/views.ts";
import type { Profile } from "#main/profile.ts";
import { freshProfile } from "#main/profile.ts";
import { configure, isConfigured, readSecrets, settingsView } from "#main/stores/store-settings.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import type { MemorySlot } from "#test/support/memory-slot.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { must } from "#test/support/vault-bench.ts";

type Input = CommandInput<"stores.configure">;

let profile: Profile;
let slot: MemorySlot;
let saves: number;

beforeEach(() => {
  profile = { ...freshProfile(), kind: "real" };
  slot = createMemorySlot();
  saves = 0;
});

const set = async (settings: Input["settings"], secrets: Omit<Input, "settings"> = {}): Promise<string> => {
  const saveProfile = (next: Profile) => {
    profile = next;
    saves += 1;
    return Promise.resolve(ok(undefined));
  };
  return codeOf(await configure({ profile, saveProfile, slot }, { settings, ...secrets }));
};

const connect = (store: AccountStore): void => {
  const stores = { ...profile.stores, [store]: { ...profile.stores[store], isConnected: true } };
  profile = { ...profile, stores };
};

const shown = async (store: AccountStore) => settingsView(store, profile, must(await readSecrets(slot)));

describe("the view", () => {
  it("has every setting of each store, whether secrets are kept, and none of them", async () => {
    expect(await set({ store: "hyperid", clientId: "desk" }, { clientSecret: "s3cret" })).toBe("ok");
    expect(await shown("hyperid")).toMatchObject({
      store: "hyperid",
      clientId: "desk",
      redirect: "loopback",
      maxValueBytes: 4_096,
      hasSecret: true,
    });
    await set({ store: "digime" }, { contractKey: "-----BEGIN", readContractKey: null });
    expect(await shown("digime")).toMatchObject({ hasContractKey: true, hasReadContractKey: false });
    for (const store of accountStores) {
      const text = JSON.stringify(await shown(store));
      expect(text).not.toMatch(/s3cret|BEGIN|isConnected/);
    }
  });

  it("calls an empty secret none", async () => {
    await set({ store: "hyperid" }, { clientSecret: "" });
    expect(await shown("hyperid")).toMatchObject({ hasSecret: false });
  });
});

describe("a change", () => {
  it("leaves what is left out, forgets what is null, and touches no other store", async () => {
    await set({ store: "digime", applicationId: "app", contractId: "c1" });
    await set({ store: "digime" }, { contractKey: "key-1", readContractKey: "key-2" });
    await set({ store: "digime", contractId: "c2" });
    expect(await shown("digime")).toMatchObject({ applicationId: "app", contractId: "c2" });
    expect(must(await readSecrets(slot))).toMatchObject({ contractKey: "key-1", readContractKey: "key-2" });
    await set({ store: "digime" }, { contractKey: null });
    expect(must(await readSecrets(slot))).toMatchObject({ contractKey: null, readContractKey: "key-2" });
    expect(profile.stores.hyperid).toEqual(freshProfile().stores.hyperid);
    expect(profile.stores.digime.isConnected).toBe(false);
  });

  it("of settings only does not touch the secrets", async () => {
    slot.failing("save", "keychain.locked");
    expect(await set({ store: "hyperid", clientId: "desk" })).toBe("ok");
    expect(slot.saves()).toBe(0);
  });

  it("is not made when the secret cannot be kept, or the profile not be saved", async () => {
    slot.failing("save", "keychain.locked");
    expect(await set({ store: "hyperid", clientId: "desk" }, { clientSecret: "s3cret" })).toBe(
      "keychain.locked",
    );
    expect([saves, profile.stores.hyperid.clientId]).toEqual([0, ""]);
    const saveProfile = () => Promise.resolve(fail("vault.read-only"));
    const settings = { store: "hyperid", clientId: "desk" } as const;
    expect(codeOf(await configure({ profile, saveProfile, slot }, { settings }))).toBe("vault.read-only");
  });

  it.each([
    [{ store: "hyperid", issuer: "http://login.example" }, "settings.address-malformed"],
    [{ store: "hyperid", issuer: "https://ada:pass@login.example" }, "settings.address-malformed"],
    [{ store: "digime", legacyBaseUrl: "nowhere" }, "settings.address-malformed"],
    [{ store: "dataswyft", pdaUrl: "not an account" }, "settings.pda-malformed"],
    [{ store: "dataswyft", pdaUrl: "https://ada.hubat.net/page" }, "settings.pda-malformed"],
    [{ store: "dataswyft", namespace: "My_App" }, "settings.namespace-malformed"],
  ] as const)("of %o is %s, and nothing of it is saved", async (settings, code) => {
    expect(await set(settings, { clientSecret: "s3cret", contractKey: "key" })).toBe(code);
    expect([saves, slot.saves()]).toEqual([0, 0]);
  });

  it("explains a namespace with capitals by what it could be", async () => {
    const parts = { profile, saveProfile: () => Promise.resolve(ok(undefined)), slot };
    const changed = await configure(parts, { settings: { store: "dataswyft", namespace: "My App" } });
    expect(changed).toMatchObject({ error: { detail: { suggestion: "my-app" } } });
  });

  it("to an empty address means the service's own", async () => {
    expect(await set({ store: "digime", baseUrl: "https://api.example" })).toBe("ok");
    expect(await set({ store: "digime", baseUrl: "" })).toBe("ok");
    expect(profile.stores.digime.baseUrl).toBe("");
  });
});

describe("while connected", () => {
  it.each([
    { store: "hyperid", clientId: "other" },
    { store: "hyperid", issuer: "https://login.example" },
    { store: "dataswyft", pdaUrl: "eve.hubat.net" },
    { store: "dataswyft", namespace: "other" },
    { store: "digime", contractId: "c2" },
  ] as const)("%o is settings.connected", async (settings) => {
    connect(settings.store);
    expect(await set(settings, { clientSecret: "s3cret" })).toBe("settings.connected");
    expect([saves, slot.saves()]).toEqual([0, 0]);
  });

  it("limits and the way back may change, and what is not a change may be said", async () => {
    await set({ store: "hyperid", clientId: "desk" });
    await set({ store: "digime", contractId: "c1" });
    for (const store of accountStores) connect(store);
    expect(await set({ store: "hyperid", clientId: "desk", maxValueBytes: 512 })).toBe("ok");
    expect(await set({ store: "dataswyft", fileFromBytes: 2_048, redirect: "scheme" })).toBe("ok");
    expect(await set({ store: "digime", contractId: "c1", readContractId: "c9" })).toBe("ok");
    expect(profile.stores.hyperid).toMatchObject({ maxValueBytes: 512, isConnected: true });
    expect(profile.stores.digime.readContractId).toBe("c9");
  });
});

describe("secrets that were lost", () => {
  const garbage = ["[]", "not JSON", '{"clientSecret":5}'].map((text) => new TextEncoder().encode(text));

  it("are told as lost, whatever lies there", async () => {
    for (const bytes of garbage)
      expect(codeOf(await readSecrets(createMemorySlot(bytes)))).toBe("store.secrets-lost");
  });

  it("are replaced by what is entered", async () => {
    slot = createMemorySlot(garbage[0]);
    expect(await set({ store: "hyperid" }, { clientSecret: "new" })).toBe("ok");
    expect(must(await readSecrets(slot))).toEqual({
      clientSecret: "new",
      contractKey: null,
      readContractKey: null,
    });
  });

  it("are not replaced while the keychain only does not answer", async () => {
    await set({ store: "digime" }, { contractKey: "key-1" });
    slot.failing("load", "keychain.locked");
    expect(await set({ store: "digime" }, { readContractKey: "key-2" })).toBe("keychain.locked");
    slot.failing("load", null);
    expect(must(await readSecrets(slot))).toMatchObject({ contractKey: "key-1", readContractKey: null });
  });
});

describe("a store", () => {
  it("is set up when all is there that a sign-in needs; in the sandbox always", async () => {
    const configured = (): readonly boolean[] => accountStores.map((store) => isConfigured(store, profile));
    expect(configured()).toEqual([false, false, false]);
    await set({ store: "hyperid", clientId: "desk" });
    await set({ store: "dataswyft", pdaUrl: "ada.hubat.net" });
    await set({ store: "digime", applicationId: "app", contractId: "c1" });
    expect(configured()).toEqual([true, false, true]);
    await set({ store: "dataswyft", applicationId: "desk" });
    expect(configured()).toEqual([true, true, true]);
    profile = { ...freshProfile(), kind: "sandbox" };
    expect(configured()).toEqual([true, true, true]);
  });
});
