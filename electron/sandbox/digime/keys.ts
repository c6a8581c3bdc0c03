/**
 * Keys of digi.me's stand-in. Contract keys are made at first start: the private halves go into files for
 * whoever plays the client (mode 0600), the public halves stay here. digi.me's own signing key stays here whole.
 */
import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { calculateJwkThumbprint } from "jose";
import type { SandboxContext } from "#sandbox/context.ts";
import { readMeta, writeMeta } from "#sandbox/database.ts";

const generate = promisify(generateKeyPair);

/** An RSA-2048 pair as PKCS#1 PEM, the form that the vendor hands out. */
export const makeRsaPair = (): Promise<{ readonly publicKey: string; readonly privateKey: string }> =>
  generate("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });

/** The two contracts of the sandbox: one writes, the other reads back raw what was written. */
export interface Contract {
  readonly id: string;
  readonly kind: "w" | "r";
  readonly publicKey: KeyObject;
}

/** The application of both. Capitals, because storage paths come back in lower case. */
export const applicationId = "TapvaultSandbox";
/** The contract that writes and owns storages. */
export const writeContractId = "SandboxWrite1";
/** The contract that reads raw files back. */
export const readContractId = "SandboxRead1";

/** Where the private half of a contract's key lies. */
export const privateKeyFile = (context: SandboxContext, contractId: string): string =>
  join(context.dataDir, "digime", `${contractId}.pem`);

const readPrivateKey = (file: string): KeyObject | null => {
  if (!existsSync(file)) return null;
  try {
    return createPrivateKey(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/** The public half of the file's key; a missing or spoilt file is made anew. */
const openContractKey = async (file: string): Promise<KeyObject> => {
  const kept = readPrivateKey(file);
  if (kept !== null) return createPublicKey(kept);
  const { publicKey, privateKey } = await makeRsaPair();
  rmSync(file, { force: true });
  writeFileSync(file, privateKey, { mode: 0o600, flag: "wx" });
  return createPublicKey(publicKey);
};

/** Reads or makes the contracts. */
export const openContracts = async (context: SandboxContext): Promise<readonly Contract[]> => {
  mkdirSync(join(context.dataDir, "digime"), { recursive: true, mode: 0o700 });
  const remember = context.database.prepare(
    "INSERT INTO digime_contract VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET public_pem = excluded.public_pem",
  );
  const open = async (id: string, kind: Contract["kind"]): Promise<Contract> => {
    const publicKey = await openContractKey(privateKeyFile(context, id));
    remember.run(id, kind, publicKey.export({ type: "pkcs1", format: "pem" }).toString());
    return { id, kind, publicKey };
  };
  return Promise.all([open(writeContractId, "w"), open(readContractId, "r")]);
};

/** digi.me's own key: signs the reply tokens with PS512, and is published by `kid` and `pem` (contract 3). */
export interface ReplyKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

const replyKeyName = "digime-reply-key";

const openReplyKey = async ({ database }: SandboxContext): Promise<ReplyKey> => {
  const made = readMeta(database, replyKeyName) === null ? (await makeRsaPair()).privateKey : null;
  const kept = readMeta(database, replyKeyName) ?? made ?? "";
  writeMeta(database, replyKeyName, kept);
  const privateKey = createPrivateKey(kept);
  const publicKey = createPublicKey(privateKey);
  const kid = await calculateJwkThumbprint(publicKey.export({ format: "jwk" }));
  return { kid, privateKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
};

/** The key when it is first asked for, read or made then: most sandboxes never sign a reply. */
export const lazyReplyKey = (context: SandboxContext): (() => Promise<ReplyKey>) => {
  let opened: Promise<ReplyKey> | null = null;
  return () => (opened ??= openReplyKey(context));
};
