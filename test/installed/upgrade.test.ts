/**
 * What becomes of a person's vault when the program is replaced by a newer one under an open window, removed,
 * installed again, and purged. One story on one clean Debian: each test goes on where the last one ended.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltPackage, builtPackage } from "#test/support/built-package.ts";
import { whyNoCleanDebian } from "#test/support/clean-debian/clean-debian.ts";
import {
  type DesktopSession,
  sessionPackages,
  startDesktopSession,
  until,
} from "#test/support/clean-debian/desktop-session.ts";
import {
  type InstalledProgram,
  installedProgram,
  profileFolder,
  readerPackages,
  startReaderInside,
  startServicesBeside,
} from "#test/support/clean-debian/installed-program.ts";
import { type InstalledSystem, startInstalledSystem } from "#test/support/clean-debian/installed-system.ts";
import { writeCounters } from "#test/support/counters.ts";

const none = whyNoCleanDebian();
const olderVersion = "0.0.9";
const vaultFile = `${profileFolder}/real/vault.db`;
/** Everything outside the places that programs write to while they run, one path a line. */
const LIST =
  "find / -xdev -path /proc -prune -o -path /home -prune -o -path /var/lib/dpkg -prune -o -path /var/log -prune -o -path /var/cache -prune -o -print | sort";

describe.skipIf(none !== null)(
  `an older installed program${none === null ? "" : ` (skipped: ${none})`}`,
  () => {
    let debian: InstalledSystem;
    const opened: InstalledSystem[] = [];
    let older: BuiltPackage;
    let newer: BuiltPackage;
    let session: DesktopSession;
    let tapvault: InstalledProgram;

    const password = async (): Promise<string> => {
      const got = await tapvault.tapped(["get", "Harbour", "--field", "password"]);
      expect(got.code, got.stderr).toBe(0);
      return got.stdout;
    };
    const version = async (): Promise<string> => (await tapvault.run(["--version"])).stdout.trim();

    beforeAll(async () => {
      newer = await builtPackage();
      older = await builtPackage({ version: olderVersion });
      debian = await startInstalledSystem();
      opened.push(debian);
      await debian.apt("update");
      const { code, stdout, stderr } = await debian.install(older, ...sessionPackages, ...readerPackages);
      expect(code, stdout + stderr).toBe(0);
      session = await startDesktopSession(debian);
      await startReaderInside(debian);
      const { vivokey } = await startServicesBeside(debian);
      tapvault = installedProgram(debian, session.env);
      await tapvault.run(["connect", "vivokey", "--scan-url", vivokey.scanBaseUrl], vivokey.apiKey);
      await tapvault.createVault();
      await tapvault.tapped(["set", "Harbour", "--username", "ada"], "s3cret pass");
    });
    afterAll(() => Promise.all(opened.map((system) => system.dispose())));

    it("is replaced under an open vault, which stays open and says that it is the old one", async () => {
      expect(await version()).toBe(olderVersion);
      const window = tapvault.openWindow();
      await session.painted();
      const lift = await tapvault.holdChip();
      await until("the vault is open", () => debian.openedByTap("window") === 1);
      await lift();
      const { code, stdout, stderr } = await debian.install(newer);
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain("Tapvault is open: close it and start it again");
      expect(window.isOpen()).toBe(true);
      await session.focus("Tapvault");
      await session.press("ctrl+q");
      await until("the old window is closed", () => !window.isOpen());
      expect(await version()).toBe(newer.version);
    });

    it("opens with its vault as the newer one, on the command line and in the window", async () => {
      expect(await password()).toBe("s3cret pass\n");
      const window = tapvault.openWindow();
      await session.painted();
      const lift = await tapvault.holdChip();
      await until("the vault is open", () => debian.openedByTap("window") === 2);
      await lift();
      await session.focus("Tapvault");
      await session.press("ctrl+q");
      await until("the window is closed", () => !window.isOpen());
    });

    it("is removed with all of its files and none of the person's", async () => {
      const own = new Set((await debian.packageFiles()).map(({ path }) => path));
      const before = (await debian.shell(LIST)).split("\n");
      await debian.apt("remove", "tapvault");
      const after = new Set((await debian.shell(LIST)).split("\n"));
      const gone = before.filter((path) => !after.has(path));
      const isCache = (path: string): boolean => /\.cache$|mimeinfo|\/usr\/share\/mime\//u.test(path);
      expect(gone.filter((path) => !own.has(path) && !isCache(path))).toEqual([]);
      expect([...after].filter((path) => /tapvault/iu.test(path))).toEqual([]);
      expect(existsSync(join(debian.root, vaultFile))).toBe(true);
    });

    it("finds the vault again when it comes back", async () => {
      const { code, stdout, stderr } = await debian.install(newer);
      expect(code, stdout + stderr).toBe(0);
      expect(await password()).toBe("s3cret pass\n");
      writeCounters("installed-upgrade", { installedScan: debian.openedByTap() });
    });

    it("is purged, says what stays, and leaves it", async () => {
      const said = await debian.apt("purge", "tapvault");
      expect(said).toContain(".config/tapvault");
      expect(existsSync(join(debian.root, vaultFile))).toBe(true);
      expect(await debian.shell("dpkg-query --show tapvault 2>/dev/null || true")).toBe("");
    });
  },
);
