/** The list to look at: found, narrowed down, empty, marked, filtered, on its way. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, button } = usePageWindow();

const list = (): Locator => shown.page.getByRole("listbox", { name: "Entries" });
const search = async (text: string): Promise<void> => {
  await shown.page.getByRole("searchbox", { name: "Search" }).fill(text);
};

describe("screens", () => {
  it.each([
    ["list-found", "list-findable", async () => search("cafe")],
    ["list-chips", "list-findable", async () => search("tag:money in:kvs")],
    ["list-nothing", "list-findable", async () => search("xyz")],
    [
      "list-marked",
      "list-findable",
      async () => {
        await list().focus();
        await shown.page.keyboard.press("Home");
        await shown.page.keyboard.press("Shift+ArrowDown");
        await shown.page.getByRole("toolbar", { name: "Marked entries" }).waitFor();
      },
    ],
    ["list-filter", "list-findable", async () => button("Filter").click()],
    [
      "list-loading",
      "list-slow",
      async () => {
        await search("x");
        await shown.page.getByRole("status", { name: "Loading" }).waitFor();
      },
    ],
  ] as const)("%s", async (name, scenario, act) => {
    await lookAround(shown, name, { scenario, act });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
