/** The sharing of an entry and its copies in many places to look at. */
import type { Page } from "playwright-core";
import { choose } from "./preview-entries.ts";
import { type ConnectionScreen, shown } from "./preview-stores.ts";

type Act = (page: Page) => Promise<void>;

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

/** Chooses an entry and opens the sharing of it. */
export const openShare =
  (act?: Act): Act =>
  async (page) => {
    await choose(page, /^Aurora Bank/u);
    await button(page, "More for this entry");
    await page.getByRole("menuitem", { name: /^Share with other programs/u }).click();
    await page.getByRole("dialog").waitFor();
    await act?.(page);
  };

/** Every screen by name. */
export const shareScreens: Readonly<Record<string, ConnectionScreen>> = {
  "entries-everywhere": {
    scenario: "entries-everywhere",
    act: async (page) => {
      await choose(page, /^Birch Mail(?! \d)/u);
      await shown(page.getByText("Damaged").last());
    },
  },
  "entries-signed-out": {
    scenario: "entries-signed-out",
    act: (page) => page.getByRole("button", { name: /^Sign in again/u }).waitFor(),
  },
  "entries-sign-in-to-send": {
    scenario: "entries-sign-in-to-send",
    act: async (page) => {
      await button(page, "Sign in to send 3 waiting copies");
      await page.getByRole("heading", { name: "Stores", exact: true }).waitFor();
    },
  },
  "entry-share": { scenario: "entries-everywhere", act: openShare() },
  "entry-share-none": { scenario: "entries-share-none", act: openShare() },
  "entry-share-name": {
    scenario: "entries-everywhere",
    act: openShare(async (page) => {
      await page.getByLabel("Under a visible name in VivoKey KVS").check();
      await page.getByLabel("Visible name", { exact: true }).fill("Größere Straße 12 äöü");
      await page.getByText("27 of 20 bytes").waitFor();
    }),
  },
  "entry-share-hyperid": {
    scenario: "entries-everywhere",
    act: openShare(async (page) => {
      await page.getByLabel("Shared with services at HyperID").check();
      await page.getByLabel("Name of the key").fill("loyalty-card");
      await page.getByLabel("HyperID may decide who reads it").check();
    }),
  },
  "entry-share-refused": {
    scenario: "entries-everywhere",
    act: openShare(async (page) => {
      await page.getByLabel("Write to my digi.me").check();
      await page.getByLabel("Name of the file").fill("refused");
      await page.getByLabel("It cannot be taken back").check();
      await page.getByRole("dialog").getByRole("button", { name: "Share" }).click();
      await page.getByRole("alert").waitFor();
    }),
  },
  "entry-take-back": {
    scenario: "entries-everywhere",
    act: openShare(async (page) => {
      await page.getByRole("dialog").getByText("Take back", { exact: true }).first().click();
      await page.getByLabel("Under a visible name in VivoKey KVS").check();
      await page.getByLabel("Visible name", { exact: true }).fill("loyalty-card");
    }),
  },
};
