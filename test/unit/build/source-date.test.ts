/** The one date of a package, in a clone, beside one, and where the environment says it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceDate } from "#build/linux/source-date.mjs";
import { SetupError } from "#build/say.mjs";

/** What stands where there is no history. */
const none = 315_532_800;
const committed = 1_790_000_000;

let clone = "";

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "tapvault-date-"));
  const date = `${committed} +0000`;
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args: readonly string[]): unknown => execFileSync("git", args, { cwd: clone, env });
  git("init", "--quiet");
  git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-m", "One");
});

afterAll(() => rmSync(clone, { recursive: true }));

describe("the date of a package", () => {
  it("is what the environment says", async () => {
    expect(await sourceDate({ env: { SOURCE_DATE_EPOCH: "1234" } })).toBe(1234);
  });

  it.each(["yesterday", "-1", "1.5", "99999999999999"])(
    "is not guessed where the environment says %s",
    async (given) => {
      const asked = sourceDate({ env: { SOURCE_DATE_EPOCH: given } });
      await expect(asked).rejects.toThrow(SetupError);
      await expect(asked).rejects.toThrow("SOURCE_DATE_EPOCH");
    },
  );

  it("is that of the last commit", async () => {
    expect(await sourceDate({ env: {}, folder: clone })).toBe(committed);
    expect(await sourceDate({ env: { SOURCE_DATE_EPOCH: "" }, folder: clone })).toBe(committed);
  });

  it("is none in sources without a history, also where they lie in another project's clone", async () => {
    const sources = join(clone, "unpacked");
    mkdirSync(sources);
    expect(await sourceDate({ env: {}, folder: sources })).toBe(none);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "is the same for whoever builds a clone that is another's",
    async () => {
      execFileSync("chown", ["-R", "65534", clone]);
      expect(await sourceDate({ env: {}, folder: clone })).toBe(committed);
    },
  );
});
