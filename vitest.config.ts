/**
 * The test pyramid as projects of one runner: unit (pure); conformance (real parts) with services (the
 * same, over servers of their own, so that two files can run at a time); e2e (the whole app in real
 * Electron) with window (the page in real Chromium over a fake bridge); installed (the program from its
 * installer, in a clean system).
 */
import { defineConfig } from "vitest/config";

const overServers = ["dataswyft", "digime", "hyperid", "privo", "store", "vivokey"].map(
  (folder) => `test/conformance/${folder}/**/*.test.ts`,
);
const pages = "test/e2e/renderer/**/*.test.ts";

/** How long a condition is waited for: a busy computer is late by seconds, and no test is about how fast it is. */
const expectations = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.{ts,tsx}"],
          environment: "node",
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "services",
          expect: expectations,
          include: overServers,
          environment: "node",
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "conformance",
          expect: expectations,
          include: ["test/conformance/**/*.test.ts"],
          exclude: overServers,
          environment: "node",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "window",
          expect: expectations,
          include: [pages],
          globalSetup: ["test/support/preview-build.ts"],
          environment: "node",
          maxWorkers: 2,
          // Beside the whole app on two processors a page can be seconds late; a test that fails twice is wrong.
          retry: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "e2e",
          expect: expectations,
          include: ["test/e2e/**/*.test.ts"],
          exclude: [pages],
          environment: "node",
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "installed",
          expect: expectations,
          include: ["test/installed/**/*.test.ts"],
          environment: "node",
          maxWorkers: 2,
          // Packages are fetched from a mirror when this computer has not got them yet.
          testTimeout: 600_000,
          // So is the clean system, and the installer is made.
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
