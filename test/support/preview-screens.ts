/** The screens to look at: a scenario, and what a person did there before the picture. */
import type { Locator, Page } from "playwright-core";
import { entryScreens } from "./preview-entries.ts";
import { type ScenarioName, scenarios } from "./preview-scenarios.ts";
import type { settingsScenarios } from "./preview-settings-scenarios.ts";
import { settingsScreens } from "./preview-settings.ts";

/** A scenario and what is done in it. */
export interface PreviewScreen {
  readonly scenario: ScenarioName | keyof typeof settingsScenarios;
  readonly act?: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

const entryLines = (page: Page): Locator =>
  page.getByRole("listbox", { name: "Entries" }).getByRole("option");

const chooseFirst = async (page: Page): Promise<void> => {
  await entryLines(page).first().click();
  await page.getByText("Where it is kept").waitFor();
};

const plain = Object.fromEntries(
  Object.keys(scenarios).map((name) => [name, { scenario: name as ScenarioName }]),
);

/** Every screen by name. */
export const screens: Readonly<Record<string, PreviewScreen>> = {
  ...plain,
  ...settingsScreens,
  ...entryScreens,
  "first-run-service": {
    scenario: "first-run",
    act: async (page) => {
      await button(page, "Set up my chip");
      await button(page, "Advanced");
      await page.getByLabel("Address of the Scan API").waitFor();
    },
  },
  "first-run-checked": {
    scenario: "first-run-check",
    act: async (page) => {
      await button(page, "Check the reader");
      await page.getByRole("dialog", { name: "Readers and diagnostics" }).waitFor();
    },
  },
  "first-run-tap": {
    scenario: "first-run-create",
    act: async (page) => {
      await button(page, "Continue");
      await page.getByRole("heading", { name: "Hold your chip to the reader" }).waitFor();
    },
  },
  "recovery-ask": {
    scenario: "recovery",
    act: async (page) => {
      await button(page, "I have written them down");
      await page.getByLabel("Word 11").fill("acess");
      await page.getByLabel("Word 3", { exact: true }).fill("able");
      await page.getByLabel("Word 20").fill("act");
      await button(page, "Finish");
      await page.getByText("Look at this one again").waitFor();
    },
  },
  "first-run-done": {
    scenario: "recovery",
    act: async (page) => {
      await button(page, "I have written them down");
      await page.getByLabel("Word 11").fill("access");
      await page.getByLabel("Word 3", { exact: true }).fill("able");
      await page.getByLabel("Word 20").fill("act");
      await button(page, "Finish");
      await page.getByRole("button", { name: "Open my vault" }).waitFor();
    },
  },
  "locked-refused": {
    scenario: "locked-waiting",
    act: async (page) => {
      await page.evaluate(() =>
        window.fake.push("scan.changed", {
          state: "failed",
          instruction: "none",
          challengeExpiresAt: null,
          error: { code: "chip.refused", ref: "7f3a91c2", retry: "after-action" },
        }),
      );
      await page.getByText("The chip refused the answer").waitFor();
    },
  },
  "locked-lift": {
    scenario: "entries",
    act: async (page) => {
      await page.evaluate(() => {
        const [reader] = window.fake.view("readers.changed").readers;
        if (reader !== undefined)
          window.fake.push("readers.changed", { readers: [{ ...reader, hasChip: true }] });
        window.fake.push("scan.changed", { state: "authenticated", after: "done", scanId: "last" });
      });
      await button(page, "Lock");
      await page.getByText("Lift the chip off the reader").first().waitFor();
    },
  },
  "locked-words": {
    scenario: "locked-waiting",
    act: async (page) => {
      await button(page, "Use recovery words");
      await page.getByRole("textbox", { name: "Recovery words" }).fill("abandon ability able about");
      await button(page, "Open vault");
      await page.getByRole("alert").waitFor();
    },
  },
  "entries-chosen": { scenario: "entries", act: chooseFirst },
  "entries-revealed": {
    scenario: "entries",
    act: async (page) => {
      await chooseFirst(page);
      await button(page, "Show Password");
      await button(page, "Copy Password");
      await page.getByText("Password copied").waitFor();
    },
  },
  "entries-edit": {
    scenario: "entries",
    act: async (page) => {
      await chooseFirst(page);
      await button(page, "Edit");
      await page.getByLabel("Title").waitFor();
      await button(page, "Add a field");
    },
  },
  "entries-new": {
    scenario: "entries",
    act: async (page) => {
      await button(page, /^New/u);
      await page.getByLabel("Title").fill("Harbour library");
      await button(page, "Generate");
    },
  },
  "entries-search": {
    scenario: "entries-10000",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("fjord 99");
      await page
        .getByRole("option", { name: /Fjord Energy 999/u })
        .first()
        .waitFor();
    },
  },
  "entries-nothing-found": {
    scenario: "entries",
    act: async (page) => {
      await page.getByRole("searchbox").fill("zebra");
      await page.getByText("Nothing found").waitFor();
    },
  },
  "entries-problem-copy": {
    scenario: "entries-failed",
    act: async (page) => {
      await entryLines(page).nth(1).click();
      await page.getByText("Where it is kept").waitFor();
      await button(page, "1 failed");
      await page.getByRole("dialog").waitFor();
    },
  },
  "entries-deleted": {
    scenario: "entries",
    act: async (page) => {
      await chooseFirst(page);
      await page.keyboard.press("Delete");
      await page.getByRole("button", { name: "Undo" }).waitFor();
    },
  },
  "entries-long-chosen": {
    scenario: "entries-long",
    act: async (page) => {
      await page.getByRole("option", { name: /very long title/u }).click();
      await page.getByText("Where it is kept").waitFor();
    },
  },
  "entries-keys": {
    scenario: "entries",
    act: async (page) => {
      await page.keyboard.press("Shift+?");
      await page.getByRole("dialog").waitFor();
    },
  },
  "entries-settings": {
    scenario: "entries",
    act: async (page) => {
      await button(page, "Settings");
      await page.getByText("Lock by itself after").waitFor();
    },
  },
  "entries-session-tap": {
    scenario: "entries-troubled",
    act: async (page) => {
      await button(page, /^Tap to send/u);
      await page.getByRole("heading", { name: "Hold your chip to the reader" }).waitFor();
    },
  },
};
