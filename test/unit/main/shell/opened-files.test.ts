/** Files that the system hands over: found among arguments, taken when they are ours, and left with a reason otherwise. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { maxImportBytes } from "#main/import-desk.ts";
import { givenFiles, takeFiles } from "#main/shell/opened-files.ts";

describe("files among the arguments of a start", () => {
  const inFolder = (...args: readonly string[]) => givenFiles(["tapvault", ...args], "/home/ada", false);

  it.each([
    ["a path", "/tmp/a.tapvault", "/tmp/a.tapvault"],
    ["a path from where it was started", "papers/a.tapvault", "/home/ada/papers/a.tapvault"],
    ["an address", "file:///tmp/an%20export.tapvault", "/tmp/an export.tapvault"],
    ["an address of this computer by name", "file://localhost/tmp/a.tapvault", "/tmp/a.tapvault"],
    ["another file, to be told about", "notes.txt", "/home/ada/notes.txt"],
    ["an address elsewhere", "file://server/share/a.tapvault", null],
    ["an address that is none", "file:///a%2Fb.tapvault", null],
  ])("%s", (_, argument, expected) => {
    expect(inFolder(argument)).toEqual([expected]);
  });

  it("are neither switches nor our own addresses", () => {
    expect(inFolder("--profile=/home/ada/p", "-x", "", "tapvault://lock")).toEqual([]);
    expect(inFolder("tapvault:lock", "TAPVAULT://lock", "tapvault:notes.tapvault")).toEqual([]);
    expect(inFolder("--profile=/p", "a.tapvault", "--flag", "b.tapvault")).toEqual([
      "/home/ada/a.tapvault",
      "/home/ada/b.tapvault",
    ]);
  });

  it("may be named like a switch after --, or with a folder before", () => {
    expect(inFolder("--profile=/p", "--", "--help.tapvault", "tapvault://lock")).toEqual([
      "/home/ada/--help.tapvault",
    ]);
    expect(inFolder("./--help.tapvault")).toEqual(["/home/ada/--help.tapvault"]);
  });

  it("do not count the program itself when it runs from its sources", () => {
    expect(givenFiles(["electron", "--no-sandbox", ".", "a.tapvault"], "/home/ada", true)).toEqual([
      "/home/ada/a.tapvault",
    ]);
    expect(givenFiles(["electron", "."], "/home/ada", true)).toEqual([]);
  });
});

describe("a file that was opened from outside", () => {
  let folder: string;
  let told: unknown[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tapvault-opened-"));
    told = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const desk = {
    ask: (wish: unknown) => void told.push(wish),
    offerFile: (path: string, others: number) => void told.push({ path, others }),
  };
  const fileOf = (name: string, bytes = 3): string => {
    const file = join(folder, name);
    writeFileSync(file, "abc");
    truncateSync(file, bytes);
    return file;
  };
  const refused = (reason: string): unknown[] => [{ kind: "file-refused", reason }];

  it("is offered when it is an export of ours, whatever the case of its ending", async () => {
    const file = fileOf("Tapvault 2026-11-26.TAPVAULT");
    await takeFiles([file], desk);
    expect(told).toEqual([{ path: file, others: 0 }]);
  });

  it("is the first of several, and the others are counted", async () => {
    const first = fileOf("first.tapvault");
    await takeFiles([first, fileOf("second.tapvault"), fileOf("notes.txt")], desk);
    expect(told).toEqual([{ path: first, others: 2 }]);
  });

  it("is left when it is of another program, or on another computer", async () => {
    await takeFiles([fileOf("logins.csv")], desk);
    await takeFiles([null, fileOf("a.tapvault")], desk);
    expect(told).toEqual([...refused("not-ours"), ...refused("not-ours")]);
  });

  it("is left when it is not there or no ordinary file", async () => {
    await takeFiles([join(folder, "gone.tapvault")], desk);
    mkdirSync(join(folder, "folder.tapvault"));
    await takeFiles([join(folder, "folder.tapvault")], desk);
    expect(told).toEqual([...refused("unreadable"), ...refused("unreadable")]);
  });

  it("is left when it is larger than an import may be", async () => {
    await takeFiles([fileOf("large.tapvault", maxImportBytes + 1)], desk);
    expect(told).toEqual(refused("too-large"));
  });

  it("is nothing when none was given", async () => {
    await takeFiles([], desk);
    expect(told).toEqual([]);
  });

  it("may have an address with anything in its name", async () => {
    const file = fileOf("é #1 100%.tapvault");
    await takeFiles(givenFiles(["tapvault", pathToFileURL(file).href], "/", false), desk);
    expect(told).toEqual([{ path: file, others: 0 }]);
  });
});
