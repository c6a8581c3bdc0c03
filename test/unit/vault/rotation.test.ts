import { describe, expect, test } from "vitest";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { createBytesSource } from "#platform/file-bytes.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { fromHex, toHex } from "#vault/bytes.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { createVault } from "#vault/vault.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { createFakeChipService, createVaultBench, must } from "#test/support/vault-bench.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { draftWith, finish, passphrase, slotsOf } from "#test/support/ways-bench.ts";
import { entriesOf } from "#test/support/entry-bench.ts";

describe("changing the vault key", () => {
  const prepared = async () => {
    const bench = createVaultBench();
    const { vault, words } = await bench.create();
    must(await vault.setPassphrase(passphrase));
    const entries = entriesOf(vault);
    const saved = must(
      entries.saveAll(
        Array.from({ length: 300 }, (_, at) => draftWith(`Entry ${String(at)}`, `secret ${String(at)}`)),
      ),
    );
    const first = saved[0]?.entryId ?? "";
    must(entries.save(first, draftWith("Entry 0", "changed")));
    const source = createBytesSource("f.bin", new Uint8Array(600_000).fill(7));
    must(await entries.attach(first, source, new AbortController().signal, () => undefined));
    must(entries.applyBatch([{ entryId: null, draft: draftWith("Imported", "x") }], "Test"));
    return { bench, vault, words, first };
  };
  const expectWhole = async (bench: VaultBench, vault: Vault, first: string): Promise<void> => {
    const entries = entriesOf(vault);
    expect(must(entries.query({ text: "", offset: 0, limit: 1 })).total).toBe(301);
    expect(must(entries.reveal(first, "password"))).toBe("changed");
    expect(must(entries.history(first)).map(({ title }) => title)).toEqual(["Entry 0", "Entry 0", "Entry 0"]);
    expect(entries.lastBatch()).toMatchObject({ source: "Test", count: 1 });
    const verified = entries.verify(new AbortController().signal, () => undefined);
    for (let turn = 0; turn < 40; turn++) await bench.clock.advance(1);
    expect(must(await verified)).toMatchObject({
      damagedEntries: [],
      damagedRevisions: 0,
      damagedAttachments: [],
      attachments: 1,
    });
  };

  test("every way in that stays opens it afterwards, the one taken away does not", async () => {
    const { bench, vault, words, first } = await prepared();
    must(await vault.enrolChip(bench.tap("lost one")));
    const lost = (await slotsOf(bench, vault)).at(-1);
    const before = must(bench.store.slots()).find(({ id }) => id === lost?.slotId);
    expect(lost?.survivesRotation).toBe(true);
    must(await vault.rotate(lost?.slotId ?? null));
    expect(await vault.rotate(null)).toMatchObject({ error: { code: "rotation.busy" } });
    await finish(bench, vault);
    expect(vault.rotation()).toBeNull();
    await expectWhole(bench, vault, first);
    vault.lock();
    expect(await vault.unlockWithChip(bench.tap("lost one"))).toMatchObject({
      error: { code: "vault.wrong-chip" },
    });
    for (const unlock of [
      () => vault.unlockWithChip(bench.tap()),
      () => vault.unlockWithWords(words.join(" "), bench),
      () => vault.unlockWithPassphrase(passphrase, bench),
    ]) {
      must<unknown>(await unlock());
      await expectWhole(bench, vault, first);
      vault.lock();
    }
    // A copy of the old slot put back opens the old key, and that opens nothing here.
    if (before !== undefined) must(bench.store.commit([{ op: "slot", slot: before }]));
    must(await vault.unlockWithChip(bench.tap("lost one")));
    expect(vault.entries()?.reveal(first, "password").ok).toBe(false);
  });

  test.each([0, 1, 2, 3, 5, 8, 13, 21])(
    "cut short after %d slices it goes on after the next unlock",
    async (slices) => {
      const { bench, vault, first } = await prepared();
      must(await vault.rotate(null));
      for (let turn = 0; turn < slices; turn++) await bench.clock.advance(1);
      vault.dispose();
      const again = bench.open();
      must(await again.unlockWithChip(bench.tap()));
      await expectWhole(bench, again, first);
      await finish(bench, again);
      expect(must(bench.store.meta("rotation-former"))).toBeNull();
      again.lock();
      must(await again.unlockWithPassphrase(passphrase, bench));
      await expectWhole(bench, again, first);
    },
  );

  test("entries can be saved while it runs, and another program with the former key locks", async () => {
    const { bench, vault, first } = await prepared();
    const other = bench.open();
    must(await other.unlockWithChip(bench.tap()));
    must(await vault.rotate(null));
    const { entryId } = must(entriesOf(vault).save(null, draftWith("Meanwhile", "m")));
    expect(entriesOf(other).save(first, draftWith("stale", "s"))).toMatchObject({
      error: { code: "vault.locked" },
    });
    expect(other.status()).toBe("locked");
    await finish(bench, vault);
    vault.lock();
    must(await other.unlockWithChip(bench.tap()));
    expect(must(entriesOf(other).reveal(entryId, "password"))).toBe("m");
    expect(must(entriesOf(other).reveal(first, "password"))).toBe("changed");
  });
});

describe("a vault of the first schema", () => {
  const expected = JSON.parse(readFileSync("test/fixtures/vault-schema-1/expected.json", "utf8")) as {
    words: string;
    device: string;
    vaultId: string;
    service: Record<string, string>;
    total: number;
    entries: {
      entryId: string;
      title: string;
      isDeleted: boolean;
      fields: { fieldId: string; value: string }[];
    }[];
    history: { entryId: string; password: string };
  };
  const openCopy = (): { vault: Vault; store: LocalStore; file: string } => {
    const file = join(mkdtempSync(join(tmpdir(), "schema-1-")), "vault.db");
    copyFileSync("test/fixtures/vault-schema-1/vault.db", file);
    const store = must(openLibsqlStore({ file, log: silentLog }));
    const parts = { store, crypto: createNodeCrypto(), clock: createManualClock(), log: silentLog };
    return { vault: createVault({ ...parts, remoteStores: () => ["kvs"] }), store, file };
  };
  const expectAll = (vault: Vault): void => {
    const entries = entriesOf(vault);
    expect(must(entries.query({ text: "", offset: 0, limit: 1 })).total).toBe(expected.total);
    for (const { entryId, title, isDeleted, fields } of expected.entries) {
      expect(must(entries.get(entryId))).toMatchObject({ title, isDeleted, attachments: [] });
      for (const { fieldId, value } of fields) expect(must(entries.reveal(entryId, fieldId))).toBe(value);
    }
    const { entryId, password } = expected.history;
    const former = must(entries.history(entryId)).at(-1)?.revision ?? 0;
    expect(must(entries.revealFormer(entryId, former, "password"))).toBe(password);
  };

  test("opens by its words and by its chip, and the file before is kept", async () => {
    const { vault, store, file } = openCopy();
    const keychain = createMemoryKeychain();
    must(await vault.unlockWithWords(expected.words, { keychain }));
    expectAll(vault);
    vault.lock();
    must(await keychain.set(`device/${expected.vaultId}`, fromHex(expected.device)));
    const service = createFakeChipService();
    for (const [name, value] of Object.entries(expected.service)) service.values.set(name, value);
    const presence = { flow: "scan" as const, token: "mine", memberId: "mine", chipId: null };
    must(
      await vault.unlockWithChip({
        presence,
        chipSecrets: service,
        keychain,
        signal: new AbortController().signal,
      }),
    );
    expectAll(vault);
    // Both ways in were used once, so both can be reached by a rotation now.
    expect(must(await vault.slots(keychain)).map(({ survivesRotation }) => survivesRotation)).toEqual([
      true,
      true,
    ]);
    expect(toHex(vault.vaultId() ?? new Uint8Array(0))).toBe(expected.vaultId);
    store.dispose();
    expect(readFileSync(`${file}.schema-1.bak`).length).toBeGreaterThan(10_000);
  });
});
