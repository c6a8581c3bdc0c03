import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";

let folder: string;
let command: string;
/** Whom the launcher takes for the one who starts it. */
let userId: string;

/** Prints each of its arguments on a line of its own, as the program would get them. */
const echo = '#!/bin/sh\nprintf "%s\\n" "$@"\n';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault launcher "));
  const [program, resources] = [join(folder, "lib", "tapvault"), join(folder, "lib", "resources")];
  mkdirSync(resources, { recursive: true });
  writeFileSync(program, echo);
  chmodSync(program, 0o755);
  copyFileSync(join(ROOT, "build", "package", "launcher.sh"), join(resources, "launcher.sh"));
  chmodSync(join(resources, "launcher.sh"), 0o755);
  mkdirSync(join(folder, "bin"));
  command = join(folder, "bin", "tapvault");
  symlinkSync(join("..", "lib", "resources", "launcher.sh"), command);
  writeFileSync(join(folder, "bin", "id"), '#!/bin/sh\necho "$TEST_USER_ID"\n', { mode: 0o755 });
});
beforeEach(() => (userId = "1000"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (args: readonly string[], env: Readonly<Record<string, string>> = { DISPLAY: ":1" }) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`, TEST_USER_ID: userId, ...env },
  });
  return { status, stderr, args: stdout === "" ? [] : stdout.replace(/\n$/u, "").split("\n") };
};

/** The window's program without arguments gets an empty line from the echo. */
const nothing = [""];

describe.skipIf(process.platform === "win32")("the launcher", () => {
  it.each([
    [["list"]],
    [["get", "Harbour library", "--field", "password"]],
    [["--profile", "/home/ada/two words", "list"]],
    [["--help"]],
    [["-h"]],
    [["--version"]],
    [["-V"]],
    [["--json"]],
    [["--timeout", "5", "scan"]],
    [["no-such-verb"]],
    [["import", "vault.tapvault"]],
    [["get", "--", "-odd title"]],
    [["set", "a\tb", "--username", "$HOME `id`"]],
  ])("starts the command line for %j and hands everything on as it was typed", (typed) => {
    const { status, args } = start(typed, {});
    expect(status).toBe(0);
    const end = args.indexOf("--");
    expect(args.slice(0, end)).toContain("--command-line");
    expect(args.slice(0, end)).toContain("--ozone-platform=headless");
    expect(args.slice(end + 1)).toEqual(typed);
  });

  it.each([
    [[], nothing],
    [["tapvault://lock"], ["tapvault://lock"]],
    [["file:///home/ada/vault.tapvault"], ["file:///home/ada/vault.tapvault"]],
    [["/home/ada/my vault.tapvault"], ["/home/ada/my vault.tapvault"]],
    [["/media/stick/OLD.TAPVAULT"], ["/media/stick/OLD.TAPVAULT"]],
    [["Copy.TapVault"], ["Copy.TapVault"]],
    [["TAPVAULT://lock"], ["TAPVAULT://lock"]],
    [["./--help.tapvault"], ["./--help.tapvault"]],
    [
      ["--", "-odd.tapvault"],
      ["--", "-odd.tapvault"],
    ],
    [["--profile=/tmp/p"], ["--profile=/tmp/p"]],
    [
      ["--profile", "/tmp/two words", "tapvault://lock"],
      ["--profile=/tmp/two words", "tapvault://lock"],
    ],
    [["--no-sandbox"], ["--no-sandbox"]],
  ])("opens the window for %j", (typed, expected) => {
    const { status, args } = start(typed);
    expect(status).toBe(0);
    expect(args).toEqual(expected);
    expect(args).not.toContain("--command-line");
  });

  it("never takes a switch of Chromium from what was typed after a verb", () => {
    const { args } = start(["get", "--remote-debugging-port=9222"]);
    expect(args.indexOf("--")).toBeLessThan(args.indexOf("--remote-debugging-port=9222"));
  });

  it.skipIf(process.platform !== "linux")("says what to do where there is no display", () => {
    const { status, stderr } = start([], {});
    expect(status).toBe(2);
    expect(stderr).toContain("tapvault --help");
  });

  it.each([[["--profile"]], [["tapvault://lock", "--profile"]]])(
    "opens no window of another profile than the one that was meant, as with %j",
    (typed) => {
      expect(start(typed)).toEqual({ status: 2, args: [], stderr: "tapvault: --profile needs a folder.\n" });
    },
  );

  it.skipIf(process.platform !== "linux")("tells root why there is no window, unless root insists", () => {
    userId = "0";
    const { status, stderr, args } = start(["tapvault://lock"]);
    expect([status, args]).toEqual([2, []]);
    expect(stderr).toContain("Start it as yourself");
    expect(start(["--no-sandbox"]).args).toEqual(["--no-sandbox"]);
    expect(start(["list"]).status).toBe(0);
  });

  it("says so when the program beside it is gone", () => {
    const alone = join(folder, "alone");
    mkdirSync(join(alone, "resources"), { recursive: true });
    copyFileSync(join(ROOT, "build", "package", "launcher.sh"), join(alone, "resources", "launcher.sh"));
    const { status, stderr } = spawnSync("sh", [join(alone, "resources", "launcher.sh"), "list"], {
      encoding: "utf8",
    });
    expect(status).toBe(70);
    expect(stderr).toContain("install Tapvault again");
  });
});
