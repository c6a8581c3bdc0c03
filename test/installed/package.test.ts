/** What `npm run package` makes, looked at from outside: the fuses in the binary, every file, every size. */
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ASAR_FILES, RESOURCES, SIZES } from "#build/package/budget.mjs";
import { closureOf } from "#build/package/closure.mjs";
import { FUSES } from "#build/package/fuses.mjs";
import { ROOT } from "#build/paths.mjs";
import type { AsarFile } from "#test/support/asar.ts";
import { asarContent, asarFiles } from "#test/support/asar.ts";
import type { BuiltPackage } from "#test/support/built-package.ts";
import { builtPackage } from "#test/support/built-package.ts";
import { writeCounters } from "#test/support/counters.ts";

let made: BuiltPackage;
let asar: string;
let files: readonly AsarFile[];

beforeAll(async () => {
  made = await builtPackage();
  asar = join(made.unpacked, "resources", "app.asar");
  files = asarFiles(asar);
});

const bytesBelow = async (folder: string): Promise<number> => {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** The texts of all that is JavaScript, JSON or HTML in the archive. */
const texts = (): readonly { path: string; text: string }[] =>
  files
    .filter(({ path, isUnpacked }) => !isUnpacked && /\.(c?js|mjs|json|html|css)$/u.test(path))
    .map(({ path }) => ({ path, text: asarContent(asar, path).toString("utf8") }));

/** How the wire in the binary spells a fuse that is on: the character 1. */
const burnt = "1".charCodeAt(0);

describe("the fuses of the packaged binary", () => {
  it("are burnt in as they are declared", async () => {
    const wire = await getCurrentFuseWire(join(made.unpacked, "tapvault"));
    const read = Object.fromEntries(
      Object.keys(FUSES).map((name) => {
        const option = `${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options;
        return [name, Number(wire[FuseV1Options[option]]) === burnt];
      }),
    );
    expect(read).toEqual(FUSES);
    expect(read).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      onlyLoadAppFromAsar: true,
    });
    writeCounters("fuses", { fuses: read });
  });
});

describe("the files of the packaged app", () => {
  it("are on the list, each of them", () => {
    const strange = files.filter(({ path }) => !ASAR_FILES.some((pattern) => pattern.test(path)));
    expect(strange.map(({ path }) => path)).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it("hold no source map, no types, no TypeScript and no test", () => {
    const unwanted = /(\.map|\.tsx?|\.mts|\.cts)$|(^|\/)(tests?|__tests__|examples?)\//u;
    expect(files.filter(({ path }) => unwanted.test(path))).toEqual([]);
    // Only of our own code: a package may speak of a map that was left out.
    const own = texts().filter(({ path }) => path.startsWith("out/"));
    expect(own.filter(({ text }) => /^\/\/# sourceMappingURL=/mu.test(text))).toEqual([]);
  });

  it("hold no package besides those that stay outside the bundle", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Parameters<typeof closureOf>[0];
    };
    const nameOf = (path: string): string =>
      /node_modules\/((?:@[^/]+\/)?[^/]+)(?:\/(?!.*node_modules\/).*)?$/u.exec(path)?.[1] ?? path;
    const allowed = new Set(closureOf(packages).map(nameOf));
    const found = files.map(({ path }) => path).filter((path) => path.startsWith("node_modules/"));
    const names = new Set(found.map(nameOf));
    expect([...names].filter((name) => !allowed.has(name))).toEqual([]);
    expect(names).toContain("keytar");
  });

  it("hold nothing of the sandbox of services", () => {
    // Each of these is said by one of its parts alone.
    const marks = ["/control/chips", "Stand-in for", "createSoftChip", "softChipOf", "startSandbox"];
    const found = texts()
      .filter(({ path }) => path.startsWith("out/main/"))
      .flatMap(({ path, text }) =>
        marks.filter((mark) => text.includes(mark)).map((mark) => `${path}: ${mark}`),
      );
    expect(found).toEqual([]);
    expect(files.filter(({ path }) => /sandbox|chip-command/u.test(path))).toEqual([]);
  });

  it("name no folder of the computer they were made on", () => {
    expect(texts().filter(({ text }) => text.includes(ROOT))).toEqual([]);
  });

  it("keep outside of the archive what the system's loader opens, and nothing else", () => {
    const unpacked = files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path);
    expect(unpacked.map((path) => extname(path))).toEqual(unpacked.map(() => ".node"));
    expect(unpacked.length).toBe(3);
    expect(files.filter(({ path, isUnpacked }) => path.endsWith(".node") && !isUnpacked)).toEqual([]);
  });

  it("are told by a manifest that names the packages outside the bundle and no script", () => {
    const manifest = JSON.parse(asarContent(asar, "package.json").toString("utf8")) as Record<
      string,
      unknown
    >;
    expect(Object.keys(manifest["dependencies"] as object)).toEqual([
      "keytar",
      "libsql",
      "nfc-pcsc",
      "pcsc-mini",
      "pdfkit",
    ]);
    expect(manifest).not.toHaveProperty("devDependencies");
    expect(manifest).not.toHaveProperty("scripts");
    expect(manifest).toMatchObject({ name: "tapvault", main: "out/main/index.js", version: made.version });
  });
});

describe("the folder of the program", () => {
  it("holds beside the app what is listed", () => {
    const found = readdirSync(join(made.unpacked, "resources"));
    const known = [...RESOURCES.always, ...RESOURCES.sometimes];
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(RESOURCES.always));
  });

  it("holds the texts of Chromium for the languages of the app alone", () => {
    expect(readdirSync(join(made.unpacked, "locales")).sort()).toEqual([
      "de.pak",
      "en-US.pak",
      "es-419.pak",
      "es.pak",
      "ja.pak",
    ]);
  });

  it("brings the licences of what is bundled, of what lies beside the bundle, and of the runtime", () => {
    const text = readFileSync(join(made.unpacked, "LICENSES.third-party.txt"), "utf8");
    for (const name of ["react", "@mantine/core", "zod", "electron-updater", "keytar", "pdfkit", "electron"])
      expect(text, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "mu"));
    expect(text).not.toMatch(/^(?:hono|vitest|typescript) \d/mu);
    expect(readdirSync(made.unpacked)).toEqual(
      expect.arrayContaining(["LICENSE.electron.txt", "LICENSES.chromium.html"]),
    );
  });

  it("lets nobody but its owner write", async () => {
    const names = await readdir(made.unpacked, { recursive: true });
    const open = names.filter((name) => (statSync(join(made.unpacked, name)).mode & 0o022) !== 0);
    expect(open).toEqual([]);
  });

  it("is within its budget", async () => {
    expect(statSync(asar).size).toBeLessThan(SIZES.asar);
    expect(await bytesBelow(`${asar}.unpacked`)).toBeLessThan(SIZES.natives);
    expect(await bytesBelow(made.unpacked)).toBeLessThan(SIZES.program);
    expect(statSync(made.deb).size).toBeLessThan(SIZES.download);
  });
});

describe("the installers", () => {
  it("are there for this system", () => {
    const kinds = readdirSync(made.folder)
      .map((name) => /\.(deb|rpm|AppImage|exe|dmg|zip)$/u.exec(name)?.[1])
      .filter((kind) => kind !== undefined)
      .sort();
    expect(kinds).toContain("deb");
    writeCounters("installers", { installers: kinds });
  });
});
