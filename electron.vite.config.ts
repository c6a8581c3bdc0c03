/**
 * One build for everything that runs: the Electron main process and, from the same code, the plain
 * Node programs (command line, sandbox, software chip), the preload and the window's page.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { resolve } from "node:path";

const root = import.meta.dirname;

// Targets are those of Electron 33, the oldest runtime this must run on, not of the one in package.json.

/** Native packages and those that load files of their own (pdfkit its fonts) stay outside the bundle; all else is bundled for a quick start. */
const external = ["electron", "nfc-pcsc", "pcsc-mini", "keytar", "libsql", "pdfkit", /^node:/];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: "node20",
      outDir: "out/main",
      rolldownOptions: {
        external,
        input: {
          index: resolve(root, "electron/main/index.ts"),
          cli: resolve(root, "electron/cli/index.ts"),
          sandbox: resolve(root, "electron/sandbox/index.ts"),
          chip: resolve(root, "electron/sandbox/chip-command.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: "node20",
      outDir: "out/preload",
      rolldownOptions: {
        input: { index: resolve(root, "electron/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    plugins: [react()],
    build: {
      target: "chrome130",
      minify: true,
      outDir: resolve(root, "out/renderer"),
      rolldownOptions: {
        input: { index: resolve(root, "renderer/index.html"), quick: resolve(root, "renderer/quick.html") },
      },
    },
  },
});
