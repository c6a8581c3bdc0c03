/** Entries sealed for other programs: short, opened by this vault only, refused with any byte changed. */
import { beforeEach, describe, expect, it } from "vitest";
import type { EntryDraft } from "#contract/views.ts";
import { toBase64Url } from "#vault/bytes.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { draft, entriesOf, never, quiet } from "#test/support/entry-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";

let bench: VaultBench;
let vault: Vault;
let entries: EntryService;

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
  entries = entriesOf(vault);
});

const save = (title: string, more: Partial<EntryDraft> = {}): string =>
  must(entries.save(null, draft(title, more))).entryId;

const shareLength = (more: Partial<EntryDraft>): number => {
  const shared = must(entries.sealForSharing(save(more.title ?? "Example", more)));
  return toBase64Url(shared).length;
};

/** A login as most are: title, user name, password of 20 characters, address. */
const usual = (title: string, username: string, url: string): EntryDraft => ({
  type: "login",
  title,
  tags: ["work", "bank"],
  isFavourite: true,
  fields: [
    { fieldId: "username", label: "User name", kind: "username", value: username },
    { fieldId: "password", label: "Password", kind: "password", value: "kV8!tRq2#zLw9@pXs4Fm" },
    { fieldId: "url", label: "Website", kind: "url", value: url },
  ],
});

describe("an entry sealed for sharing", () => {
  it("is known again by this vault, also after it was closed", async () => {
    const shared = must(entries.sealForSharing(save("Harbour")));
    expect(entries.titleOfShared(shared)).toBe("Harbour");
    vault.lock();
    expect(entries.titleOfShared(shared)).toBeNull();
    must(await vault.unlockWithChip(bench.tap()));
    expect(entriesOf(vault).titleOfShared(shared)).toBe("Harbour");
  });

  it("tells neither title nor password, and is another each time", () => {
    const id = save("Harbour");
    const [one, other] = [must(entries.sealForSharing(id)), must(entries.sealForSharing(id))];
    expect(Buffer.from(one).toString("latin1")).not.toMatch(/Harbour|Password/);
    expect(toBase64Url(one)).not.toBe(toBase64Url(other));
  });

  it("leaves out tags, files and history", async () => {
    const bare = save("Harbour");
    const full = save("Harbour", { tags: Array.from({ length: 20 }, (_, n) => `tag number ${n}`) });
    for (let n = 0; n < 5; n++) must(entries.save(full, draft("Harbour", { isFavourite: true })));
    let isRead = false;
    const source = {
      name: "a file with a long name.txt",
      expectedBytes: 5_000,
      read: () => {
        const piece = isRead ? null : new Uint8Array(5_000);
        isRead = true;
        return Promise.resolve({ ok: true, value: piece } as const);
      },
      close: () => Promise.resolve(),
    };
    must(await entries.attach(full, source, never(), quiet));
    const lengths = [bare, full].map((id) => must(entries.sealForSharing(id)).length);
    expect(lengths[1]).toBe(lengths[0]);
  });

  it("is not an entry of the vault's own: it cannot be taken over as one", () => {
    const id = save("Harbour");
    const shared = must(entries.sealForSharing(id));
    const revision = must(entries.get(id)).revision;
    expect(entries.opensAsEntry({ id, revision, blob: shared.subarray(24) })).toBe(false);
    const row = must(bench.store.entry(id));
    expect(entries.titleOfShared(row?.sealed ?? shared)).toBeNull();
  });
});

describe("what is refused", () => {
  it("has any byte changed, is cut or longer", () => {
    const shared = must(entries.sealForSharing(save("Harbour")));
    for (let at = 0; at < shared.length; at++)
      expect(entries.titleOfShared(shared.with(at, (shared[at] ?? 0) ^ 0x80))).toBeNull();
    for (const length of [0, 1, 23, 24, 25, shared.length - 1])
      expect(entries.titleOfShared(shared.subarray(0, length))).toBeNull();
    expect(entries.titleOfShared(Uint8Array.of(...shared, 0))).toBeNull();
    expect(
      entries.titleOfShared(new TextEncoder().encode("<!doctype html><title>Not found</title>")),
    ).toBeNull();
  });

  it("is of another vault", async () => {
    const other = entriesOf((await createVaultBench().create()).vault);
    const theirs = must(other.sealForSharing(must(other.save(null, draft("Harbour"))).entryId));
    expect(entries.titleOfShared(theirs)).toBeNull();
  });

  it("is an entry that is not there, or a locked vault's", () => {
    const id = save("Harbour");
    expect(codeOf(entries.sealForSharing("0".repeat(32)))).toBe("entry.not-found");
    vault.lock();
    expect(codeOf(entries.sealForSharing(id))).toBe("vault.locked");
  });
});

describe("its length", () => {
  it.each([
    ["Example", "ada", "https://example.org"],
    ["Harbour Bank", "ada@example.org", "https://harbour.example"],
    ["Harbour Savings Bank", "ada@example.org", "https://online.harbour.example/login"],
  ])("fits a usual login such as %s into the 256 characters of a value of KVS", (title, username, url) => {
    expect(shareLength(usual(title, username, url))).toBeLessThanOrEqual(256);
  });
});
