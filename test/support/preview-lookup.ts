/** The age lookup to look at: a scenario, and what is done before the picture. */
import type { Page } from "playwright-core";
import type { ConnectionScreen } from "./preview-stores.ts";

type Act = (page: Page) => Promise<void>;

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

/** Goes to the lookup by its key. */
export const openLookup: Act = async (page) => {
  await page.getByRole("listbox", { name: "Entries" }).waitFor();
  await page.keyboard.press("4");
  await page.getByRole("heading", { name: "Age lookup" }).waitFor();
};

const question = "E-mail address or phone number";

const at =
  (act?: Act): Act =>
  async (page) => {
    await openLookup(page);
    await page.getByLabel(question).waitFor();
    await act?.(page);
  };

const typed = (text: string, act?: Act): Act =>
  at(async (page) => {
    await page.getByLabel(question).fill(text);
    await act?.(page);
  });

const previewed = (text: string, act?: Act): Act =>
  typed(text, async (page) => {
    await page.getByText("leaves your computer").waitFor();
    await act?.(page);
  });

const asked = (text: string, act?: Act): Act =>
  previewed(text, async (page) => {
    await button(page, "Ask PRIVO");
    await page.getByRole("heading", { name: "What PRIVO answered" }).waitFor();
    await act?.(page);
  });

const wrong = (text: string): Act => typed(text, (page) => page.locator("[data-error-code]").waitFor());

const toResults: Act = (page) =>
  page.getByRole("heading", { name: "What PRIVO answered" }).scrollIntoViewIfNeeded();

/** Every screen by name. */
export const lookupScreens: Readonly<Record<string, ConnectionScreen>> = {
  lookup: { scenario: "lookup", act: at() },
  "lookup-loading": { scenario: "lookup-loading", act: openLookup },
  "lookup-error": { scenario: "lookup-error", act: openLookup },
  "lookup-not-set-up": { scenario: "lookup-not-set-up", act: openLookup },
  "lookup-sandbox": { scenario: "lookup-sandbox", act: asked("ada@example.org") },
  "lookup-email": { scenario: "lookup", act: previewed(" Ada.Lovelace@Example.ORG") },
  "lookup-phone": { scenario: "lookup", act: previewed("020 7946 0018") },
  "lookup-country": {
    scenario: "lookup",
    act: previewed("030 901820", async (page) => {
      await page.getByRole("combobox", { name: "Country of the number" }).fill("germ");
      await page.getByRole("option", { name: "Germany" }).waitFor();
    }),
  },
  "lookup-malformed": { scenario: "lookup", act: wrong("ada@example") },
  "lookup-hash": { scenario: "lookup", act: wrong("3f".repeat(64)) },
  "lookup-long": { scenario: "lookup", act: previewed(`${"very.long.name.".repeat(20)}@example.org`) },
  "lookup-asking": {
    scenario: "lookup-asking",
    act: previewed("ada@example.org", async (page) => {
      await button(page, "Ask PRIVO");
      await page.getByText("Asking PRIVO…").waitFor();
    }),
  },
  "lookup-plain": {
    scenario: "lookup",
    act: previewed("ada@example.org", async (page) => {
      await button(page, "Send as plain text instead…");
      await page.getByRole("button", { name: "Send to protect.privo.example" }).waitFor();
    }),
  },
  "lookup-found": { scenario: "lookup", act: asked("ada@example.org", toResults) },
  "lookup-odd": { scenario: "lookup-odd", act: asked("ada@example.org", toResults) },
  "lookup-kept": {
    scenario: "lookup",
    act: asked("not-found@example.org", async (page) => {
      await button(page, "Keep as an entry");
      await page.getByText("Kept as an entry").waitFor();
      await page.getByText("Kept as an entry").scrollIntoViewIfNeeded();
    }),
  },
  "lookup-several": {
    scenario: "lookup-100",
    act: at(async (page) => {
      await page.getByLabel("Ask about several at once").check();
      await page.getByLabel("E-mail addresses and phone numbers").fill("ada@example.org\n+442079460018\n12");
      await page.getByText("12: This is not a phone number").waitFor();
    }),
  },
  "lookup-100": {
    scenario: "lookup-100",
    act: asked("ada@example.org", async (page) => {
      await page.getByRole("button", { name: "All facts about person-0@example.org" }).click();
      await toResults(page);
    }),
  },
  "lookup-offline": {
    scenario: "lookup-failed:lookup.unreachable",
    act: previewed("ada@example.org", async (page) => {
      await button(page, "Ask PRIVO");
      await page.getByRole("alert").waitFor();
    }),
  },
};
