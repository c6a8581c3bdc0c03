/**
 * Contract keys that test sandboxes share. Making RSA keys takes longer than everything else that a sandbox does at
 * its first start, and hundreds of them are started; each is a sandbox's own kind of key, worth nothing elsewhere.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const kept = join(import.meta.dirname, "..", "..", "out", "test-keys", "digime");

/** Writes in one step, because several test processes may do so at once. */
const writeWhole = (file: string, text: string): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
};

const copyAll = (from: string, to: string): void => {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from).filter((one) => one.endsWith(".pem"))) {
    if (!existsSync(join(to, name))) writeWhole(join(to, name), readFileSync(join(from, name), "utf8"));
  }
};

/** Gives a new sandbox's folder the keys that an earlier one made, if there was one. */
export const lendKeys = (dataDir: string): void => copyAll(kept, join(dataDir, "digime"));

/** Keeps the keys of a sandbox for the next ones. */
export const keepKeys = (dataDir: string): void => copyAll(join(dataDir, "digime"), kept);
