/** Newer versions in every state that deserves a look: a scenario each, with the section of the settings that says it. */
import type { Page } from "playwright-core";
import { appError, fail } from "#contract/errors.ts";
import { usualSettings } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry } from "./fake-entries.ts";
import { newerRelease } from "./fake-update-calls.ts";
import { openSettings } from "./preview-settings.ts";
import type { NamedScreen } from "./screen-checks.ts";

const entries = Array.from({ length: 40 }, (_, n) => fakeEntry(n));
const at = (updates: NonNullable<FakeStart["updates"]>): FakeStart => ({ entries, updates });
const release = newerRelease;

/** The scenarios by name. */
export const updateScenarios: Readonly<Record<string, () => FakeStart>> = {
  "updates-by-hand": () => at({ isSelfUpdating: false, state: "resting", lastLookedAt: null }),
  "updates-off": () => ({
    ...at({ state: "resting", lastLookedAt: null }),
    app: { settings: { ...usualSettings, theme: "light", checksForUpdates: false } },
  }),
  "updates-current": () => at({}),
  "updates-held-back": () => at({ state: "held-back", release }),
  "updates-downloading": () => at({ state: "downloading", release, progress: 0.42 }),
  "updates-ready": () => at({ state: "ready", release, progress: 1 }),
  "updates-waiting": () => at({ state: "ready", release, progress: 1, waitsFor: ["typing", "sending"] }),
  "updates-refused": () =>
    at({
      state: "ready",
      release,
      progress: 1,
      needsPassword: true,
      installsOnQuit: false,
      error: appError("updates.not-permitted"),
    }),
  "updates-installed": () => at({ state: "installed", release, progress: 1, waitsFor: ["tasks"] }),
  "updates-failed": () => at({ state: "failed", error: appError("updates.unsigned") }),
  "updates-unreachable": () => at({ state: "failed", error: appError("updates.unreachable") }),
  "updates-unsaved": () => ({
    ...at({ state: "ready", release, progress: 1 }),
    replies: { "updates.install": () => fail("updates.unsaved-work") },
  }),
};

const openUpdates = (page: Page): Promise<void> => openSettings(page, "Updates");

/** Where there is more to see than a line. */
const looked = [
  "updates-by-hand",
  "updates-held-back",
  "updates-downloading",
  "updates-waiting",
  "updates-refused",
  "updates-installed",
  "updates-failed",
];

/** The screens: the section in such states, and the notice over the list. */
export const updateScreens: Readonly<Record<string, NamedScreen>> = {
  ...Object.fromEntries(looked.map((scenario) => [scenario, { scenario, act: openUpdates }])),
  "updates-notice": {
    scenario: "updates-ready",
    act: (page) => page.getByText("Version 0.2.0 is ready").waitFor(),
  },
};
