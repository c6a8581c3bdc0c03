/** What a copy of the repository can do before anything was installed: begin every script, which then installs. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";
import { refusalOf } from "#build/say.mjs";

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const started = Object.entries(scripts).map(([name, line]) => ({
  name,
  line,
  file: line.split(" ")[1] ?? "",
}));

/** The packages that a file and all that it imports at once cannot be loaded without. */
const packagesFor = (file: string, seen = new Set<string>()): readonly string[] => {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export [*{])[^;=]*?"([^"\n]+)";/gmu);
  return [...imports].flatMap(([, name = ""]) => {
    if (name.startsWith("node:")) return [];
    if (name.startsWith("#build/")) return packagesFor(join(ROOT, name.slice(1)), seen);
    if (name.startsWith(".")) return packagesFor(join(dirname(file), name), seen);
    return [`${name}, in ${relative(ROOT, file)}`];
  });
};

describe("in a fresh clone", () => {
  it.each(started)("npm run $name begins with a script of ours", ({ line }) => {
    expect(line).toMatch(/^node build\/[\w-]+\.mjs(?: |$)/u);
  });

  it.each([...new Set(started.map(({ file }) => file)), "build/sign-update.mjs", "build/check-commit.mjs"])(
    "%s is loaded without any package",
    (file) => {
      expect(packagesFor(join(ROOT, file))).toEqual([]);
    },
  );

  it("has the same line ends on every system, whatever git is set to there", () => {
    expect(readFileSync(join(ROOT, ".gitattributes"), "utf8")).toMatch(/^\* text=auto eol=lf$/mu);
  });

  it("finds packages where a script imports some", () => {
    expect(packagesFor(join(ROOT, "build/updates/release-files.mjs"))).toEqual([
      "js-yaml, in build/updates/release-files.mjs",
    ]);
  });
});

describe("what the system refuses a script", () => {
  const refused = (code: string): Error => Object.assign(new Error(code), { code, path: "/clone/out" });

  it.each(["EACCES", "EPERM", "EROFS"])("%s names the place and what to look at", (code) => {
    expect(refusalOf(refused(code))?.message).toMatch(/\/clone\/out: see whom it belongs to/u);
    expect(refusalOf(refused(code))?.exitCode).toBe(2);
  });

  it("a full disk is told as that", () => {
    expect(refusalOf(refused("ENOSPC"))?.message).toContain("disk is full");
  });

  it("anything else is a mistake of ours and keeps its stack", () => {
    expect(refusalOf(refused("ENOENT"))).toBeUndefined();
    expect(refusalOf(new Error("a bug"))).toBeUndefined();
    expect(refusalOf("text")).toBeUndefined();
  });
});
