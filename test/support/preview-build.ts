/** The window's page over the fake bridge, built once for all page tests of a run. */
import react from "@vitejs/plugin-react";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built page lies. */
    readonly previewDir: string;
  }
}

const root = join(import.meta.dirname);
/** A folder for each run: two of them may go on at the same time. */
const outDir = join(root, "..", "..", "out", "preview", String(process.pid));

/** Before the first test. */
export const setup = async (project: TestProject): Promise<void> => {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      chunkSizeWarningLimit: 2000,
      // As the app is built: for older browsers, rules for right to left would become lists of languages.
      target: "chrome130",
      rolldownOptions: { input: join(root, "preview.html") },
    },
  });
  project.provide("previewDir", outDir);
};

/** After the last. */
export const teardown = (): void => rmSync(outDir, { recursive: true, force: true });
