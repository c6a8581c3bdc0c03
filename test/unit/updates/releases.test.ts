/** Versions, shares of computers, signatures, and what is read of release and configuration. */
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsText as textOfScript, publisherKey, signFacts } from "#build/updates/facts.mjs";
import { hasRoomFor } from "#main/updates/free-space.ts";
import { type InstallerKind, installerIn, installerKind } from "#main/updates/installer-kind.ts";
import { factsText, readRelease } from "#main/updates/release-facts.ts";
import { isSigned } from "#main/updates/release-signature.ts";
import { releaseFileName } from "#main/updates/release-source.ts";
import { computerIdentity, isInStage, placeInRelease } from "#main/updates/staging.ts";
import { readUpdateConfig } from "#main/updates/update-config.ts";
import { isNewer } from "#main/updates/versions.ts";

describe("a version", () => {
  it.each([
    ["1.0.1", "1.0.0"],
    ["1.10.0", "1.9.9"],
    ["2.0.0", "1.99.99"],
    ["1.0.0", "1.0.0-rc.1"],
    ["1.0.0-rc.2", "1.0.0-rc.1"],
    ["1.0.0-rc.10", "1.0.0-rc.9"],
    ["1.0.0-rc", "1.0.0-beta"],
    ["1.0.0-beta.1", "1.0.0-beta"],
    ["1.0.0-beta", "1.0.0-1"],
  ])("%s is newer than %s, and not the other way round", (one, other) => {
    expect(isNewer(one, other)).toBe(true);
    expect(isNewer(other, one)).toBe(false);
  });
  it.each(["1.0.0", "1.0.0-rc.1", "1.2.3+build"])("%s is not newer than itself", (version) => {
    expect(isNewer(version, version)).toBe(false);
  });
});

describe("the share of computers", () => {
  const computers = Array.from({ length: 4_000 }, (_, at) => `computer-${at}`);

  it("is met, and whoever had it keeps it when it grows", () => {
    const at = (share: number): Set<string> =>
      new Set(computers.filter((id) => isInStage(id, "1.1.0", share)));
    const [ten, half] = [at(10), at(50)];
    expect(ten.size / computers.length).toBeCloseTo(0.1, 1);
    expect(half.size / computers.length).toBeCloseTo(0.5, 1);
    expect([...ten].filter((id) => !half.has(id))).toEqual([]);
    expect(at(100).size).toBe(computers.length);
    expect(at(0).size).toBe(0);
  });

  it("begins with other computers in each release", () => {
    const first = (version: string): string[] => computers.filter((id) => placeInRelease(id, version) < 10);
    const again = new Set(first("1.2.0"));
    expect(first("1.1.0").filter((id) => again.has(id)).length).toBeLessThan(100);
  });

  it("is everybody where a release says nothing", () => {
    expect(isInStage("any", "1.1.0", undefined)).toBe(true);
  });

  it("knows this computer again, also without an id of the system", () => {
    expect(computerIdentity()).toBe(computerIdentity());
    expect(computerIdentity("/nowhere")).toBe(computerIdentity("/nowhere"));
    expect(computerIdentity("/nowhere")).not.toBe("");
  });
});

const file = { url: "tapvault_1.1.0_amd64.deb", sha512: `${"A".repeat(86)}==`, size: 12 };
const release = {
  version: "1.1.0",
  releaseDate: "2026-01-02T03:04:05.000Z",
  path: file.url,
  files: [file],
};

describe("the signed facts", () => {
  it("are the same bytes where they are signed and where they are checked", () => {
    const all = [release, { ...release, releaseNotes: 'A “new”\n"line" \\ \u2028' }];
    for (const one of all) {
      const read = readRelease({ ...one, stagingPercentage: 4, signatures: ["x"], sha512: "y" });
      expect(read === null ? null : factsText(read)).toBe(textOfScript(one));
    }
    expect(textOfScript(release)).toBe(
      `["tapvault-release/1","1.1.0","2026-01-02T03:04:05.000Z","tapvault_1.1.0_amd64.deb","",[["tapvault_1.1.0_amd64.deb","${file.sha512}",12]]]`,
    );
  });

  it("are good with one good signature by one known key, in any place", () => {
    const [mine, others] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
    const text = textOfScript(release);
    const good = signFacts(release, mine.privateKey);
    const foreign = signFacts(release, others.privateKey);
    const keys = [publisherKey(generateKeyPairSync("ed25519").privateKey), publisherKey(mine.privateKey)];
    expect(isSigned(text, [foreign, good], keys)).toBe(true);
    expect(isSigned(text, [foreign], keys)).toBe(false);
    expect(isSigned(text, [], keys)).toBe(false);
    expect(isSigned(`${text} `, [good], keys)).toBe(false);
    expect(isSigned(text, [good], [])).toBe(false);
    expect(isSigned(text, ["", "!!", good.slice(4)], ["", "short", ...keys])).toBe(false);
    expect(isSigned(text, [sign(null, Buffer.from("other"), mine.privateKey).toString("base64")], keys)).toBe(
      false,
    );
  });
});

describe("a release file", () => {
  it.each([
    ["nothing", null],
    ["no files", { ...release, files: [] }],
    ["a path", { ...release, files: [{ ...file, url: "a/b.deb" }] }],
    ["a way up", { ...release, files: [{ ...file, url: "../b.deb" }] }],
    ["an address", { ...release, files: [{ ...file, url: "https://evil.example/b.deb" }] }],
    ["a short digest", { ...release, files: [{ ...file, sha512: "abc" }] }],
    ["a size below one", { ...release, files: [{ ...file, size: 0 }] }],
    ["a size that is a text", { ...release, files: [{ ...file, size: "12" }] }],
    ["no version", { ...release, version: "latest" }],
    ["a share above all", { ...release, stagingPercentage: 101 }],
  ])("with %s is none", (_what, content) => {
    expect(readRelease(content)).toBeNull();
  });

  it("has the installer of this computer's kind and processor, or none", () => {
    const names = [
      "tapvault-1.arm64.AppImage",
      "tapvault_1_arm64.deb",
      "tapvault_1_amd64.deb",
      "t-setup.exe",
    ];
    const files = [...names, "t-1.x86_64.rpm", "t-1-universal.zip"].map((url) => ({ ...file, url }));
    const found = (kind: InstallerKind, arch: string) => installerIn(files, kind, arch)?.url;
    expect(found("deb", "x64")).toBe("tapvault_1_amd64.deb");
    expect(found("deb", "arm64")).toBe("tapvault_1_arm64.deb");
    expect(found("AppImage", "x64")).toBeUndefined();
    expect(found("rpm", "arm64")).toBeUndefined();
    expect(found("rpm", "x64")).toBe("t-1.x86_64.rpm");
    expect(found("nsis", "x64")).toBe("t-setup.exe");
    expect(found("mac", "arm64")).toBe("t-1-universal.zip");
  });

  it("is named as electron-builder names it", () => {
    expect(releaseFileName("linux", "x64")).toBe("latest-linux.yml");
    expect(releaseFileName("linux", "arm64")).toBe("latest-linux-arm64.yml");
    expect(releaseFileName("win32", "x64")).toBe("latest.yml");
    expect(releaseFileName("darwin", "arm64")).toBe("latest-mac.yml");
  });
});

describe("what the installer left", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tapvault-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const key = publisherKey(generateKeyPairSync("ed25519").privateKey);
  const write = (yml: string): void => writeFileSync(join(folder, "app-update.yml"), yml);
  const usual = `provider: generic\nurl: https://releases.example.org/stable\nchannel: latest\npublisherKeys:\n  - ${key}\n`;

  it("is read, with a slash at the end of the address", () => {
    write(usual);
    expect(readUpdateConfig(folder)).toEqual({
      url: "https://releases.example.org/stable/",
      publisherKeys: [key],
    });
  });

  it.each([
    ["no keys", usual.replace(/publisherKeys[\s\S]*/u, "")],
    ["a short key", usual.replace(key, "abc=")],
    ["plain http elsewhere", usual.replace("https", "http")],
    ["another provider", usual.replace("generic", "github")],
    ["nothing readable", "{{"],
  ])("with %s is not followed", (_what, yml) => {
    write(yml);
    expect(readUpdateConfig(folder)).toBeNull();
  });

  it("may be on this computer without https", () => {
    write(usual.replace("https://releases.example.org", "http://127.0.0.1:8080"));
    expect(readUpdateConfig(folder)?.url).toBe("http://127.0.0.1:8080/stable/");
  });

  it("says by which kind of installer this copy came", () => {
    expect(installerKind(folder, "linux", {})).toBeNull();
    write(usual);
    expect(installerKind(folder, "linux", {})).toBeNull();
    expect(installerKind(folder, "linux", { APPIMAGE: "/home/a/Tapvault.AppImage", APPDIR: folder })).toBe(
      "AppImage",
    );
    writeFileSync(join(folder, "package-type"), "deb\n");
    expect(installerKind(folder, "linux", {})).toBe("deb");
    expect(installerKind(folder, "win32", {})).toBe("nsis");
    expect(installerKind(folder, "darwin", {})).toBe("mac");
  });

  it("is no AppImage where another program's is in the environment, as in the terminal of one", () => {
    write(usual);
    const others = { APPIMAGE: "/home/a/Editor.AppImage", APPDIR: "/tmp/.mount_Editor1" };
    expect(installerKind(folder, "linux", others)).toBeNull();
    expect(installerKind(folder, "linux", { APPIMAGE: others.APPIMAGE })).toBeNull();
    writeFileSync(join(folder, "package-type"), "deb");
    expect(installerKind(folder, "linux", others)).toBe("deb");
  });

  it("fits on a disk with room, and not on one without", async () => {
    mkdirSync(join(folder, "cache"));
    expect(await hasRoomFor(1_000, join(folder, "cache", "not", "there", "yet"))).toBe(true);
    expect(await hasRoomFor(Number.MAX_SAFE_INTEGER, folder)).toBe(false);
  });
});
