/** The palette and the sheet of keys to look at: a scenario, and what is done there before the picture. */
import type { Page } from "playwright-core";
import type { NamedScreen } from "./screen-checks.ts";

/** Opens the palette and types into it. */
export const openPalette = async (page: Page, typed = ""): Promise<void> => {
  await page.getByRole("listbox", { name: "Entries" }).waitFor();
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Find a command or an entry" }).waitFor();
  if (typed !== "") await page.keyboard.type(typed);
};

/** Opens the sheet of keys. */
export const openSheet = async (page: Page): Promise<void> => {
  await page.getByRole("listbox", { name: "Entries" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
};

/** The screens by name. */
export const commandScreens: Readonly<Record<string, NamedScreen>> = {
  palette: { scenario: "entries", act: (page) => openPalette(page) },
  "palette-found": {
    scenario: "entries",
    act: async (page) => {
      await openPalette(page, "co");
      await page.getByRole("group", { name: "Entries" }).waitFor();
    },
  },
  "palette-nothing": {
    scenario: "entries",
    act: async (page) => {
      await openPalette(page, "zzzz");
      await page.getByText("Nothing is called that.").waitFor();
    },
  },
  shortcuts: { scenario: "entries", act: openSheet },
};
