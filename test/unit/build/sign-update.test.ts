/** The script that signs releases: keys as files, what belongs to a release, and what is kept of a file that was there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsText, readRelease } from "#main/updates/release-facts.ts";
import { isSigned } from "#main/updates/release-signature.ts";

const script = join(import.meta.dirname, "..", "..", "..", "build", "sign-update.mjs");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-sign-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): { readonly status: number | null; readonly out: string } => {
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, out: stdout.trim() };
};

const put = (name: string): void => writeFileSync(join(folder, name), name);
const yml = (name = "latest-linux.yml"): unknown => load(readFileSync(join(folder, name), "utf8"));

describe("sign-update", () => {
  it("makes a key for its owner alone, says the public half, and never writes over one", () => {
    const made = run("--new-key", "key.pem");
    expect(made.out).toMatch(/^[A-Za-z0-9+/]{43}=$/u);
    if (process.platform !== "win32") expect(statSync(join(folder, "key.pem")).mode & 0o077).toBe(0);
    expect(run("--new-key", "key.pem").status).toBe(2);
  });

  it("signs all installers of the version and no others, with every key", () => {
    const keys = [run("--new-key", "a.pem").out, run("--new-key", "b.pem").out];
    const [deb, rpm] = ["tapvault_1.2.0_amd64.deb", "tapvault-1.2.0.x86_64.rpm"];
    [deb, rpm, "tapvault_11.2.0_amd64.deb", "tapvault_1.2.0-beta.1_amd64.deb", "x.txt"].forEach(put);
    ["Tapvault-1.2.0-arm64.AppImage", "Tapvault-Setup-1.2.0.exe", "Tapvault-1.2.0-mac.zip"].forEach(put);
    const args = ["--key", "a.pem", "--key", "b.pem", "--release", "1.2.0", "--staging", "20", "."];
    expect(run(...args).status).toBe(0);
    const release = readRelease(yml());
    expect(release?.files.map(({ url }) => url)).toEqual([deb, rpm]);
    expect(release?.stagingPercentage).toBe(20);
    expect(release?.signatures).toHaveLength(2);
    for (const key of keys)
      expect(release !== null && isSigned(factsText(release), release.signatures ?? [], [key])).toBe(true);
    for (const name of ["latest.yml", "latest-mac.yml", "latest-linux-arm64.yml"])
      expect(readRelease(yml(name))?.signatures).toHaveLength(2);
  });

  it("keeps notes, date and block maps of a file that was made before", () => {
    run("--new-key", "a.pem");
    put("Tapvault-1.2.0.AppImage");
    writeFileSync(join(folder, "new.txt"), "Faster.\n");
    run("--key", "a.pem", "--release", "1.2.0", "--notes", "new.txt", ".");
    const before = readRelease(yml());
    run("--key", "a.pem", "--release", "1.2.0", "--staging", "50", ".");
    const after = readRelease(yml());
    expect(after).toMatchObject({ releaseNotes: "Faster.", releaseDate: before?.releaseDate ?? "" });
    expect(after?.signatures).toEqual(before?.signatures);
  });

  it.each([
    ["no folder", ["--key", "a.pem"]],
    ["no key", ["."]],
    ["a share of nothing", ["--key", "a.pem", "--staging", "0", "."]],
    ["a key that is none", ["--key", "x.txt", "--release", "1.2.0", "."]],
    ["no installer", ["--key", "a.pem", "--release", "9.9.9", "."]],
  ])("refuses %s", (_what, args) => {
    run("--new-key", "a.pem");
    put("x.txt");
    expect(run(...args).status).toBe(2);
  });
});
