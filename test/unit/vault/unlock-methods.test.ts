import { afterAll, describe, expect, test } from "vitest";
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { decodeRecord, encodeRecord, floor } from "#vault/passphrase.ts";
import { writeCounters } from "#test/support/counters.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";
import { confirm, passphrase, slotsOf } from "#test/support/ways-bench.ts";

const opened = new Set<string>();
afterAll(() => writeCounters("ways-in", { unlockMethods: [...opened].sort() }));

describe("ways in", () => {
  test("a passphrase opens the vault, is tested, replaced and refused when weak", async () => {
    const bench = createVaultBench();
    const { vault } = await bench.create();
    expect(vault.hasPassphrase()).toBe(false);
    for (const weak of ["short", "password", "12345678"])
      expect(await vault.setPassphrase(weak)).toMatchObject({ error: { code: "passphrase.too-weak" } });
    must(await vault.setPassphrase(passphrase));
    expect(await vault.testPassphrase("something else")).toMatchObject({
      error: { code: "passphrase.wrong" },
    });
    vault.lock();
    expect(vault.hasPassphrase()).toBe(true);
    expect(await vault.unlockWithPassphrase("wrong", bench)).toMatchObject({
      error: { code: "passphrase.wrong" },
    });
    must(await vault.unlockWithPassphrase(passphrase, bench));
    opened.add("passphrase");
    must(await vault.setPassphrase("another good passphrase 9"));
    expect((await slotsOf(bench, vault)).filter(({ kind }) => kind === "passphrase")).toHaveLength(1);
    expect(await vault.testPassphrase(passphrase)).toMatchObject({ error: { code: "passphrase.wrong" } });
  });

  test("keyboards that compose differently make the same passphrase", async () => {
    const bench = createVaultBench();
    const { vault } = await bench.create();
    must(await vault.setPassphrase("caf\u00e9 tulip harbour lamp"));
    must(await vault.testPassphrase("cafe\u0301 tulip harbour lamp"));
  });

  test.each([
    { ...floor, memoryKiB: floor.memoryKiB - 1 },
    { ...floor, passes: 2 },
    { ...floor, memoryKiB: 4_000_000 },
    { ...floor, passes: 1_000_000 },
    { ...floor, lanes: 200 },
  ])("parameters out of bounds are refused before any work: %o", async (parameters) => {
    const bench = createVaultBench();
    const { vault } = await bench.create();
    must(await vault.setPassphrase(passphrase));
    const [slot] = must(bench.store.slots()).filter(({ kind }) => kind === "passphrase");
    const { salt } = must(decodeRecord(slot?.check ?? null));
    if (slot !== undefined)
      must(
        bench.store.commit([{ op: "slot", slot: { ...slot, check: encodeRecord({ parameters, salt }) } }]),
      );
    expect(await vault.testPassphrase(passphrase)).toMatchObject({
      error: { code: "passphrase.unsafe-parameters" },
    });
  });

  test("each is listed, named and taken away; the last one stays", async () => {
    const bench = createVaultBench();
    const { vault } = await bench.create();
    must(await vault.setPassphrase(passphrase));
    must(await vault.enrolChip(bench.tap("second")));
    const slots = await slotsOf(bench, vault);
    expect(slots.map(({ kind, attestedBy, isThisComputer }) => [kind, attestedBy, isThisComputer])).toEqual([
      ["chip-and-computer", "service", true],
      ["recovery", "own", null],
      ["passphrase", "own", null],
      ["chip-and-computer", "service", true],
    ]);
    must(vault.renameSlot(slots[3]?.slotId ?? "", "Right hand 🖐"));
    expect((await slotsOf(bench, vault))[3]?.label).toBe("Right hand 🖐");
    vault.lock();
    must(await vault.unlockWithChip(bench.tap("second")));
    opened.add("chip-and-computer");
    for (const { slotId } of slots.slice(1)) must(vault.removeSlot(slotId));
    expect(vault.removeSlot(slots[0]?.slotId ?? "")).toMatchObject({ error: { code: "slot.last" } });
    expect(vault.removeSlot("f".repeat(32))).toMatchObject({ error: { code: "slot.not-found" } });
    vault.lock();
    expect(await vault.unlockWithChip(bench.tap("second"))).toMatchObject({
      error: { code: "vault.wrong-chip" },
    });
  });

  test("a renewed kit counts only once it was confirmed", async () => {
    const bench = createVaultBench();
    const { vault, words } = await bench.create();
    expect(vault.recoveryWords()).toMatchObject({ error: { code: "kit.none" } });
    must(vault.renewKit());
    expect(vault.isKitPending()).toBe(true);
    must(vault.testWords(words.join(" ")));
    must(vault.cancelKitRenewal());
    expect(vault.isKitPending()).toBe(false);
    must(vault.renewKit());
    const renewed = confirm(vault);
    expect(vault.isKitPending()).toBe(false);
    vault.lock();
    expect((await vault.unlockWithWords(words.join(" "), bench)).ok).toBe(false);
    must(await vault.unlockWithWords(renewed.join(" "), bench));
    opened.add("recovery");
  });

  test("a second computer gets its own way in, and the first one's stays", async () => {
    const bench = createVaultBench();
    const { vault, words } = await bench.create();
    vault.lock();
    const other = createMemoryKeychain();
    const elsewhere = bench.open();
    expect(must(await elsewhere.unlockWithWords(words.join(" "), { keychain: other }))).toEqual({
      chipSlot: "lost",
    });
    must(await elsewhere.enrolChip({ ...bench.tap(), keychain: other }));
    elsewhere.lock();
    must(await elsewhere.unlockWithChip({ ...bench.tap(), keychain: other }));
    must(await vault.unlockWithChip(bench.tap()));
  });
});
