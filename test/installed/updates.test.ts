/**
 * An installed older version that finds a newer one by itself: what nobody signed is refused, what the publisher
 * signed is downloaded, and root's script puts that, and nothing else, in place. The server is real and reached
 * over loopback; the installer is the one that the other tests install.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OUT } from "#build/paths.mjs";
import { type ReleaseFacts, factsText } from "#build/updates/facts.mjs";
import { signReleases } from "#build/updates/release-files.mjs";
import { type BuiltPackage, builtPackage } from "#test/support/built-package.ts";
import { type InsideOutcome, whyNoCleanDebian } from "#test/support/clean-debian/clean-debian.ts";
import { person } from "#test/support/clean-debian/debian-base.ts";
import {
  type DesktopSession,
  sessionPackages,
  startDesktopSession,
  until,
} from "#test/support/clean-debian/desktop-session.ts";
import { type InstalledProgram, installedProgram } from "#test/support/clean-debian/installed-program.ts";
import { type InstalledSystem, startInstalledSystem } from "#test/support/clean-debian/installed-system.ts";
import { type Publisher, createPublisher, tamper } from "#test/support/update-server.ts";

const none = whyNoCleanDebian();
const skipped = none === null ? "" : ` (skipped: ${none})`;
const olderVersion = "0.0.9";
const resources = "/usr/lib/tapvault/resources";
const pending = `${person.home}/.cache/tapvault-updater/pending`;
const serverScript = join(import.meta.dirname, "..", "support", "clean-debian", "serve-folder.mjs");
const releaseFile = "latest-linux.yml";
/** It looks ten seconds after its start; a busy computer takes longer. */
const LOOK_MS = 60_000;
/** After an answer that it does not believe it asks for nothing more; so long a test waits to be sure. */
const QUIET_MS = 2_000;

describe.skipIf(none !== null)(`an installed version and a newer one${skipped}`, () => {
  const opened: InstalledSystem[] = [];
  const asked: string[] = [];
  let debian: InstalledSystem;
  let newer: BuiltPackage;
  let session: DesktopSession;
  let tapvault: InstalledProgram;
  let publisher: Publisher;
  let releases: string;

  const release = (by: Publisher): Promise<unknown> =>
    signReleases({ folder: releases, version: newer.version, keys: [by.privateKey] });
  const version = async (): Promise<string> => (await tapvault.run(["--version"])).stdout.trim();
  const download = (): string => `${pending}/${basename(newer.deb)}`;
  const isDownloaded = (): boolean => {
    const file = join(debian.root, download());
    return existsSync(file) && statSync(file).size === statSync(newer.deb).size;
  };
  /** The names that the program asks the server for are added to `asked`. */
  const startServer = async (): Promise<string> => {
    const server = debian.startBeside([process.execPath, serverScript, releases]);
    let port = "";
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = text.split("\n").filter((line) => line !== "");
      if (port === "") port = lines.shift() ?? "";
      asked.push(...lines);
    });
    await until("the update server", () => port !== "");
    return `http://127.0.0.1:${port}/`;
  };
  /** Opens the window until it has asked, the condition holds, and nothing was asked for a while. */
  const look = async (isDone: () => boolean): Promise<void> => {
    asked.length = 0;
    const window = tapvault.openWindow();
    await until("a look for a newer version", () => asked.length > 0 && isDone(), LOOK_MS);
    await sleep(QUIET_MS);
    session.savePicture(join(OUT, "installed-update.png"));
    await window.kill();
  };
  /** Root's script, called as the window calls it, by which the older version is followed. */
  const putInPlace = (path: string): Promise<InsideOutcome> =>
    debian.alone(() => debian.run([`${resources}/install-update`, path, `${pending}/facts`]));

  beforeAll(async () => {
    newer = await builtPackage();
    const older = await builtPackage({ version: olderVersion });
    debian = await startInstalledSystem();
    opened.push(debian);
    await debian.apt("update");
    const { code, stdout, stderr } = await debian.install(older, ...sessionPackages, "openssl");
    expect(code, stdout + stderr).toBe(0);
    session = await startDesktopSession(debian);
    tapvault = installedProgram(debian, session.env);
    publisher = createPublisher();
    releases = join(debian.besideFolder, "releases");
    mkdirSync(releases);
    copyFileSync(newer.deb, join(releases, basename(newer.deb)));
    const source = { provider: "generic", url: await startServer(), channel: "latest" };
    const keys = { updaterCacheDirName: "tapvault-updater", publisherKeys: [publisher.publicKey] };
    // JSON is YAML too. The packager writes this file when it is given an address and keys.
    writeFileSync(join(debian.root, resources, "app-update.yml"), JSON.stringify({ ...source, ...keys }));
  });
  afterAll(() => Promise.all(opened.map((system) => system.dispose())));

  it("does not believe a release that was changed after it was signed", async () => {
    await release(publisher);
    tamper(releases, (yml) => yml.replaceAll(newer.version, "9.9.9"));
    await look(() => true);
    expect(asked).toEqual([releaseFile]);
    expect(existsSync(join(debian.root, download()))).toBe(false);
  });

  it("is found by itself, and downloaded whole", async () => {
    await release(publisher);
    await look(isDownloaded);
    expect(asked).toEqual([releaseFile, basename(newer.deb)]);
    expect(readFileSync(join(debian.root, download())).equals(readFileSync(newer.deb))).toBe(true);
  });

  it("is put in place by root's script, and no other package under the same signature", async () => {
    const made = load(readFileSync(join(releases, releaseFile), "utf8")) as ReleaseFacts & {
      signatures: string[];
    };
    const facts = [factsText(made), ...made.signatures, ""].join("\n");
    writeFileSync(join(debian.root, pending, "facts"), facts);
    const other = `/tmp/${basename(newer.deb)}`;
    await debian.shell(`cp ${download()} ${other} && printf x >> ${other}`);
    expect((await putInPlace(other)).code).toBe(4);
    expect(await version()).toBe(olderVersion);
    const { code, stdout, stderr } = await putInPlace(download());
    expect(code, stdout + stderr).toBe(0);
    expect(await version()).toBe(newer.version);
  });
});
