import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { ImportPreview } from "#contract/views.ts";
import { exportVerb, importVerb } from "#cli/verbs/transfer.ts";
import type { Replies } from "./verb-bench.ts";
import { createVerbBench } from "./verb-bench.ts";

const preview: ImportPreview = {
  importId: "i1",
  fileName: "export.json",
  format: "bitwarden-json",
  needsPassword: false,
  total: 3,
  byType: [{ type: "login", count: 3 }],
  duplicates: 1,
  unmapped: [{ what: "organisation", count: 2 }],
  problems: [{ where: "item 4", reason: "no name" }],
  problemCount: 1,
  attachments: 0,
  sample: [],
  error: null,
};

const replies = (change: Partial<ImportPreview> = {}): Replies => ({
  "import.read": () => ok({ preview: { ...preview, ...change } }),
  "import.unlock": ({ password }) => (password === "right" ? ok({ preview }) : fail("import.wrong-password")),
  "import.apply": () => ok({ added: 2, merged: 0, skipped: 1 }),
  "import.discard": () => ok({}),
  "import.undo": () => ok({ undone: 2, kept: 1 }),
  "export.write": () =>
    ok({ fileName: "out", entries: 3, attachments: 0, leftOut: [{ what: "files", count: 2 }] }),
});

describe("import", () => {
  it("shows the preview, applies it and forgets the file", async () => {
    const bench = createVerbBench({ replies: replies() });
    expect(await importVerb(bench.context, "some.json", { duplicates: "merge" })).toBe(0);
    expect(bench.called("import.read")).toEqual([{ path: resolve("some.json"), format: null }]);
    expect(bench.called("import.apply")).toEqual([{ importId: "i1", duplicates: "merge" }]);
    expect(bench.called("import.discard")).toEqual([{ importId: "i1" }]);
    for (const figure of ["3 entries", "1 here already", "organisation (2)", "item 4: no name"])
      expect(bench.progress[0]).toContain(figure);
    expect(bench.answers).toEqual([{ preview, result: { added: 2, merged: 0, skipped: 1 } }]);
  });

  it("changes nothing with --dry-run", async () => {
    const bench = createVerbBench({ replies: replies() });
    expect(await importVerb(bench.context, "some.json", { duplicates: "skip", dryRun: true })).toBe(0);
    expect(bench.called("import.apply")).toEqual([]);
    expect(bench.called("import.discard")).toHaveLength(1);
  });

  it("lets a person try a password three times, a script once", async () => {
    const locked = replies({ needsPassword: true });
    const person = createVerbBench({ replies: locked, typed: ["a", "b", "right"], isInteractive: true });
    expect(await importVerb(person.context, "f", { duplicates: "skip" })).toBe(0);
    const lost = createVerbBench({ replies: locked, typed: ["a", "b", "c", "right"], isInteractive: true });
    expect(await importVerb(lost.context, "f", { duplicates: "skip" })).toBe(2);
    const script = createVerbBench({ replies: locked, typed: ["a", "right"] });
    expect(await importVerb(script.context, "f", { duplicates: "skip" })).toBe(2);
    expect(script.called("import.discard")).toHaveLength(1);
  });

  it("says why a file that was read cannot be imported", async () => {
    const bench = createVerbBench({ replies: replies({ error: appError("import.damaged") }) });
    expect(await importVerb(bench.context, "f", { duplicates: "skip" })).toBe(10);
    expect(bench.called("import.apply")).toEqual([]);
  });

  it("takes the last one back, and wants either that or a file", async () => {
    const bench = createVerbBench({ replies: replies() });
    expect(await importVerb(bench.context, undefined, { duplicates: "skip", undo: true })).toBe(0);
    expect(bench.answers).toEqual([{ undone: 2, kept: 1 }]);
    expect(await importVerb(bench.context, "f", { duplicates: "skip", undo: true })).toBe(2);
    expect(await importVerb(bench.context, undefined, { duplicates: "skip" })).toBe(2);
    const none = createVerbBench({ replies: { "import.undo": () => err(appError("import.none")) } });
    expect(await importVerb(none.context, undefined, { duplicates: "skip", undo: true })).toBe(4);
  });
});

describe("export", () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tapvault-export-"))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("sends a password for our own format only, and reads none otherwise", async () => {
    const path = join(dir, "out");
    const sealed = createVerbBench({ replies: replies(), typed: ["pass"] });
    expect(await exportVerb(sealed.context, path, { format: "tapvault" })).toBe(0);
    expect(sealed.called("export.write")).toEqual([{ format: "tapvault", path, password: "pass" }]);
    const plain = createVerbBench({ replies: replies(), typed: ["pass"] });
    expect(await exportVerb(plain.context, path, { format: "bitwarden-csv" })).toBe(0);
    expect(plain.called("export.write")).toEqual([{ format: "bitwarden-csv", path }]);
    expect(plain.texts[0]).toContain("files\t2");
    expect(plain.progress.join()).toContain("in plain");
  });

  it("stops before anything is opened: no password, two different ones, a file that is there", async () => {
    const path = join(dir, "out");
    const empty = createVerbBench({ typed: [""] });
    expect(await exportVerb(empty.context, path, { format: "tapvault" })).toBe(2);
    const differ = createVerbBench({ typed: ["a", "b"], isInteractive: true });
    expect(await exportVerb(differ.context, path, { format: "tapvault" })).toBe(2);
    writeFileSync(path, "mine");
    const there = createVerbBench();
    expect(await exportVerb(there.context, path, { format: "bitwarden-json" })).toBe(10);
    for (const bench of [empty, differ, there]) expect(bench.calls).toEqual([]);
  });
});
