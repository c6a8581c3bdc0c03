/** Stores as a person meets them: the real window, a real browser window, consent pages clicked through. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appError } from "#contract/errors.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";
import type { Opener, SystemBrowser } from "#test/support/system-browser.ts";
import { createOpener, openSystemBrowser } from "#test/support/system-browser.ts";

const secret = "correct-horse-9";
type Name = "hyperid" | "dataswyft" | "digime";

let opener: Opener;
let browser: SystemBrowser;
let app: TestApp;

beforeAll(async () => {
  browser = await openSystemBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  opener = createOpener();
  app = await openTestApp(opener.env);
  await app.makeVault();
});
afterEach(async () => {
  await app.close();
  opener.dispose();
});

const button = (name: RegExp | string): ReturnType<TestApp["page"]["getByRole"]> =>
  app.page.getByRole("button", { name }).first();
const see = (text: RegExp | string): Promise<void> => app.page.getByText(text).first().waitFor();
const title = (code: ErrorCode): string => describeError(appError(code), "linux").title;
const card = (store: Name): ReturnType<TestApp["page"]["locator"]> =>
  app.page.locator(`li[data-store="${store}"]`);

const openStores = async (): Promise<void> => {
  await app.page.keyboard.press("Control+,");
  await app.page.getByRole("navigation", { name: "Settings" }).getByText("Stores").click();
  await card("hyperid").waitFor();
};
const openEntry = async (): Promise<void> => {
  await app.press("Back to the list");
  await app.page.getByRole("option", { name: /Harbour/ }).click();
};
const addEntry = async (): Promise<void> => {
  await button(/^New/).click();
  await app.page.getByRole("textbox", { name: "Title", exact: true }).fill("Harbour");
  await app.page.getByRole("textbox", { name: "Password", exact: true }).fill(secret);
  await app.press("Save");
  await app.page.getByRole("heading", { name: "Harbour" }).waitFor();
};
const connect = async (
  store: Name,
  choice: Parameters<SystemBrowser["consent"]>[1] = {},
): Promise<string> => {
  await card(store)
    .getByRole("button", { name: /^(Connect|Reconnect): / })
    .click();
  return browser.consent(await opener.next(), choice);
};
const connected = (store: Name): Promise<void> =>
  card(store).getByText("Connected", { exact: true }).first().waitFor();
const menu = async (store: Name, item: string): Promise<void> => {
  await card(store)
    .getByRole("button", { name: /^More for / })
    .click();
  await app.page.getByRole("menuitem", { name: item }).click();
};

/** Where the entry on screen is kept, by name. */
const keptAt = async (): Promise<readonly string[]> => {
  const copies = app.page.getByRole("list").filter({ hasText: "This computer" }).getByRole("listitem");
  const texts = await copies.allTextContents();
  return texts.filter((text) => /Kept$/.test(text)).map((text) => text.replace(/,.*$/, ""));
};

const endpoints = (): SandboxEndpoints =>
  JSON.parse(
    readFileSync(join(app.profileDir, "sandbox", "services", "endpoints.json"), "utf8"),
  ) as SandboxEndpoints;
const objects = async (): Promise<Record<Name | "vivokey", unknown>> => {
  const answer = await fetch(`${endpoints().control}/objects`);
  return (await answer.json()) as Record<Name | "vivokey", unknown>;
};
const copiesHeld = async (store: Name): Promise<number> =>
  (JSON.stringify((await objects())[store]).match(/[0-9a-f]{32}-[0-9a-f]{14}-/g) ?? []).length;

describe("stores in the window", () => {
  it("keeps one entry in all five places, ends one connection with its copies, and takes it up again", async () => {
    await addEntry();
    await openStores();
    for (const store of ["hyperid", "dataswyft", "digime"] as const) {
      const ended = await connect(store);
      expect(new URL(ended).search, "nothing of the answer stays in the address").toBe("");
      await connected(store);
    }
    await openEntry();
    await expect.poll(keptAt).toHaveLength(5);
    for (const store of ["hyperid", "dataswyft", "digime"] as const)
      expect(await copiesHeld(store), store).toBeGreaterThan(0);
    const held = JSON.stringify(await objects());
    expect(held).not.toContain(secret);
    expect(held).not.toContain("Harbour");

    await openStores();
    await menu("hyperid", "Disconnect…");
    await app.page.getByRole("radio", { name: "Delete them there first" }).check();
    await app.press("Delete and disconnect");
    await card("hyperid").getByText("Not connected").waitFor();
    expect(await copiesHeld("hyperid")).toBe(0);
    await openEntry();
    await expect.poll(keptAt).toHaveLength(4);

    await openStores();
    await connect("hyperid");
    await connected("hyperid");
    await openEntry();
    await expect.poll(keptAt).toHaveLength(5);
  });

  it("stays connected over a restart, and checks and mends what a service lost", async () => {
    await addEntry();
    await openStores();
    for (const store of ["hyperid", "dataswyft", "digime"] as const) {
      await connect(store);
      await connected(store);
    }
    await openEntry();
    await expect.poll(keptAt).toHaveLength(5);
    app = await app.restart();
    await app.simulate("Tap my Spark 2");
    await button("Lock").waitFor();
    await openStores();
    for (const store of ["hyperid", "dataswyft", "digime"] as const) {
      await connected(store);
      await menu(store, "Test connection");
      await card(store).getByText(/ms/).first().waitFor();
      await card(store)
        .getByRole("button", { name: /^Check copies: / })
        .click();
      await card(store)
        .getByText(/1 .*(same|equal|in order|match)/i)
        .first()
        .waitFor();
    }
  });

  it("says no when the person says no, and when another account comes back", async () => {
    await openStores();
    await connect("hyperid", { button: "Deny" });
    await card("hyperid").getByText(title("connect.denied")).waitFor();
    await card("hyperid").getByRole("button", { name: "Connect again" }).click();
    await browser.consent(await opener.next());
    await connected("hyperid");
    await menu("hyperid", "Sign in again");
    await browser.consent(await opener.next(), { person: "Ben" });
    await card("hyperid").getByText(title("store.other-account")).waitFor();
    await connect("dataswyft", { person: "Ben" });
    await card("dataswyft").getByText(title("store.other-account")).waitFor();
    await connect("digime", { button: "Deny" });
    await card("digime").getByText(title("connect.denied")).waitFor();
  });

  it("gives a sign-in up on request, and refuses an answer that belongs to no sign-in", async () => {
    await openStores();
    await card("hyperid")
      .getByRole("button", { name: /^Connect: / })
      .click();
    const address = new URL(await opener.next());
    const back = address.searchParams.get("redirect_uri") ?? "";
    await browser.page.goto(`${back}?code=stolen&state=wrong`);
    await card("hyperid").getByText(title("connect.wrong-state")).waitFor();
    await card("hyperid").getByRole("button", { name: "Connect again" }).click();
    await opener.next();
    await app.press("Copy the link");
    await see("Copied");
    await app.press("Cancel");
    await see(title("connect.cancelled"));
    expect(await fetch(back).catch(() => "closed")).toBe("closed");
  });
});
