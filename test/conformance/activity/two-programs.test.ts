/** The activity log with two real programs that write at once, and one that is killed while it writes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ActivityLog } from "#main/activity/activity-log.ts";
import { bundleProgram } from "#test/support/crash-child.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";

let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundleProgram("activity-child");
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-activity-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (by: "window" | "cli", count: number): ChildProcess =>
  spawn(process.execPath, [program, folder, by, String(count)], { stdio: "inherit" });

const ended = async (child: ChildProcess): Promise<unknown> => (await once(child, "exit"))[0] as unknown;

const open = (): ActivityLog =>
  new ActivityLog({
    folder,
    by: "window",
    clock: createHandClock(),
    log: silentLog,
    changed: () => undefined,
  });

describe("two programs on one log", () => {
  it("write at once, over rotations, and make one chain with every line", async () => {
    const count = 150;
    expect(await Promise.all([ended(start("window", count)), ended(start("cli", count))])).toEqual([0, 0]);
    const log = open();
    const { lines, chain } = log.read();
    log.dispose();
    expect(chain).toEqual({ state: "ok", brokenFrom: null });
    expect(lines.at(-1)?.seq).toBe(2 * count);
    for (const by of ["window", "cli"] as const) {
      const counts = lines.flatMap((line) =>
        line.by === by && line.event.kind === "lookup" ? [line.event.count] : [],
      );
      expect(counts).toEqual(counts.map((_, at) => count - counts.length + at));
    }
  });

  it("one is killed in the middle: the other is not held up, and the chain holds", async () => {
    const victim = start("cli", 100_000);
    const other = start("window", 60);
    const written = (): string => {
      try {
        return readFileSync(join(folder, "activity.head"), "utf8");
      } catch {
        return "";
      }
    };
    await expect.poll(() => written()).toContain('"seq":');
    victim.kill("SIGKILL");
    await ended(victim);
    expect(await ended(other)).toBe(0);
    const log = open();
    log.record({ kind: "lock", why: "command" });
    const { lines, chain } = log.read();
    log.dispose();
    expect(["ok", "repaired"]).toContain(chain.state);
    expect(lines.at(-1)?.event).toEqual({ kind: "lock", why: "command" });
  });
});
