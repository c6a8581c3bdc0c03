import { beforeEach, describe, expect, test } from "vitest";
import fc from "fast-check";
import { createBytesSource } from "#platform/file-bytes.ts";
import { chunkBytes, cleanName, maxAttachmentBytes } from "#vault/attachments.ts";
import type { ByteSource, EntryService } from "#vault/entries.port.ts";
import { ok } from "#contract/result.ts";
import { fail } from "#contract/errors.ts";
import type { Vault } from "#vault/vault.port.ts";
import { createMemorySink } from "#test/support/transfer-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { day, draft, entriesOf, never, quiet, reopen, titlesOf } from "#test/support/entry-bench.ts";

let bench: VaultBench;
let vault: Vault;
const entries = (): EntryService => entriesOf(vault);

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
});

describe("files", () => {
  const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
  const read = async (entryId: string, attachmentId: string) => {
    const sink = createMemorySink();
    const written = await entries().readAttachment(entryId, attachmentId, sink, never(), quiet);
    return written.ok ? sink.bytes() : written.error.code;
  };

  test.each([0, 1, chunkBytes, chunkBytes + 1, 5 * chunkBytes + 77])(
    "%d bytes come back as they were",
    async (length) => {
      const { entryId } = must(entries().save(null, draft("x")));
      const kept = must(
        await entries().attach(entryId, createBytesSource("a.bin", bytesOf(length)), never(), quiet),
      );
      expect(must(entries().get(entryId)).attachments).toEqual([kept]);
      const back = await read(entryId, kept.attachmentId);
      // At once: one by one, a million bytes take longer than all else here.
      expect(typeof back === "string" ? back : Buffer.from(back).equals(bytesOf(length))).toBe(true);
    },
  );

  const sourceOf = (parts: readonly (Uint8Array | "vanished")[], expectedBytes: number): ByteSource => {
    let at = 0;
    return {
      name: "x",
      expectedBytes,
      read: () => {
        const part = parts[at++];
        return Promise.resolve(part === "vanished" ? fail("attachment.changed") : ok(part ?? null));
      },
      close: () => Promise.resolve(),
    };
  };

  test.each([
    ["vanishes", sourceOf([bytesOf(chunkBytes), "vanished"], 2 * chunkBytes), "attachment.changed"],
    ["shrinks", sourceOf([bytesOf(10)], 20), "attachment.changed"],
    ["grows", sourceOf([bytesOf(10), bytesOf(10)], 10), "attachment.changed"],
    ["is too large", sourceOf([], maxAttachmentBytes + 1), "attachment.too-large"],
  ])("one that %s while it is read leaves nothing", async (_what, source, code) => {
    const { entryId } = must(entries().save(null, draft("x")));
    expect(await entries().attach(entryId, source, never(), quiet)).toMatchObject({ error: { code } });
    expect(must(bench.store.rowCounts()).chunks).toBe(0);
    expect(must(bench.store.metaWithPrefix("attaching/"))).toEqual([]);
    expect(must(entries().get(entryId)).attachments).toEqual([]);
  });

  test("cancelled or locked in the middle, nothing half-made shows", async () => {
    const { entryId } = must(entries().save(null, draft("x")));
    const stop = new AbortController();
    const cancelled = entries().attach(
      entryId,
      createBytesSource("a", bytesOf(9 * chunkBytes)),
      stop.signal,
      () => stop.abort(),
    );
    expect(await cancelled).toMatchObject({ error: { code: "task.cancelled" } });
    expect(must(bench.store.rowCounts()).chunks).toBe(0);
    const locked = entries().attach(entryId, createBytesSource("a", bytesOf(9 * chunkBytes)), never(), () =>
      vault.lock(),
    );
    expect(await locked).toMatchObject({ error: { code: "vault.locked" } });
    must(await vault.unlockWithChip(bench.tap()));
    expect(must(entries().get(entryId)).attachments).toEqual([]);
  });

  test("what a crash left is swept a day later, and nothing sooner", async () => {
    const { entryId } = must(entries().save(null, draft("x")));
    const kept = must(await entries().attach(entryId, createBytesSource("a", bytesOf(5)), never(), quiet));
    const orphan = "e".repeat(32);
    const note = new Uint8Array(8);
    new DataView(note.buffer).setBigUint64(0, BigInt(bench.clock.now()));
    must(
      bench.store.commit([
        { op: "meta", name: `attaching/${orphan}`, value: note },
        { op: "chunk", chunk: { attachmentId: orphan, number: 0, sealed: bytesOf(9) } },
      ]),
    );
    expect(must(entries().sweepAttachments())).toBe(0);
    await bench.clock.advance(day + 1);
    expect(must(entries().sweepAttachments())).toBe(1);
    expect(must(bench.store.attachmentIds())).toEqual([kept.attachmentId]);
  });

  test("pieces that were changed, swapped or lost do not open, and verify says so", async () => {
    const { entryId } = must(entries().save(null, draft("x")));
    const { attachmentId } = must(
      await entries().attach(entryId, createBytesSource("a", bytesOf(3 * chunkBytes)), never(), quiet),
    );
    const [first, second] = [0, 1].map((number) => must(bench.store.chunk(attachmentId, number)));
    if (!first || !second) throw new Error("no pieces");
    must(
      bench.store.commit([
        { op: "chunk", chunk: { ...first, sealed: second.sealed } },
        { op: "chunk", chunk: { ...second, sealed: first.sealed } },
      ]),
    );
    expect(await read(entryId, attachmentId)).toBe("attachment.damaged");
    const verified = entries().verify(never(), quiet);
    for (let turn = 0; turn < 20; turn++) await bench.clock.advance(1);
    expect(must(await verified).damagedAttachments).toEqual([attachmentId]);
    expect(must(bench.store.rowCounts()).chunks).toBe(3);
  });

  test("taken off, it is still with the former revision", async () => {
    const { entryId } = must(entries().save(null, draft("x")));
    const { attachmentId } = must(
      await entries().attach(entryId, createBytesSource("a", bytesOf(5)), never(), quiet),
    );
    const before = must(entries().get(entryId)).revision;
    must(entries().detach(entryId, attachmentId));
    expect(await read(entryId, attachmentId)).toBe("attachment.not-found");
    must(entries().restoreRevision(entryId, before));
    expect(await read(entryId, attachmentId)).toEqual(bytesOf(5));
  });

  test("names lose folders and control characters only", () => {
    expect(cleanName("../../etc/pass\u0000wd")).toBe("passwd");
    expect(cleanName("C:\\temp\\a.txt")).toBe("a.txt");
    expect(cleanName("")).toBe("file");
    expect(cleanName("名".repeat(400))).toHaveLength(255);
    expect(cleanName("é👩‍👩‍👧‍👦.pdf")).toBe("é👩‍👩‍👧‍👦.pdf");
  });
});

describe("damage", () => {
  test("a row and an index page that do not open are shown as damaged, mended where that can be, and kept", async () => {
    const saved = must(entries().saveAll(["a", "b", "c"].map((title) => draft(title))));
    const [page] = must(bench.store.indexPages());
    const broken = saved[1] ?? { entryId: "", revision: 0 };
    must(
      bench.store.commit([
        { op: "resealed", id: broken.entryId, revision: broken.revision, sealed: Uint8Array.of(1, 1, 9) },
        {
          op: "index-page",
          page: { page: page?.page ?? 0, revision: 99, sealed: Uint8Array.of(1, 2, 3) },
          expects: page?.revision ?? 0,
        },
      ]),
    );
    await reopen(bench, vault);
    expect(entries().overview()).toMatchObject({ total: 3, damaged: 1 });
    expect(titlesOf(vault, {}).sort()).toEqual(["", "a", "c"]);
    expect(entries().get(broken.entryId)).toMatchObject({ error: { code: "entry.damaged" } });
    expect(must(bench.store.entry(broken.entryId))?.sealed).toEqual(Uint8Array.of(1, 1, 9));
    expect([...entries().wholeEntries()].map(({ ok: isOk }) => isOk).sort()).toEqual([false, true, true]);
  });
});

test("texts of every script come back letter by letter", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.constantFrom("e\u0301", "é", "שלום", "\u202Ex", "👩‍👩‍👧‍👦", "名".repeat(10_000)),
  );
  fc.assert(
    fc.property(text, text, (title, value) => {
      const fields = [{ fieldId: "f", label: title.slice(0, 200), kind: "hidden" as const, value }];
      const { entryId } = must(entries().save(null, draft(title, { fields })));
      expect(must(entries().get(entryId)).title).toBe(title);
      expect(must(entries().reveal(entryId, "f"))).toBe(value);
    }),
    { numRuns: 60 },
  );
});
