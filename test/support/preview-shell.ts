/** The quick search in every state that deserves a look, and requests from outside the page: a scenario each. */
import { appError, fail } from "#contract/errors.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry, fakeId } from "./fake-entries.ts";
import type { NamedScreen } from "./screen-checks.ts";

const entries = Array.from({ length: 40 }, (_, n) => fakeEntry(n));
const shell = { isQuickShown: true } as const;
const soon = (seconds: number): number => Date.now() + seconds * 1000;
const keep: FakeStart["replies"] = { "scan.start": () => ({ ok: true, value: { scanId: "kept" } }) };

const locked = (scan: FakeStart["scan"]): FakeStart => ({
  shell,
  entries,
  app: { vault: "locked" },
  scan: { scanId: "kept", ...scan },
  replies: keep,
});

/** The scenarios by name; those of the quick search begin with its name. */
export const shellScenarios: Readonly<Record<string, () => FakeStart>> = {
  quick: () => ({ shell, entries }),
  "quick-empty": () => ({ shell }),
  "quick-locked": () =>
    locked({ state: "waitingForChip", instruction: "hold", challengeExpiresAt: soon(27) }),
  "quick-opening": () => locked({ state: "authenticated", instruction: "may-remove", after: "working" }),
  "quick-failed": () => locked({ state: "failed", error: appError("chip.removed") }),
  "quick-no-vault": () => ({ shell, app: { vault: "none" } }),
  "quick-damaged": () => ({ shell, entries, replies: { "entries.copy": () => fail("cipher.tampered") } }),
  "asked-for-entry": () => ({
    entries,
    shell: { request: { id: "request-1", wish: { kind: "show-entry", entryId: fakeId(3) } } },
  }),
};

/** The screens of the quick search. */
export const quickScreens: Readonly<Record<string, NamedScreen>> = {
  quick: { scenario: "quick" },
  "quick-found": {
    scenario: "quick",
    act: async (page) => {
      await page.getByRole("combobox").fill("1");
      await page.keyboard.press("ArrowDown");
    },
  },
  "quick-missing": {
    scenario: "quick",
    act: async (page) => {
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Control+t");
      await page.getByText("This entry has no one-time code").waitFor();
    },
  },
  "quick-nothing": {
    scenario: "quick",
    act: async (page) => {
      await page.getByRole("combobox").fill("nothing is called that");
      await page.getByText("Nothing found").waitFor();
    },
  },
  "quick-problem": {
    scenario: "quick-damaged",
    act: async (page) => {
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
    },
  },
  "quick-locked": { scenario: "quick-locked" },
  "quick-opening": { scenario: "quick-opening" },
  "quick-failed": { scenario: "quick-failed" },
  "quick-no-vault": { scenario: "quick-no-vault" },
};
