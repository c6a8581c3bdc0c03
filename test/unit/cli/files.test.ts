import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { safeFileName, targetFile, targetFor } from "#cli/files.ts";
import { oneLine } from "#cli/output.ts";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tapvault-files-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it("makes paths absolute, because the agent works in another folder", () => {
  expect(targetFile("some-new-file", false)).toEqual({ ok: true, value: resolve("some-new-file") });
});

it("refuses a file that is there, unless told to replace it", () => {
  const file = join(dir, "there.txt");
  writeFileSync(file, "mine");
  expect(targetFile(file, false)).toMatchObject({
    error: { code: "file.unwritable", detail: { name: "there.txt", exists: true } },
  });
  expect(targetFile(file, true)).toEqual({ ok: true, value: file });
  expect(targetFor("there.txt", dir, false)).toMatchObject({ error: { code: "file.unwritable" } });
});

it("writes under the attachment's own name into a folder, under the given name otherwise", () => {
  expect(targetFor("scan.pdf", dir, false)).toEqual({ ok: true, value: join(dir, "scan.pdf") });
  expect(targetFor("scan.pdf", join(dir, "x.pdf"), false)).toEqual({ ok: true, value: join(dir, "x.pdf") });
});

it("lets no name from elsewhere leave the folder or hide what it is", () => {
  expect(safeFileName("../../etc/passwd")).toBe("passwd");
  expect(safeFileName("C:\\Windows\\x.dll")).toBe("x.dll");
  for (const name of ["", "..", ".", "a/", "/", "..\\.."]) expect(safeFileName(name)).toBe("attachment");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const safe = safeFileName(name);
      expect(basename(safe)).toBe(safe);
      expect(join("/folder", safe).startsWith("/folder/")).toBe(true);
      expect(safe).not.toMatch(/[\p{Cc}\u202e]/u);
    }),
  );
});

it("lets no title move the cursor or turn the line around", () => {
  expect(oneLine("a\u001b[2J\nb\u202Ec")).toBe("a\uFFFD[2J\uFFFDb\uFFFDc");
  expect(oneLine("Ünïcode 👩‍👧 עברית")).toBe("Ünïcode 👩‍👧 עברית");
});
