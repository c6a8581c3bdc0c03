/** A package that is not finished: by a full disk, or because the person interrupts. Nothing of it is left. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";
import { writeSmallProgram } from "#test/support/linux-package.ts";

const small = writeSmallProgram();
const inFolder = (...parts: readonly string[]): string => join(small.folder, ...parts);
const out = inFolder("out");
const name = "tapvault_1.2.0_amd64.deb";

beforeEach(() => {
  for (const folder of ["bin", "out", "tmp"]) {
    rmSync(inFolder(folder), { recursive: true, force: true });
    mkdirSync(inFolder(folder));
  }
  rmSync(inFolder("begun"), { force: true });
  // What an earlier run made.
  writeFileSync(join(out, name), "whole");
});

afterAll(() => {
  small.dispose();
});

/** In the packer's place: begins the file, as it does, and then meets what is said. */
const packerThat = (meets: string): void => {
  const file = inFolder("bin", "dpkg-deb");
  writeFileSync(
    file,
    `#!/bin/sh\nfor last do :; done\necho half > "$last"\ntouch ${inFolder("begun")}\n${meets}\n`,
  );
  chmodSync(file, 0o755);
};

/** A program of its own: signals are for processes. */
const script = (main: string): string => `
  import { mkdirSync, writeFileSync } from "node:fs";
  import { join } from "node:path";
  import { makeDeb } from ${JSON.stringify(join(ROOT, "build", "linux", "deb.mjs"))};
  import { makeWhole } from ${JSON.stringify(join(ROOT, "build", "linux", "whole-package.mjs"))};
  import { runScript } from ${JSON.stringify(join(ROOT, "build", "say.mjs"))};
  const [unpacked, out, commandLine] = process.argv.slice(1);
  await runScript(async () => { ${main} });
`;

const makesDeb = 'await makeDeb({ unpacked, out, commandLine, version: "1.2.0", arch: "x64" });';

const run = (main: string): { pid: number; ended: Promise<{ code: number | null; said: string }> } => {
  const args = ["--input-type=module", "--eval", script(main), small.unpacked, out, small.commandLine];
  const env = {
    ...process.env,
    TMPDIR: inFolder("tmp"),
    PATH: `${inFolder("bin")}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, said })),
  );
  return { pid: child.pid ?? 0, ended };
};

const expectNothingLeft = (): void => {
  expect(readdirSync(out)).toEqual([name]);
  expect(readFileSync(join(out, name), "utf8")).toBe("whole");
  expect(readdirSync(inFolder("tmp"))).toEqual([]);
};

describe("a package that is not finished", () => {
  it("because its packer fails: says why, and leaves the former one and nothing else", async () => {
    packerThat("echo 'No space left on device' >&2; exit 2");
    const { code, said } = await run(makesDeb).ended;
    expect(code).toBe(2);
    expect(said).toContain("No space left on device");
    expectNothingLeft();
  });

  it("because of a signal while it is packed: leaves the same", async () => {
    packerThat("exec sleep 60");
    const { pid, ended } = run(makesDeb);
    await expect.poll(() => existsSync(inFolder("begun")), { timeout: 30_000 }).toBe(true);
    process.kill(pid, "SIGTERM");
    expect((await ended).code).toBe(143);
    expectNothingLeft();
  });

  it("because of a signal while it is staged, where no other program runs yet: leaves the same", async () => {
    const interruptedWork = `
      const stage = {
        stagingDir: "",
        async createStagingDir() {
          this.stagingDir = join(process.env.TMPDIR, "stage", "tapvault");
          mkdirSync(this.stagingDir, { recursive: true });
        },
      };
      await makeWhole(stage, join(out, ${JSON.stringify(name)}), async (partial) => {
        for (const file of [partial, join(stage.stagingDir, "file")]) writeFileSync(file, "half");
        process.kill(process.pid, "SIGINT");
        await new Promise((resolve) => setInterval(resolve, 2 ** 30));
      });`;
    expect((await run(interruptedWork).ended).code).toBe(130);
    expectNothingLeft();
  });
});
