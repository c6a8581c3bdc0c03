/** The window's page over the fake bridge, built once for all page tests of a run. */
import react from "@vitejs/plugin-react";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the page lies, built as it ships. */
    readonly previewDir: string;
    /** The same with React's own checks in it, which complain on the console. Much slower. */
    readonly checkedPreviewDir: string;
  }
}

const root = join(import.meta.dirname);
/** A folder for each run: two of them may go on at the same time. */
const outDir = join(root, "..", "..", "out", "preview", String(process.pid));

/** React and Vite take the kind of a build from the process alone, where a test runner has set its own. */
const buildAs = async (kind: "production" | "development"): Promise<string> => {
  const { NODE_ENV: before } = process.env;
  const folder = join(outDir, kind);
  process.env["NODE_ENV"] = kind;
  try {
    await build({
      root,
      configFile: false,
      logLevel: "warn",
      plugins: [react()],
      build: {
        outDir: folder,
        emptyOutDir: true,
        chunkSizeWarningLimit: 2000,
        // As the app is built: for older browsers, rules for right to left would become lists of languages.
        target: "chrome130",
        rolldownOptions: { input: join(root, "preview.html") },
      },
    });
    return folder;
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
};

/** Before the first test. */
export const setup = async (project: TestProject): Promise<void> => {
  project.provide("previewDir", await buildAs("production"));
  project.provide("checkedPreviewDir", await buildAs("development"));
};

/** After the last. */
export const teardown = (): void => rmSync(outDir, { recursive: true, force: true });
