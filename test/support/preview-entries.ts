/** The screens of an entry's life to look at: code, files, history, trash. Each begins with the same entries. */
import type { Page } from "playwright-core";

type Act = (page: Page) => Promise<void>;

/** A screen: its entries and what is done there before the picture. */
export interface EntryScreen {
  readonly scenario: "entries" | "entries-lively";
  readonly act: Act;
}

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

/** Goes to a place, in the sidebar or, where there is no room for one, in the list of places. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  const link = page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: place });
  if ((await link.count()) > 0) return link.first().click();
  const select = page.getByLabel("Place", { exact: true });
  const labels = await select.locator("option").allTextContents();
  await select.selectOption({ label: labels.find((label) => label.startsWith(place)) ?? place });
};

/** Chooses an entry of the list by its title. */
export const choose = async (page: Page, title: RegExp): Promise<void> => {
  await page.getByRole("option", { name: title }).first().click();
  await page.getByRole("heading", { level: 2, name: title }).waitFor();
};

const lively = (title: RegExp, act?: Act): EntryScreen => ({
  scenario: "entries-lively",
  act: async (page) => {
    await choose(page, title);
    await act?.(page);
  },
});

const history: Act = async (page) => {
  await button(page, "Remove from favourites");
  await button(page, "Add to favourites");
  await button(page, "History");
  await page.getByRole("list", { name: "Versions" }).getByRole("button").nth(2).waitFor();
};

const inTrash: Act = async (page) => {
  await goTo(page, "Trash");
  await choose(page, /^Birch Mail/u);
  await page.getByText("In the trash").first().waitFor();
};

/** The screens by name. */
export const entryScreens: Readonly<Record<string, EntryScreen>> = {
  "entry-code": lively(/^Aurora Bank/u, async (page) => page.getByRole("timer").waitFor()),
  "entry-files": lively(/^Aurora Bank/u, async (page) => {
    await button(page, /^Add a file/u);
    await page.getByText("Letter.pdf").scrollIntoViewIfNeeded();
  }),
  "entry-history": lively(/^Aurora Bank/u, history),
  "entry-former": lively(/^Aurora Bank/u, async (page) => {
    await history(page);
    await page.getByRole("list", { name: "Versions" }).getByRole("button").nth(1).click();
    await page
      .getByRole("button", { name: /restore/iu })
      .first()
      .waitFor();
  }),
  "entry-field-menu": lively(/^Aurora Bank/u, async (page) => {
    await button(page, "Edit");
    await button(page, "Field options");
    await page.getByRole("menuitem", { name: "Move down" }).waitFor();
  }),
  "entries-trash": { scenario: "entries-lively", act: inTrash },
  "entries-purge": {
    scenario: "entries-lively",
    act: async (page) => {
      await inTrash(page);
      await button(page, /^Delete for good/u);
      await page.getByRole("dialog").waitFor();
    },
  },
  "entries-trash-empty": { scenario: "entries", act: (page) => goTo(page, "Trash") },
  "entries-favourites": { scenario: "entries-lively", act: (page) => goTo(page, "Favourites") },
};
