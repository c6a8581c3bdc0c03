/** A copy without the sandbox of services: what a profile meets there, and that nothing of it is lost. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgram } from "#cli/program.ts";
import type { Result } from "#contract/result.ts";
import { makeViews } from "#main/app-views.ts";
import { Core } from "#main/core.ts";
import type { Profile } from "#main/profile.ts";
import { freshProfile, loadProfile, saveProfile } from "#main/profile.ts";
import { chooseProfile, testService } from "#main/setup.ts";
import { ShellDesk } from "#main/shell/shell-desk.ts";
import { quietParts } from "#test/support/core-parts.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { must } from "#test/support/vault-bench.ts";
import { createVerbBench } from "#test/unit/cli/verb-bench.ts";

let profileDir: string;
let core: Core | null;

beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), "tapvault-absent-"));
  core = null;
  vi.stubEnv("TAPVAULT_SANDBOX", "0");
});
afterEach(async () => {
  await core?.dispose();
  vi.unstubAllEnvs();
  rmSync(profileDir, { recursive: true, force: true });
});

const clock = createHandClock();

const open = (kind: Profile["kind"]): Core => {
  const profile = { ...freshProfile(), kind };
  must(saveProfile(profileDir, profile));
  core = new Core(quietParts(profileDir, "window", clock), profile);
  return core;
};

const codeOf = (result: Result<unknown, { readonly code: string }>): string =>
  result.ok ? "ok" : result.error.code;

const appView = (shown: Core) => {
  const desk = new ShellDesk({ clock, isOpen: () => false, changed: () => undefined });
  return makeViews(shown, desk, "1.0.0")["app.changed"]();
};

const vaultOfDevelopment = (): string => {
  mkdirSync(join(profileDir, "sandbox"));
  const file = join(profileDir, "sandbox", "vault.db");
  writeFileSync(file, "a vault of the development copy");
  return file;
};

describe("a profile that was never set up", () => {
  it("has real readers only, and its vault where a real one is", () => {
    const shown = open("unset");
    expect(shown.environment.sandbox).toBeNull();
    expect(shown.environment.hub.state().readers).toEqual([]);
    expect(existsSync(join(profileDir, "real", "vault.db"))).toBe(true);
    expect(existsSync(join(profileDir, "sandbox"))).toBe(false);
    expect(appView(shown)).toMatchObject({ hasSandbox: false, vault: "none", vaultError: null });
  });

  it("cannot choose the sandbox, and is left as it is", async () => {
    const shown = open("unset");
    expect(codeOf(await chooseProfile(shown, { kind: "sandbox", presence: "scan" }))).toBe("sandbox.absent");
    expect(must(loadProfile(profileDir)).kind).toBe("unset");
  });
});

describe("a profile that the development copy set to the sandbox", () => {
  it("says why nothing can be opened, and leaves the vault's file alone", async () => {
    const file = vaultOfDevelopment();
    const shown = open("sandbox");
    expect(appView(shown)).toMatchObject({
      profile: { kind: "sandbox" },
      vault: "none",
      vaultError: { code: "sandbox.absent" },
    });
    expect(codeOf(shown.entries())).toBe("sandbox.absent");
    expect(codeOf(shown.startScan("unlock"))).toBe("sandbox.absent");
    expect(codeOf(await testService(shown, () => clock.now()))).toBe("sandbox.absent");
    const { sandbox } = shown.environment;
    expect(codeOf((await sandbox?.endpoints()) ?? { ok: true, value: null })).toBe("sandbox.absent");
    await shown.dispose();
    expect(readFileSync(file, "utf8")).toBe("a vault of the development copy");
    expect(must(loadProfile(profileDir)).kind).toBe("sandbox");
  });

  it("goes on with the real services, and the vault is still there", async () => {
    const file = vaultOfDevelopment();
    const shown = open("sandbox");
    must(await chooseProfile(shown, { kind: "real", presence: "scan" }));
    expect(appView(shown)).toMatchObject({ profile: { kind: "real" }, vaultError: null });
    expect(readFileSync(file, "utf8")).toBe("a vault of the development copy");
  });
});

describe("the command line", () => {
  const run = async (args: readonly string[]): Promise<{ readonly code: number; readonly calls: number }> => {
    const bench = createVerbBench();
    let code = -1;
    const program = createProgram(async (verb) => {
      code = await verb({ ...bench.context, options: { ...bench.context.options, ...program.opts() } });
    });
    await program.parseAsync(args, { from: "user" });
    return { code, calls: bench.calls.length };
  };

  it("begins nothing with a simulated chip, and ends with 2", async () => {
    expect(await run(["--simulate", "spark2", "scan"])).toEqual({ code: 2, calls: 0 });
  });

  it("lays one on where there is a sandbox", async () => {
    vi.stubEnv("TAPVAULT_SANDBOX", "1");
    expect((await run(["--simulate", "spark2", "doctor"])).calls).toBeGreaterThan(0);
  });
});
