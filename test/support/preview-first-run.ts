/** The first run with and without a reader, gone on with after a restart, and the tour at its end. */
import type { Page } from "playwright-core";
import { appError, fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { type FakeStart, fakeWords } from "./fake-bridge.ts";
import type { NamedScreen } from "./screen-checks.ts";
import { simulatedReaders } from "./fake-views.ts";

const sandbox = { kind: "sandbox", presence: "scan" } as const;

/** As in main: the words can be shown as soon as a tap has brought the key back. */
const isKeyBack = (): boolean => window.fake.view("app.changed").vault === "unfinished";

/** The scenarios by name. */
export const firstRunScenarios = {
  "first-run-readerless": () => ({
    app: { profile: { kind: "unset", presence: "scan" }, vault: "none" },
    readers: simulatedReaders,
  }),
  "first-run-check-readerless": () => ({ app: { vault: "none" }, readers: { readers: [] } }),
  "first-run-installed": () => ({
    app: { profile: { kind: "unset", presence: "scan" }, vault: "none", hasSandbox: false },
    readers: { readers: [] },
  }),
  "first-run-check-installed": () => ({
    app: { vault: "none", hasSandbox: false },
    readers: { readers: [] },
  }),
  "sandbox-absent": () => ({
    app: { profile: sandbox, vault: "none", hasSandbox: false, vaultError: appError("sandbox.absent") },
  }),
  "first-run-resumed": () => ({
    app: { vault: "locked", isUnfinished: true },
    replies: { "recovery.show": () => (isKeyBack() ? ok({ words: fakeWords }) : fail("vault.locked")) },
  }),
  "sandbox-locked": () => ({ app: { profile: sandbox, vault: "locked" }, readers: simulatedReaders }),
} as const satisfies Record<string, () => FakeStart>;

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).first().click();

/** Writes the three words that the fake asks for. */
export const answerWords = async (page: Page): Promise<void> => {
  await page.getByLabel("Word 3", { exact: true }).fill("able");
  await page.getByLabel("Word 11").fill("access");
  await page.getByLabel("Word 20").fill("act");
};

/** From the words to the last page. */
export const toDone = async (page: Page): Promise<void> => {
  await press(page, "I have written them down");
  await answerWords(page);
  await press(page, "Finish");
  await page.getByRole("heading", { name: "Your vault is ready" }).waitFor();
};

/** The names of the cards of the tour, in their order. */
export const tourNames = ["The tap", "Your entries", "Copies", "The recovery kit", "The keyboard"] as const;

const atCard =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await toDone(page);
    await press(page, "Look around first: five cards, one minute");
    const dialog = page.getByRole("dialog", { name: "A short tour" });
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.locator(`[aria-current="step"][aria-label="${name}"]`).waitFor();
  };

/** The screens. */
export const firstRunScreens: Readonly<Record<string, NamedScreen>> = {
  "first-run-readerless": { scenario: "first-run-readerless" },
  "first-run-check-readerless": {
    scenario: "first-run-check-readerless",
    act: (page) => page.getByText("Try the sandbox meanwhile").waitFor(),
  },
  "first-run-installed": {
    scenario: "first-run-installed",
    act: (page) => page.getByText("No reader yet?").waitFor(),
  },
  "first-run-check-installed": {
    scenario: "first-run-check-installed",
    act: (page) => page.getByText("Without a reader").waitFor(),
  },
  "sandbox-absent": {
    scenario: "sandbox-absent",
    act: (page) => page.getByText("This copy of Tapvault has no sandbox").waitFor(),
  },
  "first-run-waiting-for-reader": {
    scenario: "first-run-check-readerless",
    act: async (page) => {
      await press(page, "Continue anyway");
      await page.getByRole("heading", { name: "Connect a reader" }).waitFor();
    },
  },
  "first-run-resumed": {
    scenario: "first-run-resumed",
    act: (page) => page.getByText("The same chip shows them.").waitFor(),
  },
  "first-run-from-sandbox": {
    scenario: "sandbox-locked",
    act: async (page) => {
      await press(page, "Set up a real chip");
      await page.getByText("Leave it as it was").waitFor();
    },
  },
  ...Object.fromEntries(
    tourNames.map((name): [string, NamedScreen] => [
      `tour-${name.toLowerCase().replaceAll(" ", "-")}`,
      { scenario: "recovery", act: atCard(name) },
    ]),
  ),
};
