/** Entries by the keyboard: made, changed, dropped, given a file, brought back from the history and from the trash. */
import type { Locator } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { choose, goTo } from "#test/support/preview-entries.ts";

const { shown, button } = usePageWindow();

const field = (name: string): Locator => shown.page.getByRole("textbox", { name, exact: true });
const heading = (name: string | RegExp): Locator => shown.page.getByRole("heading", { level: 2, name });
const saved = async (): Promise<{ readonly draft: { readonly fields: readonly unknown[] } }> =>
  shown.page.evaluate(
    () => window.fake.calls.findLast(({ name }) => name === "entries.save")?.input as never,
  );

beforeEach(async () => {
  await shown.show("entries-lively", "light");
});

describe("the form", () => {
  it("makes an entry with Ctrl+N and Ctrl+S; what stayed empty is not saved", async () => {
    await shown.page.keyboard.press("Control+n");
    await shown.page.keyboard.type("Harbour library");
    await field("User name").fill("ada");
    await shown.page.keyboard.press("Control+s");
    await heading("Harbour library").waitFor();
    expect((await saved()).draft.fields).toEqual([
      { fieldId: "username", label: "User name", kind: "username", value: "ada" },
    ]);
  });

  it("does not take a title of spaces", async () => {
    await shown.page.keyboard.press("Control+n");
    await field("Title").fill("   ");
    await shown.page.keyboard.press("Control+s");
    expect(await heading("New entry").count()).toBe(1);
    expect(await saved()).toBeUndefined();
  });

  it("keeps a hidden value that was not touched, and moves a field with Alt and an arrow", async () => {
    await choose(shown.page, /^Aurora Bank/u);
    await button("Edit").click();
    await field("User name").press("Alt+ArrowDown");
    await shown.page.keyboard.press("Control+s");
    await heading("Aurora Bank").waitFor();
    const fields = (await saved()).draft.fields.slice(0, 2);
    expect(fields).toMatchObject([{ fieldId: "password", value: null }, { fieldId: "username" }]);
  });

  it("asks before changes are dropped, and goes back to what was typed", async () => {
    await shown.page.keyboard.press("Control+n");
    await field("Title").fill("Half an entry");
    await shown.page.keyboard.press("Escape");
    await button("Keep editing").click();
    expect(await field("Title").inputValue()).toBe("Half an entry");
    await shown.page.keyboard.press("Escape");
    await button("Discard").click();
    await expect.poll(() => heading("New entry").count()).toBe(0);
  });

  it("takes a made password and says how strong it is", async () => {
    await shown.page.keyboard.press("Control+n");
    await field("Title").fill("Harbour");
    await button("Generate").click();
    await button(/^Use/u).click();
    expect(await field("Password").inputValue()).not.toBe("");
    await shown.page.keyboard.press("Control+s");
    await heading("Harbour").waitFor();
  });
});

describe("an entry's life", () => {
  it("takes a file and lets go of it", async () => {
    await choose(shown.page, /^Birch Mail 8/u);
    await button(/^Add a file/u).click();
    await button("Remove Letter.pdf").click();
    await shown.page.getByText("None yet.").waitFor();
  });

  it("shows the code of now and copies it", async () => {
    await choose(shown.page, /^Aurora Bank/u);
    await shown.page.getByRole("timer").waitFor();
    await button("Copy One-time code").click();
    await shown.page.getByText("One-time code copied").waitFor();
  });

  it("goes into the trash, back with undo, into it again, and is gone for good", async () => {
    await choose(shown.page, /^Birch Mail 8/u);
    await button("Delete").click();
    await button("Undo").click();
    await choose(shown.page, /^Birch Mail 8/u);
    await button("Delete").click();
    await goTo(shown.page, "Trash");
    await choose(shown.page, /^Birch Mail 8/u);
    await button(/^Delete for good/u).click();
    await shown.page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await expect.poll(() => shown.page.getByRole("option", { name: /^Birch Mail 8/u }).count()).toBe(0);
    expect(await shown.page.getByRole("option", { name: /^Birch Mail/u }).count()).toBe(1);
  });

  it("shows favourites alone", async () => {
    await goTo(shown.page, "Favourites");
    await shown.page
      .getByRole("option", { name: /^Aurora Bank/u })
      .first()
      .waitFor();
    expect(await shown.page.getByRole("option", { name: /^Ember Forum/u }).count()).toBe(0);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
