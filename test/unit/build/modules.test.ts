import { describe, expect, it } from "vitest";
import { absentOptionals } from "#build/complete-lock.mjs";
import { explainInstallFailure, stampOf, treeMatches } from "#build/modules.mjs";

const manifest = (extra: object): string => JSON.stringify({ dependencies: { zod: "4.0.0" }, ...extra });

describe("the stamp of an installation", () => {
  it("stays when something else in package.json changes", () => {
    expect(stampOf("lock", manifest({ version: "2.0.0" }), "115")).toBe(stampOf("lock", manifest({}), "115"));
  });

  it.each([
    ["the lock file", stampOf("other lock", manifest({}), "115")],
    ["a dependency", stampOf("lock", manifest({ devDependencies: { vite: "8.0.0" } }), "115")],
    ["an override", stampOf("lock", manifest({ overrides: { a: "1.0.0" } }), "115")],
    ["Node's ABI", stampOf("lock", manifest({}), "127")],
  ])("changes with %s", (_what, stamp) => {
    expect(stamp).not.toBe(stampOf("lock", manifest({}), "115"));
  });
});

describe("an installation made by hand", () => {
  const locked = {
    "": {},
    "electron/platform/pcsclite": { version: "0.6.0" },
    "node_modules/zod": { version: "4.0.0" },
    "node_modules/fsevents": { version: "2.3.3", optional: true },
  };

  it("counts when every package of this system has the locked version", () => {
    expect(treeMatches(locked, { "node_modules/zod": { version: "4.0.0" } })).toBe(true);
  });

  it.each([
    ["a package is missing", {}],
    ["a version differs", { "node_modules/zod": { version: "4.0.1" } }],
    [
      "an optional one has another version",
      { "node_modules/zod": { version: "4.0.0" }, "node_modules/fsevents": { version: "1.0.0" } },
    ],
  ])("does not count when %s", (_why, installed) => {
    expect(treeMatches(locked, installed)).toBe(false);
  });
});

describe("why an installation failed", () => {
  it.each([
    ["npm error code ENOSPC\nnpm error ENOSPC: no space left on device, write", "disk is full"],
    ["npm error code ENOTFOUND\nnpm error network request failed", "registry cannot be reached"],
    ["npm error code EUSAGE\nnpm error `npm ci` can only install packages when …", "disagree"],
    ["npm error gyp ERR! stack Error: not found: make", "sudo apt-get install g++"],
    ["prebuild-install warn connect ETIMEDOUT\nnpm error gyp ERR! build error", "sudo apt-get install g++"],
    ["npm error code EACCES", "may not write"],
    ["npm error something new", "last lines are above"],
  ])("%s", (output, expected) => {
    expect(explainInstallFailure(output, "sudo apt-get install g++")).toContain(expected);
  });
});

describe("a lock file written where the registry lacks some packages", () => {
  const packages = {
    "": {},
    "node_modules/reader": {
      version: "1.0.0",
      optionalDependencies: {
        "@reader/linux-x86_64-gnu": "1.0.0",
        "@reader/macos-aarch64": "1.0.0",
        "@reader/windows-x86-node": "1.0.0",
        loose: "^2.0.0",
      },
    },
    "node_modules/@reader/linux-x86_64-gnu": { version: "1.0.0" },
  };

  it("is completed with the pinned optional packages, each for its own system only", () => {
    expect(absentOptionals(packages)).toEqual({
      "node_modules/@reader/macos-aarch64": {
        version: "1.0.0",
        cpu: ["arm64"],
        optional: true,
        os: ["darwin"],
      },
      "node_modules/@reader/windows-x86-node": {
        version: "1.0.0",
        cpu: ["ia32"],
        optional: true,
        os: ["win32"],
      },
    });
  });

  it("finds a package that is nested beside the one that wants it", () => {
    const nested = {
      "node_modules/a": { optionalDependencies: { b: "1.0.0" } },
      "node_modules/a/node_modules/b": { version: "1.0.0" },
    };
    expect(absentOptionals(nested)).toEqual({});
  });
});
