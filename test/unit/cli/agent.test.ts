import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { TaskView } from "#contract/views.ts";
import { agentAddress } from "#cli/agent-address.ts";
import { runAgent } from "#cli/agent.ts";
import { openAgentBridge } from "#cli/bridge.ts";
import type { LocalCore } from "#cli/local-core.ts";
import { calmApp } from "#test/support/fake-views.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tapvault-agent-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A core that locks when told to put a backup back, and takes its time for it. */
const createSlowCore = () => {
  const clock = createManualClock();
  const listeners = new Set<(name: string, snapshot: unknown) => void>();
  const log: string[] = [];
  const tasks: Pick<TaskView, "state">[] = [];
  let status: "locked" | "unlocked" = "unlocked";
  let release = (): void => undefined;
  const tell = (): void => {
    for (const listener of listeners) listener("app.changed", { ...calmApp, vault: status, seq: 1 });
  };
  const local = {
    core: {
      status: () => status,
      tasks: { views: tasks },
      sync: { send: () => Promise.resolve(ok(undefined)) },
      dispose: () => Promise.resolve(void log.push("disposed")),
    },
    snapshots: {
      current: () => ({ ...calmApp, vault: status, seq: 1 }),
      subscribe: (listener: (name: string, snapshot: unknown) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    handlers: {
      "backup.restore": async () => {
        status = "locked";
        tell();
        await new Promise<void>((resolve) => (release = resolve));
        log.push("restored");
        return ok({ keptAs: "aside.db" });
      },
    },
    parts: { clock, log: silentLog },
  };
  return { local: local as unknown as LocalCore, clock, log, tasks, tell, release: () => release() };
};

const connect = async () => {
  for (;;) {
    const bridge = await openAgentBridge(dir);
    if (bridge !== null) return bridge;
    await new Promise((wake) => setTimeout(wake, 5));
  }
};

describe("the agent", () => {
  it("ends after a call that locks, but not before that call is done and answered", async () => {
    const slow = createSlowCore();
    const ended = runAgent(dir, slow.local, 60_000);
    const bridge = await connect();
    slow.tell();
    const reply = bridge.call("backup.restore", { name: "b1" });
    await new Promise((wake) => setTimeout(wake, 100));
    expect(slow.log).toEqual([]);
    slow.release();
    expect(await reply).toEqual({ ok: true, value: { keptAs: "aside.db" } });
    expect(await ended).toBe(true);
    expect(slow.log).toEqual(["restored", "disposed"]);
    if (process.platform !== "win32") expect(existsSync(agentAddress(dir) ?? dir)).toBe(false);
  });

  it("does not end for want of calls while a task runs", async () => {
    const slow = createSlowCore();
    const ended = runAgent(dir, slow.local, 1_000);
    const bridge = await connect();
    slow.tasks.push({ state: "running" });
    await slow.clock.advance(5_000);
    expect(slow.log).toEqual([]);
    slow.tasks.length = 0;
    await slow.clock.advance(1_000);
    expect(await ended).toBe(true);
    await bridge.close();
  });

  it("leaves the place to one that answers already", async () => {
    const first = createSlowCore();
    const ended = runAgent(dir, first.local, 60_000);
    const bridge = await connect();
    expect(await runAgent(dir, createSlowCore().local, 60_000)).toBe(false);
    const again = await connect();
    again.stopAgent();
    expect(await ended).toBe(true);
    await Promise.all([bridge.close(), again.close()]);
  });

  it.skipIf(process.platform === "win32")("takes the place of one that was killed", async () => {
    writeFileSync(join(dir, "agent.sock"), "");
    const ended = runAgent(dir, createSlowCore().local, 60_000);
    const bridge = await connect();
    bridge.stopAgent();
    expect(await ended).toBe(true);
    await bridge.close();
  });

  it.skipIf(process.platform === "win32")(
    "is one, where several at once find what was left behind",
    async () => {
      writeFileSync(join(dir, "agent.sock"), "");
      const cores = [createSlowCore(), createSlowCore(), createSlowCore()];
      const held: boolean[] = [];
      const ended = cores.map(async ({ local }) => held.push(await runAgent(dir, local, 60_000)));
      const bridge = await connect();
      await expect.poll(() => held, { timeout: 20_000 }).toEqual([false, false]);
      bridge.stopAgent();
      await Promise.all(ended);
      expect(held).toEqual([false, false, true]);
      expect(cores.flatMap(({ log }) => log)).toEqual(["disposed"]);
      await bridge.close();
    },
  );

  it.skipIf(process.platform === "win32")("ends when nobody can reach it any more", async () => {
    const slow = createSlowCore();
    const ended = runAgent(dir, slow.local, 60_000);
    const bridge = await connect();
    await slow.clock.advance(10_000);
    expect(slow.log).toEqual([]);
    rmSync(join(dir, "agent.sock"));
    writeFileSync(join(dir, "agent.sock"), "somebody else's");
    await slow.clock.advance(10_000);
    expect(await ended).toBe(true);
    expect(slow.log).toEqual(["disposed"]);
    await bridge.close();
  });
});

describe.skipIf(process.platform === "win32")("the agent's address", () => {
  const runtime = { XDG_RUNTIME_DIR: "" };
  let long: string;
  beforeEach(() => {
    runtime.XDG_RUNTIME_DIR = dir;
    long = join(dir, "x".repeat(120));
  });

  it("is in the profile, or in a folder of its own where the path is too long for a socket, in bytes", () => {
    expect(agentAddress("/home/ada/p", runtime)).toBe("/home/ada/p/agent.sock");
    const own = /\/tapvault-[0-9a-f]{16}\/agent\.sock$/u;
    expect(agentAddress(long, runtime)).toMatch(own);
    expect(agentAddress(`/home/ada/${"\u3042".repeat(30)}`, runtime)).toMatch(own);
    expect(agentAddress(long, { XDG_RUNTIME_DIR: "run" })).toMatch(/^\//u);
    expect(agentAddress(long, { XDG_RUNTIME_DIR: "" })).toMatch(/^\//u);
  });

  it("is none where somebody else made that folder first, or can look into it", () => {
    const folder = dirname(agentAddress(long, runtime) ?? "");
    mkdirSync(folder, { mode: 0o700 });
    expect(agentAddress(long, runtime)).toBe(join(folder, "agent.sock"));
    chmodSync(folder, 0o777);
    expect(agentAddress(long, runtime)).toBeNull();
    rmSync(folder, { recursive: true });
    symlinkSync(dir, folder);
    expect(agentAddress(long, runtime)).toBeNull();
  });
});
