import { describe, expect, it } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { CryptoCheck } from "#test/support/crypto-check.ts";
import { primitives } from "#test/support/crypto-check.ts";
import { runCryptoChecks } from "#test/support/crypto-checks.ts";

const checks: readonly CryptoCheck[] = await runCryptoChecks(createNodeCrypto());
const of = (primitive: string): readonly CryptoCheck[] => checks.filter((one) => one.primitive === primitive);

describe("the vault's cryptography in Node", () => {
  it.each(primitives)("%s gives what is published and refuses what is not its own", (primitive) => {
    const found = of(primitive);
    expect(found.length).toBeGreaterThan(3);
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
    expect(found.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([]);
  });
});
