/** Putting a package or an AppImage in place, over stand-ins on PATH, and handing over to another installer. */
import { EventEmitter } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Installing, handOver } from "#main/updates/electron-updater.ts";
import { installPackage, replaceAppImage } from "#main/updates/installer.ts";

/** Packages and AppImages are Linux's, and the stand-ins are shell scripts. */
const onLinux = describe.skipIf(process.platform !== "linux");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-installer-"));
  mkdirSync(join(folder, "programs"));
  vi.stubEnv("PATH", `${join(folder, "programs")}:${process.env["PATH"] ?? ""}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const program = (path: string, lines: string): void =>
  writeFileSync(join(folder, path), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });

const release = {
  version: "1.1.0",
  releaseDate: "2026-01-02",
  path: "a.deb",
  files: [{ url: "a.deb", sha512: `${"A".repeat(86)}==`, size: 3 }],
  signatures: ["one", "two"],
};

const install = (needsPassword: boolean, when: "now" | "quit" = "now") => {
  writeFileSync(join(folder, "a.deb"), "deb");
  return installPackage({ path: join(folder, "a.deb"), release, resourcesDir: folder, needsPassword, when });
};

const said = (name: string): string => readFileSync(join(folder, name), "utf8").trim();

onLinux("a package", () => {
  it("is handed to the helper with its facts and signatures", async () => {
    program("install-update", `echo "$@" >"${folder}/args"; cat "$2" >"${folder}/given"`);
    expect(await install(false)).toEqual({ ok: true, value: undefined });
    expect(said("args")).toBe(`${folder}/a.deb ${folder}/a.deb.facts`);
    expect(said("given").split("\n").slice(1)).toEqual(["one", "two"]);
  });

  it("asks for the password first, where this program is not root", async () => {
    program("install-update", `echo ran >"${folder}/ran"`);
    program("programs/pkexec", `echo "$1" >"${folder}/asked"; shift; exec "$@"`);
    expect((await install(true)).ok).toBe(true);
    expect(said("asked")).toBe("--disable-internal-agent");
    expect(said("ran")).toBe("ran");
  });

  it.each([
    [126, "updates.not-permitted"],
    [127, "updates.not-permitted"],
    [3, "updates.install-failed"],
    [100, "updates.install-failed"],
  ])("tells why it is not in place: pkexec ended with %s", async (code, error) => {
    program("programs/pkexec", `exit ${code}`);
    expect(await install(true)).toMatchObject({ ok: false, error: { code: error } });
  });

  it("cannot be installed where the helper is missing", async () => {
    expect(await install(false)).toMatchObject({ ok: false, error: { code: "updates.install-failed" } });
  });

  it("cannot be installed where its facts cannot be written, and a full disk is told as that", async () => {
    program("install-update", "exit 0");
    const path = join(folder, "a.deb");
    const nowhere = {
      path: join(folder, "gone", "a.deb"),
      release,
      resourcesDir: folder,
      needsPassword: false,
    };
    expect(await installPackage({ ...nowhere, when: "now" })).toMatchObject({
      error: { code: "updates.install-failed" },
    });
    symlinkSync("/dev/full", `${path}.facts`);
    expect(await installPackage({ ...nowhere, path, when: "now" })).toMatchObject({
      error: { code: "updates.no-space" },
    });
  });

  it("is installed after this program's end, and not waited for", async () => {
    program("install-update", `sleep 0.2; echo late >"${folder}/late"`);
    expect((await install(false, "quit")).ok).toBe(true);
    await expect.poll(() => readdirSync(folder).includes("late")).toBe(true);
  });
});

onLinux("an AppImage", () => {
  it("takes the place of the running one, which can be started", async () => {
    const [running, newer] = [join(folder, "Tapvault.AppImage"), join(folder, "new")];
    writeFileSync(running, "old", { mode: 0o755 });
    writeFileSync(newer, "new");
    expect((await replaceAppImage(newer, running)).ok).toBe(true);
    expect(readFileSync(running, "utf8")).toBe("new");
    expect(statSync(running).mode & 0o111).not.toBe(0);
    expect(readdirSync(folder)).not.toContain("Tapvault.AppImage.new");
  });

  it("leaves the running one alone when it cannot", async () => {
    writeFileSync(join(folder, "new"), "new");
    expect(await replaceAppImage(join(folder, "new"), join(folder, "nowhere", "a"))).toMatchObject({
      ok: false,
      error: { code: "updates.install-failed" },
    });
  });
});

describe("an installer that ends and starts the program itself", () => {
  const createInstalling = (isBegun: boolean) => {
    const events = new EventEmitter();
    const asked: string[] = [];
    const installing: Installing = {
      install: () => isBegun,
      quitAndInstall: () => asked.push("quit"),
      once: (event, failed) => events.once(event, failed),
    };
    return { asked, events, installing };
  };

  it("is told to have failed when it says so, also later", async () => {
    const { asked, events, installing } = createInstalling(true);
    const done = handOver(installing, "now");
    expect(asked).toEqual(["quit"]);
    events.emit("error");
    expect(await done).toMatchObject({ error: { code: "updates.install-failed" } });
  });

  it("is begun when the program ends, or told not to have been", async () => {
    expect((await handOver(createInstalling(true).installing, "quit")).ok).toBe(true);
    expect((await handOver(createInstalling(false).installing, "quit")).ok).toBe(false);
  });
});
