/** What a Mac of either kind must hold to package for both. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { macHalves } from "#build/package/mac-natives.mjs";
import { ROOT } from "#build/paths.mjs";

describe("the halves of native modules for macOS", () => {
  it("are in the lock file, two of each, in one version", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    const halves = macHalves(packages);
    expect(halves.map(({ name }) => name)).toEqual([
      "@libsql/darwin-arm64",
      "@libsql/darwin-x64",
      "@pcsc-mini/macos-aarch64",
      "@pcsc-mini/macos-x86_64",
    ]);
    expect(new Set(halves.map(({ name, version }) => `${name.split("/")[0] ?? ""} ${version}`)).size).toBe(2);
  });
});
