/** What the packages say they need is what the program's binaries name: nothing missing, nothing made up. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { DEBIAN, REDHAT } from "#build/linux/dependencies.mjs";
import { ELECTRON_PACKAGE, ROOT } from "#build/paths.mjs";
import { onPath } from "#build/processes.mjs";
import { outputOf } from "#test/support/linux-package.ts";

const runtime = join(ELECTRON_PACKAGE, "dist");
const modules = [
  "keytar/build/Release/keytar.node",
  "@libsql/linux-x64-gnu/index.node",
  "@pcsc-mini/linux-x86_64-gnu/addon.node",
].map((file) => join(ROOT, "node_modules", file));

/** Parts of the C library, which is in every system. */
const everywhere = /^(lib(c|m|dl|rt|pthread)\.so\.|ld-linux)/u;
/** Opened when it is wanted, and so in no list. */
const openedLater = ["libnotify.so.4"];

let needed: readonly string[] = [];

beforeAll(() => {
  const binaries = [join(runtime, "electron"), ...modules].filter((file) => existsSync(file));
  const own = new Set(readdirSync(runtime));
  const named = [...outputOf("readelf", ["--dynamic", ...binaries]).matchAll(/\(NEEDED\).*\[(.+)\]/gu)];
  const names = new Set(named.map((match) => match[1] ?? ""));
  needed = [...names].filter((name) => !own.has(name) && !everywhere.test(name)).sort();
});

describe.skipIf(process.arch !== "x64" || process.platform !== "linux" || !onPath("readelf"))(
  "libraries",
  () => {
    it("of the .rpm are the files that the binaries name", () => {
      const declared = REDHAT.requires.map((one) => one.replace("()(64bit)", ""));
      expect([...declared].sort()).toEqual([...needed, ...openedLater].sort());
    });

    it.skipIf(!onPath("dpkg-query"))("of the .deb are the packages that bring those files", () => {
      const inDebian = new Set(DEBIAN.depends.flatMap((one) => one.replace(/ \(.*?\)/gu, "").split(" | ")));
      // As dpkg-query --search does, in a tenth of the time.
      const pattern = `/(${needed.map((name) => name.replaceAll(".", "\\.").replaceAll("+", "\\+")).join("|")})$`;
      const listed = outputOf("grep", ["-rEH", "--include=*.list", pattern, "/var/lib/dpkg/info"]);
      const owners = [...listed.matchAll(/^.*\/([^:/]+)(?::\w+)?\.list:.*\/([^/\n]+)$/gmu)];
      for (const name of needed) {
        const packages = owners.filter((match) => match[2] === name).map((match) => match[1] ?? "");
        expect(packages.length, `${name} is installed`).toBeGreaterThan(0);
        expect(
          packages.some((one) => inDebian.has(one)),
          `${name}: ${packages.join(", ")}`,
        ).toBe(true);
      }
    });
  },
);
