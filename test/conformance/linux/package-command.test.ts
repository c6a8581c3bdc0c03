/** `npm run package` refusing: a sentence and an exit code before anything is built, and never a stack. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-command-"));
  writeFileSync(join(folder, "file"), "");
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): { code: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "build", "package.mjs"), ...args],
    { encoding: "utf8", env: { ...process.env, ...env }, timeout: 60_000 },
  );
  return { code: status, said: `${stdout}${stderr}` };
};

const expectRefusal = ({ code, said }: ReturnType<typeof run>, reason: string): void => {
  expect(said).toContain(reason);
  expect(said).not.toMatch(/^ +at /mu);
  expect(code).toBe(2);
};

describe("the command that packages", () => {
  it("refuses what is no version, and makes no folder for it", () => {
    const out = join(folder, "out");
    expectRefusal(run(["--version", "abc", "--out", out]), '"abc" is no version');
    expect(existsSync(out)).toBe(false);
  });

  it("says that a folder cannot be made there", () => {
    expectRefusal(run(["--out", join(folder, "file", "dist")]), "Packaging needs a folder that it may write");
  });

  it("refuses a date that it cannot read", () => {
    const { out, env } = { out: join(folder, "dated"), env: { SOURCE_DATE_EPOCH: "today" } };
    expectRefusal(run(["--out", out], env), "SOURCE_DATE_EPOCH must be the seconds since 1970");
  });
});
