/** The same sources give the same program: once here, once in another folder, time zone and language. */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { OUT, ROOT } from "#build/paths.mjs";
import { capture } from "#build/processes.mjs";
import { builtPackage } from "#test/support/built-package.ts";
import { writeCounters } from "#test/support/counters.ts";

/** A space in it, and longer than the first: nothing of a path may be left in the product. */
const elsewhere = join(OUT, "built again", "in another folder");

afterAll(() => rm(dirname(elsewhere), { recursive: true, force: true }));

const copySources = async (): Promise<void> => {
  await rm(elsewhere, { recursive: true, force: true });
  await mkdir(elsewhere, { recursive: true });
  const listed = await capture("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
  });
  for (const name of listed.stdout.split("\0").filter((one) => one !== "")) {
    const isThere = await stat(join(ROOT, name)).then(
      () => true,
      () => false,
    );
    if (isThere) await cp(join(ROOT, name), join(elsewhere, name), { recursive: true });
  }
  // Hard links: the packages are the same files, at another place.
  await capture("cp", ["-al", join(ROOT, "node_modules"), join(elsewhere, "node_modules")]);
};

const digest = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

const digests = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(folder, { recursive: true })).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const isFile = (await stat(join(folder, name))).isFile();
      return isFile ? [[name, await digest(join(folder, name))] as const] : [];
    }),
  );
  return Object.fromEntries(entries.flat());
};

it("builds the same program twice, byte for byte", async () => {
  const first = await builtPackage();
  await copySources();
  const again = await capture(
    process.execPath,
    [join(elsewhere, "build", "package.mjs"), "--dir", "--out", join(elsewhere, "dist")],
    { cwd: elsewhere, env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C", HOME: elsewhere } },
  );
  expect(again.code, `${again.stdout}${again.stderr}`).toBe(0);
  const second = join(elsewhere, "dist", "linux-unpacked");
  const asar = join("resources", "app.asar");
  const [one, other] = [await digest(join(first.unpacked, asar)), await digest(join(second, asar))];
  expect(other).toBe(one);
  expect(await digests(second)).toEqual(await digests(first.unpacked));
  writeCounters("reproducible", { reproducible: one === other });
});
