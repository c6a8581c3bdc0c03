/** The stores in the settings to look at: a scenario, and what is done before the picture. */
import type { Locator, Page } from "playwright-core";
import { openSettings } from "./preview-settings.ts";
import type { connectionScenarios } from "./preview-store-scenarios.ts";

type Act = (page: Page) => Promise<void>;

/** A screen: a scenario and what is done in it. */
export interface ConnectionScreen {
  readonly scenario: keyof typeof connectionScenarios | `${"stores" | "lookup"}-failed:${string}`;
  readonly act: Act;
}

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

const dialog = (page: Page): Locator => page.getByRole("dialog");

/** Opens Settings, Stores. */
export const openStores: Act = async (page) => {
  await openSettings(page, "Stores");
  await page.getByRole("heading", { name: "Stores", exact: true }).waitFor();
};

const at =
  (act?: Act): Act =>
  async (page) => {
    await openStores(page);
    await page.getByRole("list", { name: "Stores" }).waitFor();
    await act?.(page);
  };

/** Chooses an action in the menu of a store. */
export const inMenu = async (page: Page, store: string, item: string): Promise<void> => {
  await page.getByRole("button", { name: `More for ${store}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

/** Waits for something and brings it into view. */
export const shown = async (target: Locator): Promise<void> => {
  await target.waitFor();
  await target.scrollIntoViewIfNeeded();
};

const running = (
  page: Page,
  kind: "store-check" | "read-back" | "store-removal",
  label: string,
): Promise<void> =>
  page.evaluate(
    (task) =>
      window.fake.push("tasks.changed", {
        tasks: [{ taskId: "t1", ...task, state: "running", done: 17, total: 40, error: null }],
      }),
    { kind, label },
  );

const stateScreens: Readonly<Record<string, ConnectionScreen>> = {
  stores: { scenario: "stores", act: at() },
  "stores-ports": {
    scenario: "stores",
    act: at(async (page) => {
      await page.getByLabel("Ports").fill("80, 47900");
      await shown(page.getByText("from 1024 to 65535"));
    }),
  },
  "stores-below": {
    scenario: "stores",
    act: at((page) => shown(page.getByRole("heading", { name: "PRIVO Protect" }))),
  },
  "stores-first-day": { scenario: "stores-first-day", act: at() },
  "stores-loading": { scenario: "stores-loading", act: openStores },
  "stores-sandbox": { scenario: "stores-sandbox", act: at() },
  "stores-troubled": { scenario: "stores-troubled", act: at() },
  "stores-troubled-below": {
    scenario: "stores-troubled",
    act: at((page) => shown(page.getByRole("button", { name: "Reconnect: digi.me" }))),
  },
  "stores-ending": {
    scenario: "stores-ending",
    act: at((page) => shown(page.getByText("The sign-in ends in 4 hours"))),
  },
  "stores-long": { scenario: "stores-long", act: at() },
  "stores-linking": {
    scenario: "stores-linking",
    act: at((page) => page.getByText("Go on in your browser", { exact: true }).waitFor()),
  },
  "stores-no-browser": { scenario: "stores-no-browser", act: at() },
  "stores-checking-answer": { scenario: "stores-checking-answer", act: at() },
  "stores-linked": { scenario: "stores-linked", act: at() },
  "stores-link-refused": { scenario: "stores-failed:connect.refused", act: at() },
  "stores-link-cancelled": { scenario: "stores-failed:connect.cancelled", act: at() },
  "stores-menu": {
    scenario: "stores",
    act: at(async (page) => {
      await button(page, "More for digi.me");
      await page.getByRole("menuitem", { name: "Disconnect…" }).waitFor();
    }),
  },
};

const workScreens: Readonly<Record<string, ConnectionScreen>> = {
  "stores-tested": {
    scenario: "stores",
    act: at(async (page) => {
      await inMenu(page, "HyperID", "Test connection");
      await page.getByText("answered in 84 ms").waitFor();
    }),
  },
  "stores-checked": {
    scenario: "stores",
    act: at(async (page) => {
      await button(page, "Check copies: HyperID");
      await shown(page.getByText("All copies are well"));
    }),
  },
  "stores-checked-damaged": {
    scenario: "stores-damaged",
    act: at(async (page) => {
      await button(page, "Check copies: HyperID");
      await shown(page.getByRole("button", { name: "Repair" }));
    }),
  },
  "stores-repaired": {
    scenario: "stores-damaged",
    act: at(async (page) => {
      await button(page, "Check copies: HyperID");
      await button(page, "Repair");
      await shown(page.getByText("4 copies repaired"));
    }),
  },
  "stores-checking": {
    scenario: "stores-checking",
    act: at(async (page) => {
      await button(page, "Check copies: HyperID");
      await running(page, "store-check", "hyperid");
      await shown(page.getByText("17 of 40"));
    }),
  },
  "stores-reading-back": {
    scenario: "stores-checking",
    act: at(async (page) => {
      await inMenu(page, "digi.me", "Read back what was written");
      await running(page, "read-back", "digime");
      await shown(page.getByText("17 of 40"));
    }),
  },
  "stores-read-back": {
    scenario: "stores",
    act: at(async (page) => {
      await inMenu(page, "digi.me", "Read back what was written");
      await shown(page.getByText("Cannot be read", { exact: true }));
    }),
  },
  "stores-read-many": {
    scenario: "stores-read-many",
    act: at(async (page) => {
      await inMenu(page, "digi.me", "Read back what was written");
      await shown(page.getByRole("button", { name: "Show more" }));
    }),
  },
  "stores-read-refused": {
    scenario: "stores-read-refused",
    act: at(async (page) => {
      await inMenu(page, "digi.me", "Read back what was written");
      await shown(page.getByRole("button", { name: "Allow reading in the browser" }));
    }),
  },
};

const opened = (
  scenario: ConnectionScreen["scenario"],
  store: string,
  item: string,
  act?: Act,
): ConnectionScreen => ({
  scenario,
  act: at(async (page) => {
    await inMenu(page, store, item);
    await dialog(page).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-label^="Loading"]') === null);
    await act?.(page);
  }),
});

const setUp = (store: string, act?: Act): ConnectionScreen => ({
  scenario: "stores-first-day",
  act: at(async (page) => {
    await button(page, `Set up: ${store}`);
    await dialog(page).waitFor();
    await dialog(page).getByRole("button", { name: "Advanced" }).waitFor();
    await act?.(page);
  }),
});

const pda = "Dataswyft personal data account";

const dialogScreens: Readonly<Record<string, ConnectionScreen>> = {
  "stores-setup-hyperid": setUp("HyperID"),
  "stores-setup-hyperid-advanced": setUp("HyperID", async (page) => {
    await dialog(page).getByRole("button", { name: "Advanced" }).click();
    await shown(page.getByLabel("Keys in one request"));
  }),
  "stores-setup-dataswyft": setUp(pda, async (page) => {
    await page.getByLabel("Address of the personal data account").fill("ada@hubat.net");
    await page.getByLabel("Application ID").fill("tapvault");
    await page.getByLabel("Namespace").fill("Tap Vault");
    await page.getByRole("button", { name: "Use “tap-vault”" }).waitFor();
  }),
  "stores-setup-dataswyft-advanced": setUp(pda, async (page) => {
    await dialog(page).getByRole("button", { name: "Advanced" }).click();
    await shown(page.getByRole("button", { name: "Use developer credentials instead" }));
  }),
  "stores-setup-dataswyft-unknown": setUp(pda, async (page) => {
    await page.getByLabel("Address of the personal data account").fill("nobody.hubat.net");
    await page.getByLabel("Application ID").fill("tapvault");
    await button(page, "Save and connect");
    await shown(page.getByRole("alert"));
  }),
  "stores-setup-owner": opened("stores-sandbox", pda, "Settings…", async (page) => {
    await dialog(page).getByRole("button", { name: "Advanced" }).click();
    await button(page, "Use developer credentials instead");
    await page.getByLabel("Name of the account").fill("ada");
    await page.getByLabel("Password of the account").fill("wrong");
    await button(page, "Sign in as the owner");
    await page.getByRole("alert").waitFor();
  }),
  "stores-setup-digime": setUp("digi.me"),
  "stores-setup-digime-advanced": setUp("digi.me", async (page) => {
    await dialog(page).getByRole("button", { name: "Advanced" }).click();
    await page.getByLabel("Through a postbox").check();
    await shown(page.getByLabel("Address of the older API"));
  }),
  "stores-settings": opened("stores", "HyperID", "Settings…"),
  "stores-settings-sandbox": opened("stores-sandbox", "HyperID", "Settings…"),
  "stores-disconnect": opened("stores", "HyperID", "Disconnect…"),
  "stores-disconnecting": opened("stores-checking", "HyperID", "Disconnect…", async (page) => {
    await page.getByLabel("Delete them there first").check();
    await button(page, "Delete and disconnect");
    await running(page, "store-removal", "hyperid");
    await page.getByText("17 of 40").waitFor();
  }),
  "stores-settings-error": {
    scenario: "stores-settings-error",
    act: at(async (page) => {
      await button(page, "Set up: HyperID");
      await dialog(page).getByRole("alert").waitFor();
    }),
  },
  "stores-setup-privo": {
    scenario: "stores",
    act: at(async (page) => {
      await button(page, "Settings of PRIVO Protect");
      await page.getByLabel("A client ID and a client secret").check();
      await page.getByLabel("Client secret", { exact: true }).waitFor();
    }),
  },
};

/** Every screen by name. */
export const storeScreens: Readonly<Record<string, ConnectionScreen>> = {
  ...stateScreens,
  ...workScreens,
  ...dialogScreens,
};
