import { afterAll, describe, expect, it } from "vitest";
import { createKeytarKeychain, openKeychain } from "#platform/keytar-keychain.ts";
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { writeCounters } from "#test/support/counters.ts";
import { silentLog } from "#test/support/silent-log.ts";
import type { Keychain } from "#vault/keychain.port.ts";

const options = { service: `Tapvault test ${process.pid}`, clock: createSystemClock(), log: silentLog };
const opened = await openKeychain(options);
const noKeyring = opened.keychain.backend === "os" ? null : "no keyring answers in this session";
const held: string[] = [];

const backends: readonly (readonly [string, string | null, () => Keychain])[] = [
  ["memory", null, createMemoryKeychain],
  ["keytar on the system's keyring", noKeyring, () => createKeytarKeychain(options)],
];

afterAll(() => writeCounters("keychains", { keychainBackends: held }));

describe.each(backends)("the keychain: %s", (name, whyNot, make) => {
  const title = whyNot === null ? "" : ` (skipped: ${whyNot})`;
  const must = async <T>(
    result: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>,
  ): Promise<T> => {
    const settled = await result;
    if (!settled.ok) throw new Error(settled.error.code);
    return settled.value;
  };

  it.skipIf(whyNot !== null)(`keeps, replaces and forgets a secret${title}`, async () => {
    const keychain = make();
    const secret = Uint8Array.from({ length: 32 }, (_value, index) => index * 8);
    expect(await must(keychain.get("device/a"))).toBeNull();
    await must(keychain.set("device/a", secret));
    await must(keychain.set("device/b", Uint8Array.of(1)));
    expect(await must(keychain.get("device/a"))).toEqual(secret);
    await must(keychain.set("device/a", Uint8Array.of(9, 9)));
    expect(await must(keychain.get("device/a"))).toEqual(Uint8Array.of(9, 9));
    await must(keychain.delete("device/a"));
    await must(keychain.delete("device/a"));
    expect(await must(keychain.get("device/a"))).toBeNull();
    expect(await must(keychain.get("device/b"))).toEqual(Uint8Array.of(1));
    await must(keychain.delete("device/b"));
    held.push(name);
  });
});
