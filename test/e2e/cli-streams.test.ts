/** What becomes of a call whose answer does not arrive: its reader has seen enough, or the disk is full. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insideElectron, underNode } from "#test/support/cli.ts";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tapvault-streams-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly stderr: string;
}

const hosts = [
  ["under Node", underNode()],
  ["inside Electron", insideElectron()],
] as const;

describe.each(hosts)("the command line %s", (_, command) => {
  const run = async (stdout: "unread" | number, args: readonly string[]): Promise<Outcome> => {
    const child = spawn(command.file, [...command.args, "--profile", dir, ...args], {
      stdio: ["ignore", stdout === "unread" ? "pipe" : stdout, "pipe"],
      env: { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
    });
    child.stdout?.destroy();
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stderr };
  };

  it("ends its work as usual when nobody reads the answer any more", async () => {
    const { code, stderr } = await run("unread", ["doctor"]);
    expect(stderr).toBe("");
    // Whatever this computer lacks, it is no mistake of the program.
    expect(code).toBeLessThan(70);
    expect(await run("unread", ["--json", "describe"])).toEqual({ code: 0, stderr: "" });
  });

  it.skipIf(process.platform !== "linux")("says so when the answer does not fit on the disk", async () => {
    const full = openSync("/dev/full", "w");
    for (const args of [["generate"], ["--json", "activity"], ["--help"]])
      expect(await run(full, args)).toEqual({
        code: 10,
        stderr: "The answer could not be written (ENOSPC).\n",
      });
    closeSync(full);
  });
});
