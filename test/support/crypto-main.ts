/** The program that Electron runs for the crypto tests: runs every check over its own crypto and writes what came out to a file. */
import { writeFileSync } from "node:fs";
import { app } from "electron";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { CryptoCheck } from "./crypto-check.ts";
import { runCryptoChecks } from "./crypto-checks.ts";

/** What the program writes. */
export interface CryptoRun {
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly checks: readonly CryptoCheck[];
}

const run = async (): Promise<void> => {
  const { electron, node, openssl } = process.versions;
  const outcome: CryptoRun = {
    versions: { electron, node, openssl },
    checks: await runCryptoChecks(createNodeCrypto()),
  };
  writeFileSync(process.env["TAPVAULT_CRYPTO_RUN"] ?? "", JSON.stringify(outcome));
  app.exit(0);
};

// Not awaited: Electron's `ready` comes only after this module has been evaluated.
run().catch((cause: unknown) => {
  process.stderr.write(String(cause));
  app.exit(1);
});
