/** The settings, import and export screens to look at: a scenario, and what is done there before the picture. */
import type { Locator, Page } from "playwright-core";
import type { settingsScenarios } from "./preview-settings-scenarios.ts";

type Act = (page: Page) => Promise<void>;

/** A screen: a scenario and what is done in it. */
export interface SettingsScreen {
  readonly scenario: keyof typeof settingsScenarios;
  readonly act?: Act;
}

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

const dialog = (page: Page): Locator => page.getByRole("dialog");

/** Opens the settings by the keyboard, and one of their sections. */
export const openSettings = async (page: Page, section?: string): Promise<void> => {
  await page.keyboard.press("Control+,");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  if (section === undefined) return;
  const nav = page.getByRole("navigation", { name: "Settings" });
  const link = nav.getByRole("button", { name: section });
  if ((await link.count()) > 0) return link.click();
  await nav.getByRole("combobox", { name: "Section" }).click();
  await page.getByRole("option", { name: section }).click();
};

const at =
  (section: string, act?: Act): Act =>
  async (page) => {
    await openSettings(page, section);
    await act?.(page);
  };

const waysIn = (act?: Act): Act =>
  at("Ways in", async (page) => {
    await page.getByRole("list", { name: "Ways in" }).waitFor();
    await act?.(page);
  });

const inDialog = (name: string | RegExp, act?: Act): Act =>
  waysIn(async (page) => {
    await button(page, name);
    await dialog(page).waitFor();
    await act?.(page);
  });

const newKit: Act = waysIn(async (page) => {
  await button(page, "New recovery kit");
  await page.getByRole("list", { name: "Recovery words" }).waitFor();
});

const importPage: Act = at("Import and export", async (page) => {
  await button(page, "Import a file");
  await page.getByRole("button", { name: "Choose a file…" }).waitFor();
});

const previewed: Act = async (page) => {
  await importPage(page);
  await button(page, "Choose a file…");
  await page.getByRole("heading", { name: "What would be imported" }).waitFor();
};

const exportPage: Act = at("Import and export", async (page) => {
  await button(page, "Export everything");
  await page.getByLabel("Once more").waitFor();
});

const waysInScreens: Readonly<Record<string, SettingsScreen>> = {
  "settings-ways-in": { scenario: "settings", act: waysIn() },
  "settings-ways-in-few": { scenario: "settings-first-day", act: waysIn() },
  "settings-ways-in-long": { scenario: "settings-long", act: waysIn() },
  "settings-ways-in-busy": { scenario: "settings-busy", act: waysIn() },
  "settings-ways-in-loading": { scenario: "settings-loading", act: at("Ways in") },
  "settings-ways-in-error": {
    scenario: "settings-error",
    act: at("Ways in", (page) => page.getByRole("alert").waitFor()),
  },
  "settings-rename": { scenario: "settings", act: waysIn((page) => button(page, "Rename Recovery kit")) },
  "settings-remove": { scenario: "settings", act: inDialog("Remove Left hand, Spark 2") },
  "settings-remove-last": { scenario: "settings-last-slot", act: inDialog(/^Remove /u) },
  "settings-rotate": { scenario: "settings", act: inDialog("Change the vault key") },
  "settings-passphrase": {
    scenario: "settings-first-day",
    act: inDialog("Set a passphrase", async (page) => {
      await page.getByLabel("Passphrase", { exact: true }).fill("harbour9");
      await page.getByLabel("Once more").fill("harbor");
      await page.getByText("Easy to guess").waitFor();
    }),
  },
  "settings-passphrase-made": {
    scenario: "settings",
    act: inDialog("Replace the passphrase", async (page) => {
      await button(page, "Make one for me");
      await page.getByText("Very hard to guess").waitFor();
    }),
  },
  "settings-test": {
    scenario: "settings",
    act: inDialog("Test what you have", async (page) => {
      await page.getByText("Passphrase", { exact: true }).last().click();
      await page.getByRole("textbox", { name: "Passphrase" }).fill("correct horse");
      await button(page, /^Test$/u);
      await page.getByText("This opens your vault").waitFor();
    }),
  },
  "settings-add-chip": {
    scenario: "settings-sandbox",
    act: inDialog("Add a chip", async (page) => {
      await dialog(page).getByRole("heading", { name: "Hold your chip to the reader" }).waitFor();
    }),
  },
  "settings-kit": {
    scenario: "settings",
    act: async (page) => {
      await newKit(page);
      await button(page, "Save as PDF");
      await page.getByText("Saved as").waitFor();
    },
  },
  "settings-kit-ask": {
    scenario: "settings",
    act: async (page) => {
      await newKit(page);
      await button(page, "I have written them down");
      await page.getByLabel("Word 11").waitFor();
    },
  },
};

const sectionScreens: Readonly<Record<string, SettingsScreen>> = {
  "settings-locking": { scenario: "settings", act: at("Security") },
  "settings-appearance": { scenario: "settings", act: at("Appearance") },
  "settings-language": { scenario: "settings", act: at("Language") },
  "settings-network": {
    scenario: "settings",
    act: at("Network", async (page) => {
      await button(page, "Test the way");
      await page.getByText("Not reached").waitFor();
    }),
  },
  "settings-updates": { scenario: "settings", act: at("Updates") },
  "settings-advanced": {
    scenario: "settings",
    act: at("Advanced", (page) => page.getByText("tapvault.log").waitFor()),
  },
  "settings-backups": { scenario: "settings", act: at("Backups and health") },
  "settings-backups-none": { scenario: "settings-first-day", act: at("Backups and health") },
  "settings-backups-loading": { scenario: "settings-loading", act: at("Backups and health") },
  "settings-backups-error": { scenario: "settings-error", act: at("Backups and health") },
  "settings-restore": {
    scenario: "settings",
    act: at("Backups and health", async (page) => {
      await button(page, /^Restore the backup/u);
      await dialog(page).waitFor();
    }),
  },
  "settings-checked": {
    scenario: "settings",
    act: at("Backups and health", async (page) => {
      await button(page, "Check now");
      await page.getByText("All is well").waitFor();
    }),
  },
  "settings-checked-damaged": {
    scenario: "settings-damaged",
    act: at("Backups and health", async (page) => {
      await button(page, "Check now");
      await page.getByText("Something is damaged").waitFor();
    }),
  },
  "settings-checking": {
    scenario: "settings-checking",
    act: at("Backups and health", async (page) => {
      await button(page, "Check now");
      await page.evaluate(() =>
        window.fake.push("tasks.changed", {
          tasks: [
            {
              taskId: "t1",
              kind: "verify",
              label: "",
              state: "running",
              done: 310,
              total: 1_284,
              error: null,
            },
          ],
        }),
      );
      await page.getByText("310 of 1,284").waitFor();
    }),
  },
  "settings-transfer": { scenario: "settings-imported", act: at("Import and export") },
};

const transferScreens: Readonly<Record<string, SettingsScreen>> = {
  import: { scenario: "settings", act: importPage },
  "import-preview": { scenario: "settings", act: previewed },
  "import-empty": { scenario: "import-empty", act: previewed },
  "import-sealed": {
    scenario: "import-sealed",
    act: async (page) => {
      await importPage(page);
      await button(page, "Choose a file…");
      await page.getByLabel("Password of the file").fill("wrong");
      await button(page, "Open the file");
      await page.getByRole("alert").waitFor();
    },
  },
  "import-damaged": {
    scenario: "import-damaged",
    act: async (page) => {
      await importPage(page);
      await button(page, "Choose a file…");
      await page.getByRole("alert").waitFor();
    },
  },
  "import-busy": {
    scenario: "import-busy",
    act: async (page) => {
      await previewed(page);
      await button(page, /^Import 1/u);
      await page.getByText("Importing…").waitFor();
      await page.getByText("Importing…").scrollIntoViewIfNeeded();
    },
  },
  "import-done": {
    scenario: "settings",
    act: async (page) => {
      await previewed(page);
      await button(page, /^Import 1/u);
      await page.getByRole("heading", { name: "Import done" }).waitFor();
    },
  },
  export: { scenario: "settings", act: exportPage },
  "export-plain": {
    scenario: "settings",
    act: async (page) => {
      await exportPage(page);
      await page.getByLabel("Bitwarden JSON, in plain").check();
      await page.getByText("Everybody who gets this file").waitFor();
    },
  },
  "export-done": {
    scenario: "settings",
    act: async (page) => {
      await exportPage(page);
      await page.getByLabel("Bitwarden JSON, in plain").check();
      await page.getByLabel("I know that the file is not protected").check();
      await button(page, "Export…");
      await page.getByRole("heading", { name: "Export done" }).waitFor();
    },
  },
  "locked-passphrase-wrong": {
    scenario: "locked-passphrase",
    act: async (page) => {
      await button(page, "Use passphrase");
      await page.getByRole("textbox", { name: "Passphrase" }).fill("wrong");
      await button(page, "Open vault");
      await page.getByRole("alert").waitFor();
    },
  },
  "locked-restored": {
    scenario: "settings",
    act: at("Backups and health", async (page) => {
      await button(page, /^Restore the backup/u);
      await button(page, "Restore this backup");
      await page.getByText("The backup is in place").waitFor();
    }),
  },
};

/** Every screen by name. */
export const settingsScreens: Readonly<Record<string, SettingsScreen>> = {
  ...waysInScreens,
  ...sectionScreens,
  ...transferScreens,
};
