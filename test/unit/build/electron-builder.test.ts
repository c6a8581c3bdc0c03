/** electron-builder's own validation over our configuration, and what of it is a promise. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Packager, type Configuration } from "electron-builder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builderConfig } from "#build/package/electron-builder.mjs";
import { FUSES } from "#build/package/fuses.mjs";
import { canNotarise, signingNotes } from "#build/package/signing.mjs";
import { programFolder } from "#build/package/unpacked.mjs";
import { ROOT } from "#build/paths.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-builder-"));
  const app = { name: "tapvault", version: "1.2.3", description: "A vault", author: "Us", main: "index.js" };
  mkdirSync(join(folder, "app"));
  writeFileSync(join(folder, "app", "package.json"), JSON.stringify(app));
});
afterAll(() => rmSync(folder, { recursive: true }));

const config = (environment: Record<string, string> = {}): Configuration =>
  builderConfig({
    appFolder: join(folder, "app"),
    outFolder: join(folder, "dist"),
    iconFolder: join(folder, "icons"),
    electronVersion: "33.2.1",
    environment,
  });

const validate = (candidate: Configuration): Promise<void> =>
  new Packager({ projectDir: ROOT, config: candidate }).validateConfig();

describe("electron-builder's configuration", () => {
  it.each([
    ["plain", {}],
    ["with an address for updates", { TAPVAULT_UPDATE_URL: "https://updates.example/tapvault" }],
    ["with Apple's notary", { APPLE_API_KEY: "k", APPLE_API_KEY_ID: "i", APPLE_API_ISSUER: "u" }],
  ])("is what electron-builder takes: %s", async (_name, environment: Record<string, string>) => {
    await expect(validate(config(environment))).resolves.toBeUndefined();
  });

  it("would be refused with a word that electron-builder does not know", async () => {
    const wrong = { ...config(), nsis: { oneClick: false, askAdministrator: true } } as Configuration;
    await expect(validate(wrong)).rejects.toThrow(/configuration\.nsis/u);
  });

  it("puts the program of each processor where the Linux packages look for it", () => {
    const folders = ["x64", "arm64", "arm"].map((arch) => programFolder("out", arch));
    const names = ["linux-unpacked", "linux-arm64-unpacked", "linux-armv7l-unpacked"];
    expect(folders).toEqual(names.map((name) => join("out", name)));
  });

  it("closes every way to run something else, and takes the app from the archive alone", () => {
    expect(config().electronFuses).toEqual({ ...FUSES, resetAdHocDarwinSignature: true });
    expect(FUSES).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it("unpacks native modules only, and no desktop entry asks to turn the sandbox off", () => {
    const { asar, asarUnpack, appImage } = config();
    expect({ asar, asarUnpack }).toEqual({ asar: { smartUnpack: false }, asarUnpack: ["**/*.node"] });
    expect(appImage?.executableArgs).toEqual([]);
  });

  it("leaves the addresses and keys of updates to our own file, which it would write over", () => {
    expect(config({ TAPVAULT_UPDATE_URL: "https://updates.example/tapvault" }).publish).toBeNull();
    expect(config().linux).not.toHaveProperty("publish");
  });

  it("installs for one person on Windows and leaves the vault when it goes", () => {
    expect(config().nsis).toMatchObject({
      oneClick: false,
      perMachine: false,
      allowElevation: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    });
    const script = readFileSync(config().nsis?.include ?? "", "utf8");
    expect(script).toContain("URL Protocol");
    expect(script).not.toMatch(/HKLM|HKEY_LOCAL_MACHINE/u);
  });

  it("runs hardened on macOS with the two rights it needs, the helpers with one", () => {
    const { mac } = config();
    expect(mac?.hardenedRuntime).toBe(true);
    const keys = (file?: string | null): string[] =>
      [...readFileSync(file ?? "", "utf8").matchAll(/<key>(.*)<\/key>/gu)].map(([, key]) => key ?? "");
    expect(keys(mac?.entitlements)).toEqual([
      "com.apple.security.cs.allow-jit",
      "com.apple.security.smartcard",
    ]);
    expect(keys(mac?.entitlementsInherit)).toEqual(["com.apple.security.cs.allow-jit"]);
  });
});

describe("signing", () => {
  it("asks Apple's notary only with one whole set of credentials", () => {
    expect(canNotarise({})).toBe(false);
    expect(canNotarise({ APPLE_ID: "a", APPLE_TEAM_ID: "t" })).toBe(false);
    expect(canNotarise({ APPLE_ID: "a", APPLE_APP_SPECIFIC_PASSWORD: "p", APPLE_TEAM_ID: "t" })).toBe(true);
    expect(config({ APPLE_KEYCHAIN: "k", APPLE_KEYCHAIN_PROFILE: "p" }).mac?.notarize).toBe(true);
  });

  it("says what is not signed, and is silent otherwise", () => {
    expect(signingNotes("win32", {})).toHaveLength(1);
    expect(signingNotes("win32", { WIN_CSC_LINK: "x" })).toEqual([]);
    expect(signingNotes("darwin", {})).toHaveLength(2);
    expect(signingNotes("linux", {})).toEqual([]);
  });
});
