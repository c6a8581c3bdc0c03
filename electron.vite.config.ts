/**
 * One build for everything that runs: the Electron main process and, from the same code, the plain
 * Node programs (command line, sandbox, software chip), the preload and the window's page.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { resolve } from "node:path";
import { bundleNotes } from "./build/package/bundled.mjs";

const root = import.meta.dirname;
/** Where the build goes: out/ for this computer, another folder for an installer. */
const out = resolve(root, process.env["TAPVAULT_OUT"] ?? "out");
/** An installer carries no sandbox of services: neither its programs nor, in the others, the way to it. */
const hasSandbox = process.env["TAPVAULT_SANDBOX"] !== "0";
/** Whose version the programs tell. */
const manifest = resolve(root, process.env["TAPVAULT_MANIFEST"] ?? "package.json");
/** Where it is noted which packages were bundled, for the list of licences. */
const notes = process.env["TAPVAULT_BUNDLE_NOTES"];

// Targets are those of Electron 33, the oldest runtime this must run on, not of the one in package.json.

/** Native packages and those that load files of their own (pdfkit its fonts) stay outside the bundle; all else is bundled for a quick start. */
const external = ["electron", "nfc-pcsc", "pcsc-mini", "keytar", "libsql", "pdfkit", /^node:/];

export default defineConfig({
  main: {
    plugins: bundleNotes("main", notes),
    resolve: { alias: { "#manifest": manifest } },
    define: hasSandbox ? {} : { "process.env.TAPVAULT_SANDBOX": JSON.stringify("0") },
    build: {
      externalizeDeps: false,
      target: "node20",
      outDir: resolve(out, "main"),
      emptyOutDir: true,
      rolldownOptions: {
        external,
        input: {
          index: resolve(root, "electron/entry.ts"),
          cli: resolve(root, "electron/cli/index.ts"),
          ...(hasSandbox
            ? {
                sandbox: resolve(root, "electron/sandbox/index.ts"),
                chip: resolve(root, "electron/sandbox/chip-command.ts"),
              }
            : {}),
        },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name]-[hash].js",
          // Less to read at each start; names stay as they are, for whoever reads a report.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    plugins: bundleNotes("preload", notes),
    build: {
      externalizeDeps: false,
      target: "node20",
      outDir: resolve(out, "preload"),
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: resolve(root, "electron/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    plugins: [react(), bundleNotes("renderer", notes)],
    build: {
      target: "chrome130",
      minify: true,
      outDir: resolve(out, "renderer"),
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: resolve(root, "renderer/index.html"), quick: resolve(root, "renderer/quick.html") },
        // What the first screen needs comes as one file: for each more, the page waits for main once more.
        output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } },
      },
    },
  },
});
