/** The program that Electron runs for digi.me's cryptography: opens what Node made, makes what Node opens. */
import { readFileSync, writeFileSync } from "node:fs";
import { app } from "electron";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";

/** What Node hands over. Bytes are base64. */
export interface DigimeCryptoTask {
  readonly privatePem: string;
  readonly publicPem: string;
  readonly weakPem: string;
  readonly token: string;
  readonly body: string;
  readonly packed: { readonly brotli: string; readonly gzip: string };
}

/** What Electron made of it. */
export interface DigimeCryptoRun {
  readonly openssl: string;
  readonly verified: unknown;
  readonly opened: string;
  readonly unpacked: readonly string[];
  readonly isWeakRefused: boolean;
  readonly token: string;
  readonly body: string;
  readonly postbox: { readonly file: string; readonly wrappedKey: string; readonly iv: string };
}

const text = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? new Uint8Array(0)).toString("base64");
const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const longest = 1_000_000;

const carryOut = async (task: DigimeCryptoTask): Promise<DigimeCryptoRun> => {
  const crypto = createDigimeCrypto();
  const key = crypto.readKey(task.privatePem);
  const postbox = crypto.sealForPostbox(task.publicPem, bytes(task.body), bytes(task.body));
  return {
    openssl: process.versions.openssl,
    verified: await crypto.verify(task.token, task.publicPem),
    opened: text(key?.open(bytes(task.body))),
    unpacked: [
      text(await crypto.decompress("brotli", bytes(task.packed.brotli), longest)),
      text(await crypto.decompress("gzip", bytes(task.packed.gzip), longest)),
    ],
    isWeakRefused: crypto.readKey(task.weakPem) === null,
    token: (await key?.sign({ typ: "JWT" }, { from: "electron" })) ?? "",
    body: text(key?.seal(new TextEncoder().encode("from electron"))),
    postbox: { file: text(postbox?.file), wrappedKey: text(postbox?.wrappedKey), iv: text(postbox?.iv) },
  };
};

const run = async (): Promise<void> => {
  const folder = process.env["TAPVAULT_DIGIME_RUN"] ?? "";
  const task = JSON.parse(readFileSync(`${folder}/task.json`, "utf8")) as DigimeCryptoTask;
  writeFileSync(`${folder}/run.json`, JSON.stringify(await carryOut(task)));
  app.exit(0);
};

// Not awaited: Electron's `ready` comes only after this module has been evaluated.
run().catch((cause: unknown) => {
  process.stderr.write(String(cause));
  app.exit(1);
});
