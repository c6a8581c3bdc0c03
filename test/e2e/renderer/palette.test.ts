/** The palette, the keys and the sheet of keys: by the keyboard alone, named for screen readers, and never in the way of typing. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { calmApp } from "#test/support/fake-views.ts";
import { settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { commandScreens, openPalette, openSheet } from "#test/support/preview-commands.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, isFocused, callsOf } = usePageWindow();

const keys = (): Page["keyboard"] => shown.page.keyboard;
const chosen = (): Locator => shown.page.locator('[role="option"][aria-selected="true"][data-action]');
const list = (): Locator => role("listbox", "Entries");

describe("screens in both themes and at every size", () => {
  it.each(Object.entries(commandScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("the palette", () => {
  beforeAll(() => shown.resize(1024, 700));

  it("finds a command as one types, runs it with Enter, and gives the focus back", async () => {
    await shown.show("entries", "light");
    await list().focus();
    await openPalette(shown.page, "dark col");
    await expect.poll(() => chosen().innerText()).toContain("Dark colours");
    await keys().press("Enter");
    await expect.poll(() => callsOf("settings.set")).toEqual([{ theme: "dark" }]);
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
    expect(await isFocused(list())).toBe(true);
  });

  it("says which one is chosen, and goes round with the arrow keys", async () => {
    await shown.show("entries", "light");
    await openPalette(shown.page, "go to");
    const field = role("combobox", "Find a command or an entry");
    const first = await chosen().innerText();
    expect(await field.getAttribute("aria-activedescendant")).toBe(await chosen().getAttribute("id"));
    await keys().press("ArrowDown");
    await expect.poll(() => chosen().innerText()).not.toBe(first);
    expect(await chosen().count()).toBe(1);
    expect(await field.getAttribute("aria-activedescendant")).toBe(await chosen().getAttribute("id"));
    await keys().press("ArrowUp");
    await keys().press("ArrowUp");
    await keys().press("ArrowDown");
    await expect.poll(() => chosen().innerText()).toBe(first);
  });

  it("opens an entry that what is typed finds, from any page", async () => {
    await shown.show("entries", "light");
    await list().waitFor();
    await keys().press("Control+,");
    await role("heading", "Settings").waitFor();
    await keys().press("Control+p");
    await role("combobox", "Find a command or an entry").waitFor();
    await keys().type("Cobalt Cloud 9");
    const entry = shown.page.getByRole("group", { name: "Entries" }).getByRole("option").first();
    await entry.waitFor();
    const name = (await entry.innerText()).split("\n")[0] ?? "";
    await entry.click();
    await role("heading", name).waitFor();
    await expect.poll(() => isFocused(list())).toBe(true);
  });

  it("shows only what is possible, and what was used last first", async () => {
    await shown.show("entries", "light");
    await openPalette(shown.page);
    expect(await role("option", "Edit the entry").count()).toBe(0);
    await keys().type("trash");
    await keys().press("Enter");
    await openPalette(shown.page);
    await expect.poll(() => chosen().innerText()).toContain("Go to the trash");
    await keys().press("Escape");
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
  });

  it("leads to the search, which has the focus afterwards", async () => {
    await shown.show("entries", "light");
    await list().waitFor();
    await keys().press("Control+,");
    await role("heading", "Settings").waitFor();
    await keys().press("Control+Shift+P");
    await keys().type("search");
    await keys().press("Enter");
    await expect.poll(() => isFocused(role("searchbox", "Search"))).toBe(true);
  });

  it("is gone when the vault is locked", async () => {
    await shown.show("entries", "light");
    await openPalette(shown.page, "Login");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unlocked" }));
    await list().waitFor();
    await settle(shown.page);
    expect(await shown.page.getByRole("dialog").count()).toBe(0);
  });
});

describe("the keys", () => {
  it("act on the entry that is shown, and never where something is typed", async () => {
    await shown.show("entries", "light");
    await list().focus();
    await keys().press("Home");
    await role("button", "Edit").waitFor();
    await keys().press("Control+b");
    await expect.poll(() => callsOf("entries.copy")).toHaveLength(1);
    await keys().press("e");
    await shown.page.getByLabel("Title").waitFor();
    await keys().type("1e/?");
    expect(await shown.page.getByLabel("Title").inputValue()).toContain("1e/?");
    expect(await shown.page.getByRole("dialog").count()).toBe(0);
  });

  it("of single letters are off for those who wish so; those with Ctrl stay", async () => {
    await shown.show("entries", "light");
    await list().focus();
    await shown.page.evaluate((settings) => window.fake.push("app.changed", { settings }), {
      ...calmApp.settings,
      hasSingleKeys: false,
    });
    await keys().press("?");
    await keys().press("4");
    await keys().press("Control+k");
    await expect.poll(() => isFocused(role("searchbox", "Search"))).toBe(true);
    expect(await shown.page.getByRole("dialog").count()).toBe(0);
  });

  it("work on every page: Ctrl+L locks from the settings", async () => {
    await shown.show("entries", "light");
    await list().waitFor();
    await keys().press("Control+,");
    await role("heading", "Settings").waitFor();
    await keys().press("Control+l");
    await expect.poll(() => callsOf("vault.lock")).toEqual([{}]);
  });
});

describe("the sheet", () => {
  it("can be searched, and is put away with Esc", async () => {
    await shown.show("entries", "light");
    await openSheet(shown.page);
    await keys().type("passw");
    const lines = role("dialog", "Keyboard shortcuts").getByRole("listitem");
    await expect.poll(() => lines.count()).toBe(1);
    expect(await lines.innerText()).toContain("Ctrl");
    await keys().press("Escape");
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
  });

  it("is printed alone", async () => {
    await shown.show("entries", "light");
    await openSheet(shown.page);
    await shown.page.emulateMedia({ media: "print" });
    expect(await shown.page.locator("#root").isVisible()).toBe(false);
    expect(await role("heading", "Moving about").isVisible()).toBe(true);
    expect(await role("button", "Print").isVisible()).toBe(false);
    await shown.page.emulateMedia({ media: null });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
