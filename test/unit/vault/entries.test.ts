import { beforeEach, describe, expect, it } from "vitest";
import type { EntryDraft } from "#contract/views.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";

let bench: VaultBench;
let vault: Vault;

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
});

const entries = (): EntryService => {
  const service = vault.entries();
  if (service === null) throw new Error("locked");
  return service;
};
const login = (title: string, password: string | null = "s3cret", username = "ada"): EntryDraft => ({
  type: "login",
  title,
  tags: ["work"],
  isFavourite: false,
  fields: [
    { fieldId: "username", label: "User name", kind: "username", value: username },
    { fieldId: "password", label: "Password", kind: "password", value: password },
  ],
});

describe("entries", () => {
  it("show no hidden value until it is asked for", () => {
    const { entryId } = must(entries().save(null, login("Harbour")));
    const detail = must(entries().get(entryId));
    expect(JSON.stringify(detail)).not.toContain("s3cret");
    expect(must(entries().reveal(entryId, "password"))).toBe("s3cret");
  });

  it("keep a hidden value that a draft leaves alone", () => {
    const { entryId } = must(entries().save(null, login("Harbour")));
    must(entries().save(entryId, login("Harbour master", null, "grace")));
    expect(must(entries().reveal(entryId, "password"))).toBe("s3cret");
    expect(must(entries().get(entryId)).title).toBe("Harbour master");
    expect(must(entries().history(entryId)).map(({ title }) => title)).toEqual(["Harbour master", "Harbour"]);
  });

  it("are there again after locking and opening", async () => {
    const { entryId } = must(entries().save(null, login("Harbour")));
    vault.lock();
    must(await vault.unlockWithChip(bench.tap()));
    expect(must(entries().reveal(entryId, "password"))).toBe("s3cret");
    expect(must(entries().query({ text: "harb", offset: 0, limit: 10 })).rows).toMatchObject([
      { title: "Harbour" },
    ]);
  });

  it("go when deleted, and come back with undo", () => {
    const { entryId } = must(entries().save(null, login("Harbour")));
    must(entries().remove(entryId));
    expect(must(entries().query({ text: "", offset: 0, limit: 10 })).total).toBe(0);
    must(entries().undelete(entryId));
    expect(must(entries().query({ text: "", offset: 0, limit: 10 })).total).toBe(1);
  });

  it("are found by title, user name and tag, whatever the case and the accents, best match first", () => {
    for (const title of ["Über Archive", "Archive", "The archive", "Other"])
      must(entries().save(null, login(title)));
    const titles = (text: string): readonly string[] =>
      must(entries().query({ text, offset: 0, limit: 10 })).rows.map((row) => row.title);
    expect(titles("archive")[0]).toBe("Archive");
    expect(titles("ARCHIVE")).toHaveLength(3);
    expect(titles("uber arch")).toEqual(["Über Archive"]);
    expect(titles("ada work")).toHaveLength(4);
    expect(titles("nothing")).toEqual([]);
  });

  it("wait for the connected service, and say so", () => {
    const { entryId } = must(entries().save(null, login("Harbour")));
    expect(must(entries().get(entryId)).copies).toMatchObject([
      { store: "local", state: "kept" },
      { store: "kvs", state: "waiting" },
    ]);
    expect(must(entries().copyCounts())).toMatchObject({ waiting: 1 });
  });

  it("are on the disk as ciphertext only", () => {
    must(entries().save(null, login("Harbour library needle")));
    const rows = must(bench.store.entriesAfter("", 10));
    const pages = must(bench.store.indexPages());
    const disk = [...rows, ...pages].map(({ sealed }) => Buffer.from(sealed).toString("latin1")).join("");
    for (const secret of ["Harbour", "needle", "ada", "s3cret", "work"]) expect(disk).not.toContain(secret);
  });

  it("seal a usual login small enough for two values of KVS", () => {
    const draft = login("Harbour library", "aB3$".repeat(5), "ada.lovelace@example.org");
    const fields = [
      ...draft.fields,
      { fieldId: "url", label: "Website", kind: "url", value: "https://harbour.example.org" } as const,
      { fieldId: "note", label: "Notes", kind: "multiline", value: "n".repeat(100) } as const,
    ];
    const { entryId } = must(entries().save(null, { ...draft, fields }));
    expect(must(bench.store.entry(entryId))?.sealed.length).toBeLessThanOrEqual(2 * 192);
  });

  it("answer vault.locked to a service that was kept beyond the lock", () => {
    const kept = entries();
    vault.lock();
    expect(kept.query({ text: "", offset: 0, limit: 10 })).toMatchObject({ error: { code: "vault.locked" } });
  });
});
