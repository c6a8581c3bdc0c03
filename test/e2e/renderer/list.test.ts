/** The list: found, narrowed down, ordered, marked by mouse and keyboard, changed together, and dragged to a tag. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { goTo } from "#test/support/preview-entries.ts";

const { shown, button, isFocused } = usePageWindow();

const option = (name: RegExp): Locator => shown.page.getByRole("option", { name }).first();
const list = (): Locator => shown.page.getByRole("listbox", { name: "Entries" });
const bar = (): Locator => shown.page.getByRole("toolbar", { name: "Marked entries" });
const places = (): Locator => shown.page.getByRole("navigation", { name: "Places" });
const titles = (): Promise<string[]> => list().locator("[role=option] [dir=auto]").allTextContents();
const marks = (): Promise<string[]> => list().locator("mark").allTextContents();
const marked = (): Promise<number> => list().locator('[role=option][aria-selected="true"]').count();
const search = async (text: string): Promise<void> => {
  await shown.page.getByRole("searchbox", { name: "Search" }).fill(text);
};
const bulks = (): Promise<{ readonly entryIds: readonly string[]; readonly action: unknown }[]> =>
  shown.page.evaluate(
    () => window.fake.calls.filter(({ name }) => name === "entries.bulk").map(({ input }) => input) as never,
  );

const open = async (scenario: string): Promise<void> => {
  await shown.resize(1280, 800);
  await shown.show(scenario, "light");
  await list().waitFor();
};

describe("searching", () => {
  it("marks what was found, whole letters only, and says how many there are", async () => {
    await open("list-findable");
    await search("cafe");
    await expect.poll(titles).toEqual(["Café Noir", "Embankment Café"]);
    expect(await marks()).toEqual(["Café", "Café"]);
    await shown.page.getByRole("status").getByText("2 entries").waitFor();
    await search("is");
    await expect.poll(marks).toContain("İs");
    await search("strasse");
    await expect.poll(marks).toEqual(["Straße"]);
    await search("👨");
    await expect.poll(marks).toEqual(["👨‍👩‍👧"]);
  });

  it("shows the tag that was found", async () => {
    await open("list-findable");
    await search("trav");
    await expect.poll(titles).toHaveLength(2);
    expect(await marks()).toEqual(["trav", "trav"]);
  });

  it("takes words as conditions, and each as a chip off again by the keyboard", async () => {
    await open("list-findable");
    await search("bank tag:money");
    await expect.poll(titles).toEqual(["Bank of Birch"]);
    await button("Remove filter: Tag: money").press("Enter");
    await expect.poll(titles).toEqual(["Bank of Birch", "Notes on banking", "Embankment Café"]);
    expect(await shown.page.getByRole("searchbox", { name: "Search" }).inputValue()).toBe("bank");
    await expect.poll(() => isFocused(list())).toBe(true);
  });

  it("says what to do when nothing is found", async () => {
    await open("list-findable");
    await search("nothing like this");
    await button("Clear the search").click();
    await expect.poll(titles).toHaveLength(8);
  });
});

describe("narrowing and order", () => {
  it("has filters that add up, with a way out of an empty list", async () => {
    await open("list-findable");
    await button("Filter").click();
    await shown.page.getByLabel("Tag", { exact: true }).selectOption("travel");
    await shown.page.getByLabel("Kind", { exact: true }).selectOption("card");
    await shown.page.keyboard.press("Escape");
    await expect.poll(titles).toEqual(["İstanbul Card"]);
    await button("Remove filter: Cards").click();
    await expect.poll(titles).toHaveLength(2);
    await button("Filter").click();
    await shown.page.getByLabel("Kind", { exact: true }).selectOption("identity");
    await shown.page.keyboard.press("Escape");
    await shown.page.getByText("Nothing fits these filters").waitFor();
    await button("Remove all filters").click();
    await expect.poll(titles).toHaveLength(8);
  });

  it("loses its filters when one goes elsewhere by a key", async () => {
    await open("list-findable");
    await button("Filter").click();
    await shown.page.getByLabel("Tag", { exact: true }).selectOption("travel");
    await shown.page.keyboard.press("Escape");
    await expect.poll(titles).toHaveLength(2);
    await list().focus();
    await shown.page.keyboard.press("2");
    await expect.poll(titles).toEqual(["Café Noir", "Family 👨‍👩‍👧 album"]);
    expect(await shown.page.getByRole("group", { name: "Filters" }).count()).toBe(0);
  });

  it("has places for stores and for copies that need somebody", async () => {
    await open("list-findable");
    await places()
      .getByRole("button", { name: /^VivoKey KVS/u })
      .click();
    await expect.poll(titles).toHaveLength(8);
    expect(await places().getByRole("img", { name: "Failed: 1" }).count()).toBe(1);
    await places()
      .getByRole("button", { name: /^Failed/u })
      .click();
    await expect.poll(titles).toEqual(["Embankment Café"]);
  });

  it("is ordered as chosen, and stays so", async () => {
    await open("list-findable");
    await button(/^Order/u).click();
    await shown.page.getByRole("menuitemradio", { name: "Last changed first" }).click();
    await expect.poll(async () => (await titles())[1]).toBe("İstanbul Card");
    await goTo(shown.page, "Favourites");
    await goTo(shown.page, "All entries");
    await button("Order: Last changed first").waitFor();
  });

  it("leads to the other pages at its foot", async () => {
    await open("list-findable");
    const pages = places().getByRole("group", { name: "Pages" }).getByRole("button");
    expect(await pages.allTextContents()).toEqual(["Activity", "Storage", "Age lookup", "Settings"]);
  });
});

describe("marking", () => {
  it("is done by Ctrl-click, Shift-click and the icon, and undone by a plain click", async () => {
    await open("list-findable");
    await option(/^Bank of Birch/u).click();
    await option(/^Embankment/u).click({ modifiers: ["Control"] });
    await bar().getByText("2 marked").waitFor();
    await option(/^Family/u).click({ modifiers: ["Shift"] });
    await bar().getByText("2 marked").waitFor();
    expect(await list().getAttribute("aria-multiselectable")).toBe("true");
    expect(await marked()).toBe(2);
    await option(/^Notes/u)
      .locator("span")
      .first()
      .click();
    await bar().getByText("3 marked").waitFor();
    await option(/^Notes/u).click();
    await expect.poll(() => bar().count()).toBe(0);
    expect(await marked()).toBe(1);
  });

  it("is done by the keyboard alone: Space, Shift and arrows, Ctrl+A, Escape", async () => {
    await open("list-findable");
    await list().focus();
    const { keyboard } = shown.page;
    await keyboard.press("Home");
    await keyboard.press("Space");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await keyboard.press("Space");
    await bar().getByText("2 marked").waitFor();
    await keyboard.press("Escape");
    await expect.poll(() => bar().count()).toBe(0);
    await keyboard.press("Shift+ArrowDown");
    await keyboard.press("Shift+ArrowDown");
    await bar().getByText("3 marked").waitFor();
    await keyboard.press("Shift+ArrowUp");
    await bar().getByText("2 marked").waitFor();
    await keyboard.press("Control+a");
    await bar().getByText("8 marked").waitFor();
    await keyboard.press("Delete");
    await shown.page.getByText("Moved to the trash").waitFor();
    await shown.page.getByText("Your vault is empty").waitFor();
    await button("Undo").click();
    await expect.poll(titles).toHaveLength(8);
    expect(await bulks()).toMatchObject([{ action: { kind: "trash" } }]);
  });

  it("reaches rows that are not loaded", async () => {
    await open("list-many");
    await option(/^Aurora Bank$/u)
      .or(option(/^Aurora Bank/u))
      .first()
      .click();
    await list().focus();
    await shown.page.keyboard.press("Shift+End");
    await bar().getByText("10,000 marked").waitFor();
    await bar().getByRole("button", { name: "Add to the favourites" }).click();
    await shown.page.getByText("Added to the favourites").waitFor();
    expect((await bulks())[0]?.entryIds).toHaveLength(10_000);
  });

  it("adds a tag and takes it off, by the bar", async () => {
    await open("list-findable");
    await list().focus();
    await shown.page.keyboard.press("Control+a");
    await bar().getByRole("button", { name: "Add or remove a tag" }).press("Enter");
    await shown.page
      .getByRole("combobox", { name: "Tag" })
      .or(shown.page.getByLabel("Tag", { exact: true }))
      .first()
      .fill("new one");
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("Tag added").waitFor();
    await places()
      .getByRole("button", { name: /^new one/u })
      .waitFor();
    await bar().getByText("8 marked").waitFor();
    await button("Undo").click();
    await expect
      .poll(() =>
        places()
          .getByRole("button", { name: /^new one/u })
          .count(),
      )
      .toBe(0);
  });

  it("restores and deletes for good in the trash, after a question", async () => {
    await open("list-findable");
    await goTo(shown.page, "Trash");
    await list().focus();
    await shown.page.keyboard.press("Home");
    await shown.page.keyboard.press("Space");
    await bar().getByRole("button", { name: "Restore" }).click();
    await shown.page.getByText("Restored from the trash").waitFor();
    await list().focus();
    await shown.page.keyboard.press("Control+a");
    await shown.page.keyboard.press("Delete");
    await shown.page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await shown.page.getByText("The trash is empty").waitFor();
  });

  it("lets go of rows that another program took away, and keeps focus and place", async () => {
    await open("list-findable");
    await option(/^Bank of Birch/u).click();
    await list().focus();
    await shown.page.keyboard.press("Shift+ArrowDown");
    await bar().getByText("2 marked").waitFor();
    const before = await list().getAttribute("aria-activedescendant");
    await shown.page.evaluate(() => window.fake.push("entries.changed", {}));
    await expect.poll(() => list().getAttribute("aria-activedescendant")).toBe(before);
    await bar().getByText("2 marked").waitFor();
    await expect.poll(() => isFocused(list())).toBe(true);
  });
});

describe("dragging", () => {
  it("puts a row, or all that are marked, under a tag, with a way back", async () => {
    await open("list-findable");
    await option(/^Notes/u).dragTo(places().getByRole("button", { name: /^money/u }));
    await shown.page.getByText("Tag added").waitFor();
    await option(/^Café/u).click();
    await option(/^Bank/u).click({ modifiers: ["Control"] });
    await option(/^Bank/u).dragTo(places().getByRole("button", { name: /^Favourites/u }));
    await shown.page.getByText("Added to the favourites").waitFor();
    expect(await bulks()).toMatchObject([
      { action: { kind: "add-tag", tag: "money" } },
      { action: { kind: "favourite", isOn: true } },
    ]);
    expect((await bulks()).map(({ entryIds }) => entryIds.length)).toEqual([1, 2]);
  });
});

describe("where only one pane fits", () => {
  it("walks the list without opening, opens with Enter, and comes back to the same row", async () => {
    await open("list-findable");
    await shown.resize(640, 700);
    await list().focus();
    await shown.page.keyboard.press("ArrowDown");
    await shown.page.keyboard.press("ArrowDown");
    expect(await list().count()).toBe(1);
    const row = await list().getAttribute("aria-activedescendant");
    await shown.page.keyboard.press("Enter");
    await expect.poll(() => list().count()).toBe(0);
    await button("Back to the list").click();
    await expect.poll(() => list().getAttribute("aria-activedescendant")).toBe(row);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
