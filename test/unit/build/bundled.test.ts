/** Whose code is in a bundle, told by the names of its modules. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packagesOf } from "#build/package/bundled.mjs";
import { ROOT } from "#build/paths.mjs";

const at = (path: string): string => join(ROOT, path);

describe("the packages of a bundle", () => {
  it("are the innermost ones, each once, with our own code left out", () => {
    const ids = [
      at("electron/main/index.ts"),
      at("node_modules/zod/v4/core/api.js"),
      at("node_modules/zod/index.js"),
      at("node_modules/@mantine/core/esm/index.mjs"),
      at("node_modules/electron-updater/node_modules/semver/index.js"),
    ];
    expect(packagesOf(ids)).toEqual([
      "node_modules/@mantine/core",
      "node_modules/electron-updater/node_modules/semver",
      "node_modules/zod",
    ]);
  });

  it("are found behind the bundler's own marks", () => {
    const ids = [
      `\0${at("node_modules/debug/src/index.js")}?commonjs-es-import`,
      `${at("node_modules/@mantine/charts/styles.css")}?inline`,
      "\0rolldown/runtime.js",
      "node:fs",
    ];
    expect(packagesOf(ids)).toEqual(["node_modules/@mantine/charts", "node_modules/debug"]);
  });
});
