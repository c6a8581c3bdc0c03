import { beforeEach, describe, expect, it } from "vitest";
import type { EntryDraft } from "#contract/views.ts";
import { toHex } from "#vault/bytes.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { createVaultBench, must, unreachable } from "#test/support/vault-bench.ts";

let bench: VaultBench;

beforeEach(() => {
  bench = createVaultBench();
});

const refused = (code: string) => ({ ok: false, error: { code } });
const draft: EntryDraft = { type: "note", title: "Kept", tags: [], isFavourite: false, fields: [] };

describe("making a vault", () => {
  it("is finished only when three of its words were given back", async () => {
    const vault = bench.open();
    expect(vault.status()).toBe("none");
    must(await vault.create(bench.tap()));
    expect(vault.status()).toBe("unfinished");
    expect(vault.isUnfinished()).toBe(true);
    expect(vault.entries()).toBeNull();
    const words = must(vault.recoveryWords());
    expect(words).toHaveLength(24);
    const positions = must(vault.askPositions());
    expect(new Set(positions).size).toBe(3);
    const answers = positions.map((position) => ({ position, word: words[position - 1] ?? "" }));
    const wrong = answers.map((answer, index) => (index === 1 ? { ...answer, word: "wrong" } : answer));
    expect(vault.confirmRecovery(wrong)).toMatchObject({
      error: { code: "recovery.wrong-word", detail: { position: positions[1] } },
    });
    must(vault.confirmRecovery(answers));
    expect(vault.status()).toBe("unlocked");
    expect(vault.isUnfinished()).toBe(false);
    expect(vault.recoveryWords()).toMatchObject(refused("kit.none"));
  });

  it("can be gone on with after a restart in the middle", async () => {
    const first = bench.open();
    must(await first.create(bench.tap()));
    const words = must(first.recoveryWords());
    first.dispose();
    const second = bench.open();
    expect([second.status(), second.isUnfinished()]).toEqual(["locked", true]);
    must(await second.unlockWithChip(bench.tap()));
    expect(second.status()).toBe("unfinished");
    expect(must(second.recoveryWords())).toEqual(words);
  });

  it("can be made anew with another chip after a restart in the middle: the former way opens nothing", async () => {
    const first = bench.open();
    must(await first.create(bench.tap()));
    const words = must(first.recoveryWords()).join(" ");
    first.dispose();
    const second = bench.open();
    must(await second.create(bench.tap()));
    expect(second.status()).toBe("unfinished");
    expect(must(second.recoveryWords()).join(" ")).not.toBe(words);
    second.lock();
    expect((await second.unlockWithWords(words, { keychain: bench.tap().keychain })).ok).toBe(false);
  });

  it("leaves nothing half-made when the service fails, and can be repeated", async () => {
    const vault = bench.open();
    bench.service.failNext(unreachable());
    expect(await vault.create(bench.tap())).toMatchObject(refused("store.unreachable"));
    expect(vault.status()).toBe("none");
    expect(must(bench.store.slots())).toEqual([]);
    must(await vault.create(bench.tap()));
    expect(vault.status()).toBe("unfinished");
  });

  it("refuses to replace a finished vault", async () => {
    const { vault } = await bench.create();
    expect(await vault.create(bench.tap())).toMatchObject(refused("vault.exists"));
  });
});

describe("the ways in", () => {
  it("opens by the chip and this computer together, by neither alone", async () => {
    const { vault } = await bench.create();
    must(vault.entries()?.save(null, draft) ?? { ok: false, error: unreachable() });
    vault.lock();
    expect(vault.status()).toBe("locked");
    expect(vault.entries()).toBeNull();
    expect(await vault.unlockWithChip(bench.tap("somebody else"))).toMatchObject(refused("vault.wrong-chip"));
    must(await vault.unlockWithChip(bench.tap()));
    expect(vault.entries()?.overview().total).toBe(1);
    vault.lock();
    must(await bench.keychain.delete(`device/${toHex(vault.vaultId() ?? new Uint8Array(0))}`));
    expect(await vault.unlockWithChip(bench.tap())).toMatchObject(refused("keychain.lost"));
  });

  it("opens by the words when chip and keychain are gone, and sets the chip up anew", async () => {
    const { vault, words } = await bench.create();
    vault.lock();
    must(await bench.keychain.delete(`device/${toHex(vault.vaultId() ?? new Uint8Array(0))}`));
    const opened = must(await vault.unlockWithWords(words.join("  \n"), { keychain: bench.keychain }));
    expect(opened.chipSlot).toBe("lost");
    must(await vault.enrolChip(bench.tap()));
    vault.lock();
    must(await vault.unlockWithChip(bench.tap()));
    expect(vault.status()).toBe("unlocked");
  });

  it("judges a tap without opening anything", async () => {
    const { vault } = await bench.create();
    vault.lock();
    must(await vault.verifyTap(bench.tap()));
    expect(await vault.verifyTap(bench.tap("somebody else"))).toMatchObject(refused("vault.wrong-chip"));
    expect(vault.status()).toBe("locked");
  });

  it.each([0, 11, 23])("says that word %i is wrong, and only where", async (place) => {
    const { vault, words } = await bench.create();
    vault.lock();
    const other = words[place] === "zoo" ? "abandon" : "zoo";
    const typed = words.map((word, index) => (index === place ? other : word)).join(" ");
    const outcome = await vault.unlockWithWords(typed, { keychain: bench.keychain });
    expect(outcome).toMatchObject({
      error: { code: "recovery.wrong-word", detail: { position: place + 1 } },
    });
    // Nothing but the place: neither the word meant nor the one typed.
    expect(outcome.ok ? null : outcome.error.detail).toEqual({ position: place + 1 });
    expect(vault.status()).toBe("locked");
  });

  it("tells words of another vault from a single wrong one", async () => {
    const other = await createVaultBench().create();
    const { vault } = await bench.create();
    vault.lock();
    const outcome = await vault.unlockWithWords(other.words.join(" "), { keychain: bench.keychain });
    expect(outcome).toMatchObject(refused("recovery.wrong-words"));
  });

  it.each([
    ["abandon ".repeat(23), "recovery.word-count"],
    [`${"abandon ".repeat(23)} abandnn`, "recovery.unknown-word"],
    ["", "recovery.word-count"],
  ])("refuses %j", async (typed, code) => {
    const { vault } = await bench.create();
    vault.lock();
    expect(await vault.unlockWithWords(typed, { keychain: bench.keychain })).toMatchObject(refused(code));
  });

  it("gives out no key while locked", async () => {
    const { vault } = await bench.create();
    const key = must(vault.purposeKey("name"));
    expect(key.some((byte) => byte !== 0)).toBe(true);
    vault.lock();
    expect(key.every((byte) => byte === 0)).toBe(true);
    expect(vault.purposeKey("name")).toMatchObject(refused("vault.locked"));
  });
});
