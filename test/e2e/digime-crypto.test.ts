import { execFile } from "node:child_process";
import { constants, createDecipheriv, privateDecrypt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { electronExecutable } from "#build/electron-runtime.mjs";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { ContractKey } from "#stores/digime/digime-crypto.port.ts";
import { bundleProgram } from "#test/support/crash-child.ts";
import type { DigimeCryptoRun, DigimeCryptoTask } from "#test/support/digime-crypto-main.ts";
import { makeKey } from "#test/support/digime-scripted.ts";

const value = Buffer.from("what was written ".repeat(50));
const pem = makeKey();
const node = createDigimeCrypto();
let key: ContractKey;
let inElectron: DigimeCryptoRun;
let body: Uint8Array;

const runInElectron = async (task: DigimeCryptoTask): Promise<DigimeCryptoRun> => {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-digime-"));
  const program = dirname(await bundleProgram("digime-crypto-main"));
  writeFileSync(
    join(program, "package.json"),
    '{"name":"digime","type":"module","main":"digime-crypto-main.mjs"}',
  );
  writeFileSync(join(folder, "task.json"), JSON.stringify(task));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const flags = ["--disable-gpu", `--user-data-dir=${folder}`, ...asRoot];
  try {
    await promisify(execFile)(electronExecutable() ?? "electron", [program, ...flags], {
      env: { ...process.env, TAPVAULT_DIGIME_RUN: folder },
      timeout: 60_000,
    });
    return JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as DigimeCryptoRun;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

beforeAll(async () => {
  key = node.readKey(pem.privatePem) as ContractKey;
  body = key.seal(value);
  inElectron = await runInElectron({
    ...pem,
    weakPem: makeKey(1_024).privatePem,
    token: await key.sign({ typ: "JWT" }, { from: "node" }),
    body: Buffer.from(body).toString("base64"),
    packed: {
      brotli: brotliCompressSync(value).toString("base64"),
      gzip: gzipSync(value).toString("base64"),
    },
  });
});

describe("digi.me's cryptography inside Electron, on another library than Node's", () => {
  it("verifies, opens and unpacks what Node made, and refuses a weak key", () => {
    expect(inElectron.openssl).not.toBe(process.versions.openssl);
    expect(inElectron.verified).toEqual({ from: "node" });
    const whole = value.toString("base64");
    expect([inElectron.opened, ...inElectron.unpacked]).toEqual([whole, whole, whole]);
    expect(inElectron.isWeakRefused).toBe(true);
  });

  it("makes tokens and files that Node takes", async () => {
    expect(await node.verify(inElectron.token, pem.publicPem)).toEqual({ from: "electron" });
    const opened = key.open(new Uint8Array(Buffer.from(inElectron.body, "base64")));
    expect(Buffer.from(opened ?? new Uint8Array(0)).toString()).toBe("from electron");
  });

  it("seals for a postbox", () => {
    const { file, wrappedKey, iv } = inElectron.postbox;
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
    const aes = privateDecrypt({ key: pem.privatePem, ...oaep }, Buffer.from(wrappedKey, "base64"));
    const decipher = createDecipheriv("aes-256-cbc", aes, Buffer.from(iv, "base64"));
    const plain = Buffer.concat([decipher.update(Buffer.from(file, "base64")), decipher.final()]);
    expect(Buffer.compare(plain, body)).toBe(0);
  });
});
