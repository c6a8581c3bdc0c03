import { describe, expect, test } from "vitest";
import type { ParsedImport } from "#vault/transfer/transfer.port.ts";
import { readFile, transfer } from "#test/support/transfer-bench.ts";

describe("limits", () => {
  test("too long texts become files, too many fields too; nothing is lost", async () => {
    const long = "x".repeat(150_000);
    const fields = Array.from({ length: 250 }, (_, at) => ({
      name: `f${String(at)}`,
      value: `v${String(at)}`,
      type: 0,
    }));
    const item = { type: 1, name: "t".repeat(12_000), notes: long, fields, login: {} };
    const parsed = await readFile(JSON.stringify({ items: [item] }));
    const [entry] = parsed.entries;
    expect(entry?.draft.title).toHaveLength(10_000);
    expect(entry?.draft.fields.length).toBeLessThanOrEqual(200);
    const texts = entry?.attachments.map(({ bytes }) => new TextDecoder().decode(bytes)) ?? [];
    expect(texts).toContain(long);
    expect(texts.join("\n")).toContain("f249: v249");
  });

  test("names of every script stay as they are, letter by letter", async () => {
    for (const name of ["e\u0301 é", "שלום עולם", "👩‍👩‍👧‍👦", "\u202Ertl", "ﬁ", "名".repeat(9_999)]) {
      const parsed = await readFile(JSON.stringify({ items: [{ type: 2, name }] }));
      expect(parsed.entries[0]?.draft.title).toBe(name);
    }
  });
});

describe("plans", () => {
  const draft = (fields: readonly (readonly [string, string])[]) => ({
    type: "login" as const,
    title: "Mail",
    tags: ["mine"],
    isFavourite: false,
    fields: [
      { fieldId: "username", label: "User name", kind: "username" as const, value: "ada" },
      ...fields.map(([fieldId, value]) => ({ fieldId, label: fieldId, kind: "text" as const, value })),
    ],
  });
  const parsedOf = (...drafts: readonly ReturnType<typeof draft>[]): ParsedImport => ({
    format: "chrome-csv",
    entries: drafts.map((one) => ({ draft: one, isDeleted: false, former: [], attachments: [] })),
    unmapped: [],
    problems: [],
    problemCount: 0,
  });
  const here = [
    {
      entryId: "a".repeat(32),
      draft: draft([
        ["pin", "1"],
        ["empty", ""],
      ]),
    },
  ];

  test("an entry that is here is skipped, added or merged as chosen", () => {
    const parsed = parsedOf(
      draft([
        ["pin", "2"],
        ["empty", "filled"],
        ["new", "3"],
      ]),
    );
    expect(transfer.planImport(parsed, here, "skip")).toMatchObject({ added: 0, skipped: 1, changes: [] });
    expect(transfer.planImport(parsed, here, "add")).toMatchObject({ added: 1, merged: 0 });
    const merged = transfer.planImport(parsed, here, "merge");
    expect(merged).toMatchObject({ merged: 1, added: 0, duplicateOf: ["a".repeat(32)] });
    const fields = merged.changes[0]?.draft.fields.map(({ label, value }) => `${label}=${value ?? ""}`);
    expect(fields).toEqual(["User name=ada", "pin=1", "empty=filled", "pin=2", "new=3"]);
  });

  test("what adds nothing is skipped, and two of a file join into one", () => {
    expect(transfer.planImport(parsedOf(draft([["pin", "1"]])), here, "merge")).toMatchObject({
      skipped: 1,
      changes: [],
    });
    const twice = transfer.planImport(parsedOf(draft([["x", "1"]]), draft([["y", "2"]])), here, "merge");
    expect(twice.changes).toHaveLength(1);
    expect(twice.changes[0]?.draft.fields.map(({ label }) => label)).toEqual([
      "User name",
      "pin",
      "empty",
      "x",
      "y",
    ]);
  });
});
