/** The storage in the window: figures with tables, and what can be done about them. */
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { activityScreens, openStorage } from "#test/support/preview-activity.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, callsOf } = usePageWindow();

const open = async (scenario: string): Promise<void> => {
  await shown.resize(1024, 700);
  await shown.show(scenario, "light");
  await openStorage(shown.page);
};

describe("looks", () => {
  const screens = Object.entries(activityScreens).filter(([name]) => name.startsWith("storage"));
  it.each(screens)("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("figures", () => {
  it("the bars have a table of the same numbers", async () => {
    await open("storage");
    await role("img", "Entries by how many good copies they have").waitFor();
    await role("button", "Show as a table").click();
    const rows = role("table", "Entries by how many good copies they have").getByRole("row");
    expect(await rows.allTextContents()).toEqual([
      "Good copiesEntries",
      "2 copies4",
      "3 copies9",
      "4 copies65",
    ]);
  });

  it("are asked for again after a change", async () => {
    await open("storage");
    await role("table", "This computer").waitFor();
    const before = (await callsOf("storage.view")).length;
    await shown.page.evaluate(() => window.fake.push("entries.changed", { total: 13 }));
    await expect.poll(async () => (await callsOf("storage.view")).length).toBe(before + 1);
  });

  it("a failure can be tried again", async () => {
    await open("storage-error");
    await role("button", "Try again").click();
    await expect.poll(async () => (await callsOf("storage.view")).length).toBeGreaterThan(1);
  });
});

describe("what can be done", () => {
  it("sends now and checks copies at one store", async () => {
    await open("storage");
    await role("button", "Send now: HyperID").click();
    await role("button", "Check copies: HyperID").click();
    await expect.poll(async () => (await callsOf("stores.verify")).length).toBe(1);
    expect(await callsOf("stores.sync")).toEqual([{ store: "hyperid" }]);
    expect(await callsOf("stores.verify")).toEqual([{ store: "hyperid", repair: false }]);
  });

  it("empties the trash after a question, by the keyboard", async () => {
    await open("storage");
    await role("button", "Empty the trash (3)…").focus();
    await shown.page.keyboard.press("Enter");
    await role("dialog", "Empty the trash now?").waitFor();
    await role("button", "Remove them for good").focus();
    await shown.page.keyboard.press("Enter");
    await role("dialog", "Empty the trash now?").waitFor({ state: "hidden" });
    expect(await callsOf("entries.emptyTrash")).toEqual([{}]);
  });

  it("leads to the entry that takes most", async () => {
    await open("storage");
    await role("button", "Rental contract").click();
    await role("listbox", "Entries").waitFor();
  });

  it("leads to the entries whose copies did not arrive", async () => {
    await open("storage");
    await role("group", "HyperID").getByRole("button", { name: "6 copies did not arrive" }).click();
    await expect
      .poll(async () => (await callsOf("entries.query")).at(-1))
      .toMatchObject({ filter: { place: "hyperid", copies: "failed" } });
  });

  it("leads to the stores where there are none", async () => {
    await open("storage-alone");
    await shown.page.getByText("78 entries are on this computer only").waitFor();
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
