/**
 * A build as it is installed, without the sandbox of services: nothing of it is in the program, the program
 * says so, and it can be pointed at services elsewhere, such as those of `npm run sandbox`.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compileInto } from "#build/compile.mjs";
import { OUT, ROOT } from "#build/paths.mjs";
import type { CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const folder = join(OUT, "no-sandbox");

const filesIn = (place: string, ending: RegExp): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const textOf = (files: readonly string[]): string =>
  files.map((file) => readFileSync(file, "utf8")).join("\n");

/** Sentences that only the sandbox's sources have; shorter texts may stand in a library too. */
const sandboxTexts = (): readonly string[] => {
  const sources = filesIn(join(ROOT, "electron"), /\.ts$/);
  const isSandbox = (file: string): boolean => file.includes(join("electron", "sandbox"));
  const others = textOf([
    ...sources.filter((file) => !isSandbox(file)),
    ...filesIn(join(ROOT, "renderer"), /\.(tsx?|json)$/),
  ]);
  return sources
    .filter(isSandbox)
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/"([^"\\\n]{20,})"/g)]
        .map(([, text = ""]) => text)
        .filter((text) => text.includes(" ") && !others.includes(text)),
    );
};

beforeAll(async () => {
  await compileInto(folder, { sandbox: false });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what is in it", () => {
  it("is nothing of the sandbox, neither a program of its own nor a text", () => {
    const texts = sandboxTexts();
    const whole = textOf(filesIn(join(OUT, "main"), /\.js$/));
    const built = textOf(filesIn(folder, /\.(js|cjs|html|css)$/));
    // The same search finds them where they are, or it would prove nothing.
    expect(texts.filter((text) => whole.includes(text)).length).toBeGreaterThan(100);
    expect(texts.filter((text) => built.includes(text))).toEqual([]);
    expect(readdirSync(join(folder, "main")).sort()).toEqual(["chunks", "cli.js", "index.js"]);
  });

  it("is no source map", () => {
    expect(filesIn(folder, /\.map$/)).toEqual([]);
  });
});

describe("its command line", () => {
  let profile: CliProfile;
  let services: TestSandbox | null;

  beforeEach(() => {
    services = null;
    profile = createCliProfile({ simulate: false, program: join(folder, "main", "cli.js") });
  });
  afterEach(async () => {
    await profile.dispose();
    await services?.dispose();
  });

  const outcomeOf = async (
    args: readonly string[],
    input = "",
  ): Promise<{ readonly code: number; readonly error?: string }> => {
    const outcome = await profile.run(["--json", ...args], input);
    const { error } = outcome.json() as { readonly error?: { readonly code: string } };
    return { code: outcome.code, ...(error === undefined ? {} : { error: error.code }) };
  };

  it("says that there is no sandbox, whatever the surroundings claim", async () => {
    const refused = { code: 2, error: "sandbox.absent" };
    expect(await outcomeOf(["connect", "sandbox"])).toEqual(refused);
    expect(await outcomeOf(["--simulate", "spark2", "scan"])).toEqual(refused);
    await profile.dispose();
    profile = createCliProfile({
      simulate: false,
      program: join(folder, "main", "cli.js"),
      env: { TAPVAULT_SANDBOX: "1" },
    });
    expect(await outcomeOf(["connect", "sandbox"])).toEqual(refused);
  });

  it("opens nothing of a profile of the sandbox, and goes on with the real services", async () => {
    writeFileSync(join(profile.dir, "profile.json"), JSON.stringify({ version: 1, kind: "sandbox" }));
    expect(await outcomeOf(["list"])).toEqual({ code: 2, error: "sandbox.absent" });
    expect(await outcomeOf(["connect", "vivokey"], "0".repeat(60))).toEqual({ code: 0 });
    expect(await outcomeOf(["list"])).toEqual({ code: 3, error: "vault.none" });
  });

  it("talks to services at another address: on this computer without encryption, elsewhere only with it", async () => {
    services = await startTestSandbox();
    const { scanBaseUrl, apiKey } = services.endpoints.vivokey;
    expect(await outcomeOf(["connect", "vivokey", "--scan-url", scanBaseUrl], apiKey)).toEqual({ code: 0 });
    const doctor = await profile.run(["--json", "doctor"]);
    const { checks } = doctor.json() as {
      readonly checks: readonly { readonly id: string; readonly state: string }[];
    };
    expect(checks.find(({ id }) => id === "service")).toMatchObject({ state: "ok" });
    expect(await outcomeOf(["connect", "vivokey", "--scan-url", "http://api.example/v1/"], apiKey)).toEqual({
      code: 2,
      error: "settings.address-malformed",
    });
  });
});
