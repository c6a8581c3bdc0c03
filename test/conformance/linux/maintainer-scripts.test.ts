/**
 * The scripts around an installation, run by a plain shell in a folder that stands for the system, with
 * programs that only note how they were called.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { debianScript, redhatScript } from "#build/linux/maintainer-scripts.mjs";

const shell = "/bin/sh";
const usual = ["cut", "sort", "readlink", "chmod", "chown", "cat"];

let root = "";
let service: Server | null = null;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tapvault-scripts-"));
  mkdirSync(join(root, "bin"));
  for (const name of usual) addProgram(name, `exec $(PATH=/usr/bin:/bin command -v ${name}) "$@"`);
});

afterEach(() => {
  service?.close();
  service = null;
  rmSync(root, { recursive: true });
});

const addProgram = (name: string, body = ""): void => {
  writeFileSync(join(root, "bin", name), `#!/bin/sh\necho "${name} $*" >> "${root}/calls"\n${body}\n`);
  chmodSync(join(root, "bin", name), 0o755);
};

const addFile = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), "");
};

const calls = (): string => {
  try {
    return readFileSync(join(root, "calls"), "utf8");
  } catch {
    return "";
  }
};

/** The script with the system's folders put into ours. */
const inRoot = (script: string): string =>
  script.replace(/(?<=[\s"'=])\/(usr|run|proc)\//gu, (_, folder: string) => `${root}/${folder}/`);

const run = (script: string, ...args: readonly string[]): { code: number | null; said: string } => {
  const file = join(root, "script");
  writeFileSync(file, inRoot(script));
  const { status, stdout, stderr } = spawnSync(shell, [file, ...args], {
    encoding: "utf8",
    env: { PATH: join(root, "bin") },
    timeout: 60_000,
  });
  return { code: status, said: `${stdout}${stderr}` };
};

const answerReaders = async (): Promise<void> => {
  mkdirSync(join(root, "run", "pcscd"), { recursive: true });
  service = createServer();
  await new Promise<void>((resolve) => service?.listen(join(root, "run", "pcscd", "pcscd.comm"), resolve));
};

describe("after an installation", () => {
  it("says how to install the reader service where there is none, and succeeds", () => {
    const { code, said } = run(debianScript("postinst"), "configure");
    expect(code).toBe(0);
    expect(said).toContain("the PC/SC service is not installed");
    expect(said).toContain("sudo apt install pcscd libccid");
  });

  it("says how to start it where it does not run, and starts nothing itself", () => {
    addProgram("pcscd");
    addProgram("systemctl");
    mkdirSync(join(root, "run", "systemd", "system"), { recursive: true });
    expect(run(debianScript("postinst"), "configure").said).toContain("systemctl enable --now pcscd.socket");
    rmSync(join(root, "run", "systemd"), { recursive: true });
    expect(run(debianScript("postinst"), "configure").said).toContain("sudo service pcscd start");
    expect(calls()).not.toMatch(/^(pcscd|systemctl)/mu);
  });

  it("says nothing where the service answers, or is being installed in the same run", async () => {
    addProgram("dpkg-query", "echo unpacked");
    expect(run(debianScript("postinst"), "configure")).toEqual({ code: 0, said: "" });
    addProgram("dpkg-query", "echo installed");
    await answerReaders();
    expect(run(debianScript("postinst"), "configure")).toEqual({ code: 0, said: "" });
  });

  it("renews the desktop's lists as far as there are any, again and again", async () => {
    await answerReaders();
    addFile("usr/share/icons/hicolor/index.theme");
    for (const name of ["update-desktop-database", "update-mime-database", "gtk-update-icon-cache"])
      addProgram(name);
    for (let time = 0; time < 2; time += 1) expect(run(debianScript("postinst"), "configure").code).toBe(0);
    expect(calls().match(/update-desktop-database/gu)).toHaveLength(2);
    expect(calls()).toContain(`update-mime-database ${root}/usr/share/mime`);
    expect(calls()).toContain("gtk-update-icon-cache");
  });

  it("does not fail an installation because such a list cannot be renewed", async () => {
    await answerReaders();
    addProgram("update-desktop-database", "exit 1");
    addProgram("update-mime-database", "exit 1");
    expect(run(debianScript("postinst"), "configure").code).toBe(0);
    expect(run(redhatScript("post"), "1").code).toBe(0);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "lets the sandbox's helper work where user namespaces are refused",
    () => {
      addFile("usr/lib/tapvault/chrome-sandbox");
      run(debianScript("postinst"), "configure");
      const { mode, uid } = statSync(join(root, "usr/lib/tapvault/chrome-sandbox"));
      expect([mode & 0o7777, uid]).toEqual([0o4755, 0]);
    },
  );

  it("leaves the sandbox's helper as an administrator wants it", () => {
    addFile("usr/lib/tapvault/chrome-sandbox");
    chmodSync(join(root, "usr/lib/tapvault/chrome-sandbox"), 0o750);
    addProgram("dpkg-statoverride");
    run(debianScript("postinst"), "configure");
    expect(calls()).toContain(`dpkg-statoverride --list ${root}/usr/lib/tapvault/chrome-sandbox`);
    expect(statSync(join(root, "usr/lib/tapvault/chrome-sandbox")).mode & 0o7777).toBe(0o750);
  });

  it("says that a program that is still open is the former one, also when its file is gone", async () => {
    await answerReaders();
    mkdirSync(join(root, "proc", "4711"), { recursive: true });
    symlinkSync(`${root}/usr/lib/tapvault/tapvault (deleted)`, join(root, "proc", "4711", "exe"));
    expect(run(debianScript("postinst"), "configure").said).toBe("");
    expect(run(debianScript("postinst"), "configure", "1.0.0").said).toContain("start it again");
    expect(run(redhatScript("post"), "2").said).toContain("start it again");
    expect(run(debianScript("prerm"), "remove").said).toContain("still open");
  });

  it("does nothing when dpkg takes an installation back", () => {
    expect(run(debianScript("postinst"), "abort-upgrade", "1.0.0")).toEqual({ code: 0, said: "" });
    expect(calls()).toBe("");
  });
});

describe("when it is removed", () => {
  const homes = (): void => {
    mkdirSync(join(root, "home", "ada", ".config", "tapvault"), { recursive: true });
    writeFileSync(join(root, "home", "ada", ".config", "tapvault", "vault.db"), "sealed");
    mkdirSync(join(root, "home", "ben"), { recursive: true });
    addProgram(
      "getent",
      `echo "ada:x:1:1::${root}/home/ada:/bin/sh"; echo "ben:x:2:2::${root}/home/ben:/bin/sh"`,
    );
  };

  it("keeps every vault, removed or purged, and says at the purge what stays and where", () => {
    homes();
    expect(run(debianScript("prerm"), "remove")).toEqual({ code: 0, said: "" });
    expect(run(debianScript("postrm"), "remove")).toEqual({ code: 0, said: "" });
    const { code, said } = run(debianScript("postrm"), "purge");
    expect(code).toBe(0);
    expect(said).toContain("keychain");
    expect(said).toContain(`Kept here: ${root}/home/ada/.config/tapvault`);
    expect(said).not.toContain("ben");
    expect(readFileSync(join(root, "home/ada/.config/tapvault/vault.db"), "utf8")).toBe("sealed");
  });

  it("says the same on a system with rpm, but not on an upgrade", () => {
    homes();
    expect(run(redhatScript("postun"), "1")).toEqual({ code: 0, said: "" });
    expect(run(redhatScript("postun"), "0").said).toContain("Kept here");
  });

  it("takes nothing away and stops nothing before an upgrade", () => {
    expect(run(debianScript("prerm"), "upgrade", "2.0.0")).toEqual({ code: 0, said: "" });
    expect(run(debianScript("postrm"), "upgrade", "2.0.0")).toEqual({ code: 0, said: "" });
  });

  it("does nothing but read in any script", () => {
    const all = [
      ...(["postinst", "prerm", "postrm"] as const).map(debianScript),
      redhatScript("post"),
      redhatScript("postun"),
    ];
    for (const script of all) expect(script).not.toMatch(/^\s*(rm|kill|pkill|systemctl|service|userdel)\b/mu);
  });
});
