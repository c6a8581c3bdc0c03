/**
 * `npm run package -- --with-sandbox`, as far as it differs: the app is staged with the services' stand-ins, and
 * what is staged does the main job on them. That nothing of them is there otherwise, test/installed reads from
 * the package.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stageApp } from "#build/package/stage.mjs";
import { wishesOf } from "#build/package/wishes.mjs";

let folder = "";
const app = (...parts: readonly string[]): string => join(folder, "app", ...parts);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-with-sandbox-"));
  const computer = { platform: process.platform, hasRpmbuild: false };
  const { sandbox, version } = wishesOf(["--with-sandbox", "--version", "9.9.9-rc.1"], "0.1.0", computer);
  await stageApp(app(), { version, sandbox });
});

afterAll(() => rmSync(folder, { recursive: true }));

const tapvault = (...args: readonly string[]): { code: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [app("out", "main", "cli.js"), ...args], {
    encoding: "utf8",
    env: { ...process.env, HOME: folder },
    timeout: 60_000,
  });
  return { code: status, said: stdout || stderr };
};

it("brings the stand-ins as programs", () => {
  for (const name of ["sandbox.js", "chip.js"]) expect(existsSync(app("out", "main", name)), name).toBe(true);
});

it("scans a simulated chip, proven by the stand-ins that it carries", () => {
  expect(tapvault("--version").said.trim()).toBe("9.9.9-rc.1");
  const { code, said } = tapvault(
    "--profile",
    join(folder, "profile"),
    "--simulate",
    "spark2",
    "--json",
    "scan",
  );
  expect(code, said).toBe(0);
  expect(JSON.parse(said)).toMatchObject({
    proven: true,
    chipKind: "spark2",
    readerName: "Simulated reader",
  });
});
