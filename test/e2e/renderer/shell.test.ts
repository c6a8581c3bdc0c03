/**
 * The quick search in every state, in both themes and at all sizes, and by its keys; and requests from
 * outside the page: acted on once, after the tap, and never over something typed without asking.
 */
import { describe, expect, it } from "vitest";
import type { ShellRequest } from "#contract/views.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { quickScreens } from "#test/support/preview-shell.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, isFocused, callsOf } = usePageWindow();

describe("the quick search", () => {
  it.each(Object.entries(quickScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
    expect(shown.complaints).toEqual([]);
  });

  const options = () => shown.page.getByRole("option");
  const chosen = (): Promise<string | null> => shown.page.locator('[aria-selected="true"]').textContent();

  it("is moved and used by the keyboard alone, the focus staying in its field", async () => {
    await shown.show("quick", "light");
    await options().first().waitFor();
    const first = await chosen();
    await shown.page.keyboard.press("ArrowDown");
    expect(await chosen()).not.toBe(first);
    const field = shown.page.getByRole("combobox", { name: "Search the vault" });
    expect(await field.getAttribute("aria-activedescendant")).toBe("quick-line-1");
    await shown.page.keyboard.press("Control+b");
    await shown.page.getByText("User name copied").waitFor();
    await expect.poll(() => callsOf("quick.close")).toHaveLength(1);
    const [second] = (await callsOf("entries.get")) as { readonly entryId: string }[];
    expect(await callsOf("entries.copy")).toEqual([{ ...second, fieldId: "username" }]);
    await shown.page.keyboard.press("Control+Enter");
    expect(await callsOf("quick.showEntry")).toEqual([second]);
    await shown.page.keyboard.press("Escape");
    expect(await callsOf("quick.close")).toHaveLength(2);
    expect(await isFocused(field)).toBe(true);
    expect(await callsOf("entries.reveal")).toEqual([]);
  });

  it("forgets what was typed when it leaves the screen, and what it listed when the vault is locked", async () => {
    await shown.show("quick", "light");
    const field = shown.page.getByRole("combobox");
    await field.fill("1");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await expect.poll(() => options().count()).toBe(0);
    expect(await field.inputValue()).toBe("1");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unlocked" }));
    await options().first().waitFor();
    await shown.page.evaluate(() => window.fake.push("shell.changed", { isQuickShown: false }));
    await expect.poll(() => field.inputValue()).toBe("");
  });

  it("starts a scan only while it is on the screen", async () => {
    await shown.show("quick-locked", "light");
    expect(await callsOf("scan.start")).toEqual([{ purpose: "unlock" }]);
    await shown.page.evaluate(() => window.fake.push("shell.changed", { isQuickShown: false }));
    await shown.page.waitForTimeout(100);
    expect(await callsOf("scan.start")).toHaveLength(1);
    await shown.page.evaluate(() => window.fake.push("shell.changed", { isQuickShown: true }));
    await expect.poll(() => callsOf("scan.start")).toHaveLength(2);
  });
});

describe("requests from outside the page", () => {
  let count = 100;
  const ask = (wish: ShellRequest): Promise<void> => {
    count += 1;
    return shown.page.evaluate(
      ([id, asked]) => window.fake.push("shell.changed", { request: { id, wish: asked } }),
      [`request-${count}`, wish] as const,
    );
  };
  const taken = (): Promise<unknown[]> => callsOf("shell.taken");

  it("one that was there before the page was is acted on, once", async () => {
    await shown.show("asked-for-entry", "light");
    await shown.page.locator("h2").first().waitFor();
    expect(await taken()).toEqual([{ id: "request-1" }]);
    await shown.page.evaluate(() => window.fake.push("app.changed", { version: "0.1.0" }));
    expect(await taken()).toHaveLength(1);
  });

  it.each([
    [{ kind: "show-settings", section: "network" }, 'nav[aria-label="Settings"]'],
    [{ kind: "show-page", page: "activity" }, "h1"],
    [{ kind: "check-readers" }, '[role="dialog"]'],
    [{ kind: "palette" }, '[role="dialog"]'],
    [{ kind: "shortcuts" }, '[role="dialog"]'],
  ] as const)("%j", async (wish, selector) => {
    await shown.show("entries", "light");
    await ask(wish);
    await shown.page.locator(selector).first().waitFor();
    await expect.poll(taken).toHaveLength(1);
  });

  it("a search is put into the field, which has the focus", async () => {
    await shown.show("entries", "light");
    await ask({ kind: "search", text: "1" });
    await expect.poll(() => isFocused(shown.page.locator("#entry-search"))).toBe(true);
    expect(await shown.page.locator("#entry-search").inputValue()).toBe("1");
  });

  it("an entry that is not there is said, not shown", async () => {
    await shown.show("entries", "light");
    await ask({ kind: "show-entry", entryId: "f".repeat(32) });
    await shown.page.getByRole("alert").first().waitFor();
    await expect.poll(taken).toHaveLength(1);
  });

  it.each([
    ["goes on when it is discarded", "Discard"],
    ["is dropped when the person stays", "Keep editing"],
  ])("asks about something typed, and %s", async (_name, answer) => {
    await shown.show("entries", "light");
    await ask({ kind: "new-entry" });
    await expect.poll(taken).toHaveLength(1);
    const title = shown.page.getByRole("textbox", { name: "Title" });
    await title.fill("Half-typed");
    await ask({ kind: "show-page", page: "activity" });
    const question = shown.page.getByRole("group", { name: "Discard the changes?" });
    await question.waitFor();
    expect(await taken()).toHaveLength(1);
    await question.getByRole("button", { name: answer }).click();
    await expect.poll(taken).toHaveLength(2);
    expect(await title.count()).toBe(answer === "Discard" ? 0 : 1);
    if (answer !== "Discard") expect(await title.inputValue()).toBe("Half-typed");
  });

  it("waits while the vault is locked", async () => {
    await shown.show("entries", "light");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await ask({ kind: "new-entry" });
    await shown.page.waitForTimeout(100);
    expect(await taken()).toEqual([]);
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unlocked" }));
    await expect.poll(taken).toHaveLength(1);
  });
});
