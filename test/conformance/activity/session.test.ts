/**
 * A whole session on a real core over the sandbox: what the activity log says of it, in order, and that nothing
 * of what must never be in it is there.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CliBridge } from "#cli/bridge.ts";
import { bridgeToLocalCore, openLocalCore } from "#cli/local-core.ts";
import { tap } from "#cli/tap.ts";
import type { ScanPurpose } from "#main/scan-desk.ts";
import type { ActivityEvent, EntryDraft, ScanView } from "#contract/views.ts";
import { keepKeys, lendKeys } from "#test/support/sandbox-keys.ts";
import { must } from "#test/support/vault-bench.ts";

const canaries = {
  title: "Harbour gate canary",
  password: "correct-horse-canary-9",
  email: "canary.person@example.org",
  apiKey: "canary-api-key-0123456789",
  passphrase: "four quiet herons wade north",
  exportPassword: "a canary for the file",
} as const;

const draft: EntryDraft = {
  type: "login",
  title: canaries.title,
  tags: ["canary-tag"],
  isFavourite: false,
  fields: [
    { fieldId: "user", label: "User name", kind: "username", value: canaries.email },
    { fieldId: "password", label: "Password", kind: "password", value: canaries.password },
    { fieldId: "url", label: "Website", kind: "url", value: "https://canary.example/login?token=abc" },
  ],
};

let folder: string;
let bridge: CliBridge;
const silent = { progress: () => undefined } as never;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-session-"));
  lendKeys(join(folder, "sandbox", "services"));
  bridge = bridgeToLocalCore(must(openLocalCore(folder, "0")));
  must(await bridge.call("setup.choose", { kind: "sandbox", presence: "scan" }));
});
afterEach(async () => {
  await bridge.close();
  keepKeys(join(folder, "sandbox", "services"));
  rmSync(folder, { recursive: true, force: true });
});

const tapped = async (purpose: ScanPurpose): Promise<ScanView> => {
  const options = { profile: folder, json: true, timeout: 20, simulate: "spark2" } as const;
  return must(await tap(bridge, purpose, options, silent));
};

const makeVault = async (): Promise<readonly string[]> => {
  await tapped("create");
  const { words } = must(await bridge.call("recovery.show", {}));
  const { positions } = must(await bridge.call("recovery.ask", {}));
  const answers = positions.map((position) => ({ position, word: words[position - 1] ?? "" }));
  must(await bridge.call("recovery.confirm", { answers }));
  return words;
};

const uidsOf = async (): Promise<readonly string[]> => {
  const { control } = JSON.parse(
    readFileSync(join(folder, "sandbox", "services", "endpoints.json"), "utf8"),
  ) as { control: string };
  const chips = (await (await fetch(`${control}/chips`)).json()) as
    { uid: string }[] | { chips: { uid: string }[] };
  return (Array.isArray(chips) ? chips : chips.chips).map(({ uid }) => uid);
};

const written = (): string => readFileSync(join(folder, "activity.jsonl"), "utf8");

const events = async (): Promise<readonly ActivityEvent[]> => {
  const { rows, chain } = must(await bridge.call("activity.query", { offset: 0, limit: 200 }));
  expect(chain.state).toBe("ok");
  return rows.map(({ event }) => event).reverse();
};

const textOf = (event: ActivityEvent): string => {
  const { kind } = event;
  const word =
    "what" in event ? event.what : "purpose" in event ? event.purpose : "way" in event ? event.way : "";
  const failed = "error" in event && event.error !== null ? `!${event.error}` : "";
  return `${kind} ${"why" in event ? event.why : word}${failed}`.trim();
};

describe("a session", () => {
  it("is in the log in order, and none of its secrets", async () => {
    const words = await makeVault();
    const { entryId } = must(await bridge.call("entries.save", { entryId: null, draft }));
    must(await bridge.call("stores.sync", { store: "kvs" }));
    must(await bridge.call("entries.reveal", { entryId, fieldId: "password" }));
    must(await bridge.call("slots.setPassphrase", { passphrase: canaries.passphrase }));
    must(await bridge.call("settings.set", { theme: "dark", autoLockMs: 60_000 }));
    const apiKey = canaries.apiKey;
    must(await bridge.call("lookup.configure", { settings: { auth: "api-key" }, apiKey }));
    const questions = [{ type: "email" as const, text: canaries.email }];
    await bridge.call("lookup.ask", { questions, mode: "hash" });
    const path = join(folder, "out.tapvault");
    const password = canaries.exportPassword;
    must(await bridge.call("export.write", { format: "tapvault", password, path }));
    must(await bridge.call("backup.make", {}));
    must(await bridge.call("stores.verify", { store: "kvs", repair: false }));
    must(await bridge.call("vault.lock", {}));
    const wrong = await bridge.call("vault.unlockWithPassphrase", { passphrase: "not the right one" });
    expect(wrong.ok).toBe(false);
    must(await bridge.call("vault.unlockWithPassphrase", { passphrase: canaries.passphrase }));
    must(await bridge.call("vault.lock", {}));
    await tapped("unlock");

    const said = (await events()).map(textOf);
    // A backup is made by itself a while after an opening, whatever is going on then.
    const isTimed = (text: string): boolean => text.startsWith("lookup") || text === "backup made";
    expect(said.filter((text) => !isTimed(text))).toEqual([
      "settings",
      "scan create",
      "way-in kit-confirmed",
      "sync",
      "value shown",
      "way-in passphrase-set",
      "settings",
      "settings",
      "transfer export",
      "store check",
      "lock command",
      "unlock passphrase!passphrase.wrong",
      "unlock passphrase",
      "lock command",
      "scan unlock",
      "unlock chip",
    ]);
    expect(said.filter((text) => text.startsWith("lookup"))).toHaveLength(1);
    expect(said).toContain("backup made");

    const text = written();
    const uids = await uidsOf();
    expect(uids.length).toBeGreaterThan(0);
    const pairs = words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`);
    for (const canary of [...Object.values(canaries), ...uids, ...pairs, entryId, "canary"])
      expect(text.toLowerCase()).not.toContain(canary.toLowerCase());
    expect(text).toContain('"reader":"Simulated reader"');
  });

  it("locks at the end of the program are noted, and the log goes on in the next", async () => {
    await makeVault();
    await bridge.close();
    bridge = bridgeToLocalCore(must(openLocalCore(folder, "0")));
    const said = (await events()).map(textOf);
    expect(said.at(-1)).toBe("lock ended");
  });

  it("a scan that nobody tapped for leaves nothing", async () => {
    await makeVault();
    must(await bridge.call("vault.lock", {}));
    const before = (await events()).length;
    const { scanId } = must(await bridge.call("scan.start", { purpose: "unlock" }));
    must(await bridge.call("scan.cancel", { scanId }));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await events()).length).toBe(before);
  });

  it("figures of the storage fit what was saved", async () => {
    await makeVault();
    for (let n = 0; n < 3; n++)
      must(await bridge.call("entries.save", { entryId: null, draft: { ...draft, title: `Entry ${n}` } }));
    const { entryId } = must(await bridge.call("entries.save", { entryId: null, draft }));
    must(await bridge.call("entries.save", { entryId, draft: { ...draft, title: "Changed" } }));
    const path = join(folder, "a-file.bin");
    writeFileSync(path, randomBytes(50_000));
    must(await bridge.call("attachments.add", { entryId, path }));
    await expect.poll(async () => must(await bridge.call("storage.view", {})).computer.files).toBe(1);
    must(await bridge.call("stores.sync", { store: "kvs" }));
    const view = must(await bridge.call("storage.view", {}));
    expect(view.computer).toMatchObject({ entries: 4, trash: 0, backups: 0 });
    expect(view.computer.fileBytes).toBeGreaterThan(view.computer.entryBytes);
    expect(view.copies).toEqual([{ copies: 2, entries: 4 }]);
    expect(view.places.find(({ store }) => store === "kvs")).toMatchObject({ kept: 4, waiting: 0 });
    expect(view.largest[0]).toMatchObject({ entryId, title: "Changed" });
    expect(view.largest[0]?.attachedBytes).toBeGreaterThan(40_000);
    expect(view.largest).toHaveLength(4);
  });
});
