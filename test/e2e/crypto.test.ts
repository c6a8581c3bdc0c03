import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { electronExecutable } from "#build/electron-runtime.mjs";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { writeCounters } from "#test/support/counters.ts";
import { bundleProgram } from "#test/support/crash-child.ts";
import type { CryptoCheck, Primitive } from "#test/support/crypto-check.ts";
import { primitives } from "#test/support/crypto-check.ts";
import { runCryptoChecks } from "#test/support/crypto-checks.ts";
import type { CryptoRun } from "#test/support/crypto-main.ts";

let inNode: readonly CryptoCheck[];
let inElectron: CryptoRun;

/** Runs the checks inside Electron's main process and reads what they wrote. */
const runInElectron = async (): Promise<CryptoRun> => {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-crypto-"));
  const program = dirname(await bundleProgram("crypto-main"));
  writeFileSync(join(program, "package.json"), '{"name":"crypto","type":"module","main":"crypto-main.mjs"}');
  const file = join(folder, "run.json");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const flags = ["--disable-gpu", `--user-data-dir=${folder}`, ...asRoot];
  try {
    await promisify(execFile)(electronExecutable() ?? "electron", [program, ...flags], {
      env: { ...process.env, TAPVAULT_CRYPTO_RUN: file },
      timeout: 60_000,
    });
    return JSON.parse(readFileSync(file, "utf8")) as CryptoRun;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const namesOf = (checks: readonly CryptoCheck[], primitive: Primitive, isOk: boolean): readonly string[] =>
  checks.filter((one) => one.primitive === primitive && one.ok === isOk).map(({ name }) => name);

beforeAll(async () => {
  [inNode, inElectron] = await Promise.all([runCryptoChecks(createNodeCrypto()), runInElectron()]);
});
afterAll(() => {
  const count = (primitive: Primitive): number => {
    const held = new Set(namesOf(inElectron.checks, primitive, true));
    return namesOf(inNode, primitive, true).filter((name) => held.has(name)).length;
  };
  const cryptoVectors = Object.fromEntries(primitives.map((primitive) => [primitive, count(primitive)]));
  writeCounters("crypto", { cryptoVectors });
});

describe("the vault's cryptography inside Electron", () => {
  it("runs in Electron, on another library than Node's", () => {
    expect(inElectron.versions["electron"]).toBeDefined();
    expect(inElectron.versions["openssl"]).not.toBe(process.versions.openssl);
  });

  it.each(primitives)("%s gives what is published and refuses what is not its own", (primitive) => {
    expect(namesOf(inElectron.checks, primitive, false)).toEqual([]);
    expect(namesOf(inElectron.checks, primitive, true)).toEqual(namesOf(inNode, primitive, true));
    expect(namesOf(inElectron.checks, primitive, true).length).toBeGreaterThan(3);
  });
});
