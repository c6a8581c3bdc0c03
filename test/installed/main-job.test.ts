/**
 * The .deb on a Debian that has nothing else: what the installation leaves, and a person without any right
 * who does the main job with the installed program, on the command line and in the window, with Chromium's
 * sandbox on, a real keyring and a chip on the virtual reader. One story: each test goes on where the last one ended.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OUT } from "#build/paths.mjs";
import { type BuiltPackage, builtPackage } from "#test/support/built-package.ts";
import { whyNoCleanDebian } from "#test/support/clean-debian/clean-debian.ts";
import { debianBase } from "#test/support/clean-debian/debian-base.ts";
import {
  type DesktopSession,
  sessionPackages,
  startDesktopSession,
  until,
} from "#test/support/clean-debian/desktop-session.ts";
import {
  type InstalledProgram,
  type Window,
  installedProgram,
  profileFolder,
  readerPackages,
  startReaderInside,
  startServicesBeside,
} from "#test/support/clean-debian/installed-program.ts";
import { type InstalledSystem, startInstalledSystem } from "#test/support/clean-debian/installed-system.ts";
import { writeCounters } from "#test/support/counters.ts";

const none = whyNoCleanDebian();
/** Everything that the program and its libraries load must be there after our package alone. */
const LIBRARIES = `find /usr/lib/tapvault -type f '(' -name tapvault -o -name '*.so*' -o -name '*.node' ')' -exec ldd '{}' +`;
/** Tools that a desktop has, by which it learns of programs and file types. */
const desktopPackages = ["desktop-file-utils", "libglib2.0-bin", "shared-mime-info"];

interface Finding {
  readonly id: string;
  readonly state: string;
}

describe.skipIf(none !== null)(`the installed program${none === null ? "" : ` (skipped: ${none})`}`, () => {
  let debian: InstalledSystem;
  const opened: InstalledSystem[] = [];
  let built: BuiltPackage;
  let session: DesktopSession;
  let tapvault: InstalledProgram;
  let window: Window;

  const asPerson = { user: "person" } as const;
  const findings = (stdout: string): Readonly<Record<string, string>> => {
    const { checks } = JSON.parse(stdout) as { checks: Finding[] };
    return Object.fromEntries(checks.map(({ id, state }) => [id, state]));
  };

  beforeAll(async () => {
    [built] = await Promise.all([builtPackage(), debianBase()]);
    debian = await startInstalledSystem();
    opened.push(debian);
    await debian.apt("update");
  });
  afterAll(() => Promise.all(opened.map((system) => system.dispose())));

  it("installs by apt-get on a system that has nothing of it, and says what the reader needs", async () => {
    const { code, stdout, stderr } = await debian.install(built);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain("sudo apt install pcscd");
    expect(await debian.shell(LIBRARIES)).not.toContain("not found");
    const version = await debian.run(["/usr/bin/tapvault", "--version"], asPerson);
    expect(version).toMatchObject({ code: 0, stdout: `${built.version}\n` });
  });

  it("leaves only files of root that nobody else can change, and one helper with a right of its own", async () => {
    const files = (await debian.packageFiles()).filter(({ path }) => path !== "/.");
    expect(files.filter(({ owner }) => owner !== "root:root")).toEqual([]);
    expect(
      files.filter(({ mode, type }) => type !== "symbolic link" && !/^[0-7]?[0-7][45][45]$/u.test(mode)),
    ).toEqual([]);
    const special = files.filter(({ mode }) => mode.length > 3).map(({ path, mode }) => [path, mode]);
    expect(special).toEqual([["/usr/lib/tapvault/chrome-sandbox", "4755"]]);
    const places = /^\/usr\/(bin\/tapvault|lib\/tapvault|share\/)/u;
    expect(files.filter(({ path, type }) => type !== "directory" && !places.test(path))).toEqual([]);
    expect(await debian.shell("dpkg --verify tapvault")).toBe("");
  });

  it("tells a person without a reader service what is missing", async () => {
    const { code, stdout } = await debian.run(["/usr/bin/tapvault", "--json", "doctor"], asPerson);
    expect(code, stdout).toBe(5);
    expect(findings(stdout)).toMatchObject({ "reader-service": "failed", "vault-file": "ok", profile: "ok" });
    expect((await debian.shell(`stat --format=%a ${profileFolder}`)).trim()).toBe("700");
    expect(await debian.run(["/usr/bin/tapvault", "list"], asPerson)).toMatchObject({ code: 3, stdout: "" });
    expect(await debian.run(["/usr/bin/tapvault", "nonsense"], asPerson)).toMatchObject({ code: 2 });
    // Without a display the window says so, and does nothing else; to root it always does.
    expect(await debian.run(["/usr/bin/tapvault"], asPerson)).toMatchObject({ code: 2, stdout: "" });
    const asRoot = await debian.run(["/usr/bin/tapvault"], { env: { DISPLAY: ":7" } });
    expect(asRoot).toMatchObject({ code: 2, stdout: "" });
    expect(asRoot.stderr).toContain("Start it as yourself");
  });

  it("is known to the desktop: its entry, its links, its files, its manual, its completions", async () => {
    await debian.apt("install", ...sessionPackages, ...readerPackages, ...desktopPackages);
    const opener = async (type: string): Promise<string> =>
      (await debian.run(["gio", "mime", type], asPerson)).stdout;
    expect(await opener("x-scheme-handler/tapvault")).toContain("org.tapvault.Tapvault.desktop");
    expect(await opener("application/vnd.tapvault.export")).toContain("org.tapvault.Tapvault.desktop");
    await debian.shell("desktop-file-validate /usr/share/applications/org.tapvault.Tapvault.desktop");
    const kept = await debian.run(
      ["sh", "-c", "echo > a.tapvault && gio info -a standard::content-type a.tapvault"],
      asPerson,
    );
    expect(kept.stdout).toContain("application/vnd.tapvault.export");
    const paths = (await debian.packageFiles()).map(({ path }) => path);
    for (const wanted of [
      /man1\/tapvault\.1/u,
      /bash-completion\/completions\/tapvault$/u,
      /zsh\/.*_tapvault$/u,
      /fish\/.*tapvault\.fish$/u,
    ])
      expect(
        paths.filter((path) => wanted.test(path)),
        String(wanted),
      ).toHaveLength(1);
  });

  it("does the main job on the command line: key, vault by a tap, entry, and again after the next tap", async () => {
    session = await startDesktopSession(debian);
    await startReaderInside(debian);
    const { vivokey } = await startServicesBeside(debian);
    tapvault = installedProgram(debian, session.env);
    const connected = await tapvault.run(
      ["connect", "vivokey", "--scan-url", vivokey.scanBaseUrl],
      vivokey.apiKey,
    );
    expect(connected.code, connected.stderr).toBe(0);
    expect(await tapvault.createVault()).toHaveLength(24);
    const set = await tapvault.tapped(["--json", "set", "Harbour", "--username", "ada"], "s3cret pass");
    expect(set.code, set.stderr).toBe(0);
    const got = await tapvault.tapped(["get", "Harbour", "--field", "password"]);
    expect(got).toMatchObject({ code: 0, stdout: "s3cret pass\n" });
    const doctor = await tapvault.run(["--json", "doctor"]);
    expect(doctor.code, doctor.stdout).toBe(0);
    const wanted = ["reader-service", "readers", "keychain", "service", "vault-file", "profile"];
    expect(findings(doctor.stdout)).toMatchObject(Object.fromEntries(wanted.map((id) => [id, "ok"])));
    expect(debian.openedByTap("cli")).toBeGreaterThanOrEqual(2);
  });

  it("opens its window with Chromium's sandbox on, to no debugger, and through no other program", async () => {
    window = tapvault.openWindow([
      "--remote-debugging-port=9333",
      "--inspect=9334",
      "--renderer-cmd-prefix=/bin/false",
      "--gpu-launcher=/bin/false",
      "--utility-cmd-prefix=/bin/false",
    ]);
    await session.painted();
    const [page] = debian.processes((line) => line.includes("--type=renderer"));
    const status = readFileSync(`/proc/${page ?? 0}/status`, "utf8");
    expect(status).toMatch(/^Seccomp:\t2$/mu);
    expect(readlinkSync(`/proc/${page ?? 0}/ns/user`)).not.toBe(readlinkSync("/proc/self/ns/user"));
    expect(debian.processes((line) => line.includes("--no-sandbox"))).toEqual([]);
    expect(await debian.shell("cat /proc/net/tcp /proc/net/tcp6")).not.toMatch(
      /:(2475|2476) [0-9A-F:]+ 0A /u,
    );
  });

  it("opens the vault in the window by a tap, and keeps what is typed there", async () => {
    const lift = await tapvault.holdChip();
    await until("the vault is open in the window", () => debian.openedByTap("window") === 1);
    await lift();
    await session.focus("Tapvault");
    await session.turnPage("ctrl+n");
    await session.type("Lighthouse");
    await session.press("Tab", "Tab", "Tab");
    await session.type("grace");
    await session.turnPage("ctrl+s");
    await until("the entry is sent to the service", () => hasSent(debian));
    session.savePicture(join(OUT, "installed.png"));
  });

  it("is killed in the middle, starts again, opens, follows a link, and has it all", async () => {
    await window.kill();
    window = tapvault.openWindow();
    await session.painted();
    const lift = await tapvault.holdChip();
    await until("the vault is open again", () => debian.openedByTap("window") === 2);
    await lift();
    // As another program's link does: the desktop finds the program, which hands it to the open window.
    await debian.run(["gio", "open", "tapvault://lock"], { ...asPerson, env: session.env });
    await until("the link has locked it", () =>
      debian.happened().some(({ event }) => event.why === "command"),
    );
    await session.focus("Tapvault");
    await session.press("ctrl+q");
    await until("the window is closed", () => !window.isOpen());
    const listed = await tapvault.tapped(["list"]);
    expect(listed, listed.stderr).toMatchObject({ code: 0, stdout: "Harbour\tada\nLighthouse\tgrace\n" });
    writeCounters("installed", { installedScan: debian.openedByTap() });
  });
});

/** The window tells in the log what it has sent. */
const hasSent = (debian: InstalledSystem): boolean =>
  debian.happened().some(({ by, event }) => by === "window" && event.kind === "sync" && event.error === null);
