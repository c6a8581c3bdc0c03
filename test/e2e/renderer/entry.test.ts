/** One entry: edited where it stands, compared with what it was, given files by a drop, chosen between two versions. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { choose } from "#test/support/preview-entries.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, button, callsOf } = usePageWindow();

const part = (name: string): Locator => shown.page.getByRole("group", { name, exact: true }).first();
const heading = (name: string | RegExp): Locator => shown.page.getByRole("heading", { level: 2, name });
const notice = (text: string): Locator => shown.page.getByText(text, { exact: true }).first();
const focused = (): Promise<string | null> =>
  shown.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

const valueOf = async (fieldId: string): Promise<unknown> => {
  const last = (await callsOf("entries.save")).at(-1) as {
    readonly draft: { readonly fields: readonly { readonly fieldId: string; readonly value: unknown }[] };
  };
  return last.draft.fields.find((field) => field.fieldId === fieldId)?.value;
};

const show = async (scenario: string): Promise<void> => {
  await shown.show(scenario, "light");
  await choose(shown.page, /^Aurora Bank/u);
};

describe("editing in place", () => {
  beforeEach(() => show("entry"));

  it("saves by Enter, keeps hidden values, keeps the focus and can be undone by its key", async () => {
    await part("User name").focus();
    await shown.page.keyboard.press("Enter");
    await shown.page.getByRole("textbox", { name: "User name" }).fill("ada");
    await shown.page.keyboard.press("Enter");
    await part("User name").getByText("ada", { exact: true }).waitFor();
    expect([await valueOf("username"), await valueOf("password")]).toEqual(["ada", null]);
    expect(await focused()).toBe("User name");
    await notice("Saved").waitFor();
    await shown.page.keyboard.press("Control+z");
    await part("User name").getByText("mara.lindqvist").waitFor();
    await expect.poll(() => notice("Saved").count()).toBe(0);
    expect(await callsOf("entries.restoreRevision")).toHaveLength(1);
  });

  it("saves the title by leaving it for another entry, and the tags by leaving them", async () => {
    await heading(/^Aurora/u).click();
    await shown.page.getByRole("textbox", { name: "Title" }).fill("Aurora, private");
    await choose(shown.page, /^Birch Mail/u);
    await choose(shown.page, /^Aurora, private/u);
    await button("Change Tags").click();
    await shown.page.keyboard.type("new one");
    await shown.page.keyboard.press("Enter");
    await shown.page.keyboard.press("Tab");
    await part("Tags").getByText("new one").waitFor();
    const saved = (await callsOf("entries.save")).at(-1) as { readonly draft: { readonly tags: unknown } };
    expect(saved.draft.tags).toEqual(["family", "new one"]);
  });

  it("takes a change back by Esc, and gives it back from the notice", async () => {
    await part("Website").focus();
    await shown.page.keyboard.press("F2");
    const input = shown.page.getByRole("textbox", { name: "Website" });
    await input.fill("https://elsewhere.example.org");
    await shown.page.keyboard.press("Escape");
    await part("Website").getByText("aurora-bank").waitFor();
    expect(await focused()).toBe("Website");
    expect(await callsOf("entries.save")).toEqual([]);
    await notice("Change dropped").waitFor();
    await button("Undo").click();
    expect(await input.inputValue()).toBe("https://elsewhere.example.org");
  });

  it("shows the one hidden value that is edited and no other", async () => {
    await button("Change Password").click();
    const input = shown.page.getByRole("textbox", { name: "Password" });
    await input.waitFor();
    expect(await input.inputValue()).toBe("pa55-0-correct-horse");
    expect(await input.getAttribute("spellcheck")).toBe("false");
    expect(await callsOf("entries.reveal")).toHaveLength(1);
    await input.fill("a new one");
    await shown.page.keyboard.press("Enter");
    await part("Password").getByRole("img", { name: "hidden" }).waitFor();
    expect(await valueOf("password")).toBe("a new one");
    expect(await shown.page.getByText("a new one").count()).toBe(0);
  });

  it("writes several lines, and ends with Ctrl+Enter", async () => {
    await button("Change Notes").click();
    await shown.page.keyboard.press("Control+a");
    await shown.page.keyboard.type("one");
    await shown.page.keyboard.press("Enter");
    await shown.page.keyboard.type("two");
    await shown.page.keyboard.press("Control+Enter");
    await part("Notes").getByText("two").waitFor();
    expect(await valueOf("notes")).toBe("one\ntwo");
  });

  it("saves what is typed before this window locks, and when it is left", async () => {
    await button("Change User name").click();
    await shown.page.keyboard.type("x");
    await shown.page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await notice("Saved").waitFor();
    expect(await shown.page.getByRole("textbox", { name: "User name" }).count()).toBe(1);
    await shown.page.keyboard.type("y");
    await shown.page.keyboard.press("Control+l");
    await shown.page.getByRole("heading", { level: 1 }).first().waitFor();
    const names = await shown.page.evaluate(() => window.fake.calls.map(({ name }) => name));
    expect(names.filter((name) => name === "entries.save")).toHaveLength(2);
    expect(names.lastIndexOf("entries.save")).toBeLessThan(names.lastIndexOf("vault.lock"));
  });
});

describe("a save that fails", () => {
  beforeEach(() => show("entry-save-fails"));

  it("keeps what was typed, says why, and is there again after another entry", async () => {
    await button("Change User name").click();
    const input = shown.page.getByRole("textbox", { name: "User name" });
    await input.fill("ada");
    await shown.page.keyboard.press("Enter");
    await shown.page.locator('[data-error-code="vault.disk-full"]').waitFor();
    await choose(shown.page, /^Birch Mail/u);
    await choose(shown.page, /^Aurora Bank/u);
    expect(await input.inputValue()).toBe("ada");
    await button("Save again").click();
    expect(await callsOf("entries.save")).toHaveLength(2);
    await button("Drop the change").click();
    await part("User name").getByText("mara.lindqvist").waitFor();
  });
});

/** Lets go of files over the entry, as the browser tells it. */
const drop = (page: Page, sizes: Readonly<Record<string, number>>, isLetGo = true): Promise<void> =>
  page.evaluate(
    ({ files, letsGo }) => {
      const target = document.querySelector("[data-drop-target]");
      const dataTransfer = new DataTransfer();
      for (const [name, size] of Object.entries(files)) {
        const file = new File(["x"], name);
        Object.defineProperty(file, "size", { value: size });
        dataTransfer.items.add(file);
      }
      const tell = (type: string): unknown =>
        target?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      tell("dragenter");
      tell("dragover");
      if (letsGo) tell("drop");
    },
    { files: sizes, letsGo: isLetGo },
  );

describe("dropped files", () => {
  beforeEach(() => show("entry"));

  it("are added, and the page names no path", async () => {
    await drop(shown.page, { "Letter.pdf": 1, "Photo.jpg": 1 });
    await shown.page.getByText("Letter.pdf").first().waitFor();
    await shown.page.getByText("Photo.jpg").first().waitFor();
    expect(JSON.stringify(await shown.page.evaluate(() => window.fake.calls))).not.toContain("path");
  });
});

describe("two versions", () => {
  beforeEach(() => show("entry-two-versions"));

  it("are ended field by field, and can be opened again", async () => {
    await button("Compare and choose").click();
    const dialog = shown.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Title of version B" }).check();
    await dialog.getByRole("radio", { name: "User name of version B" }).check();
    await dialog.getByRole("button", { name: "Save this choice" }).click();
    await heading("Aurora Bank, business").waitFor();
    expect(await callsOf("conflicts.resolve")).toMatchObject([
      { revision: 3, other: 2, choice: { keep: "merge", fromOther: ["title", "field/username"] } },
    ]);
    await button("Compare and choose").waitFor({ state: "detached" });
    await button("Undo").click();
    await button("Compare and choose").waitFor();
  });

  it("are one of them, the other, or both", async () => {
    await button("Compare and choose").click();
    await button("Choose all of B").click();
    await button("Save this choice").click();
    await notice("One version chosen").waitFor();
    await show("entry-two-versions");
    await button("Compare and choose").click();
    await button("Keep both as two entries").click();
    await notice("Kept as two entries").waitFor();
    expect(await callsOf("conflicts.resolve")).toMatchObject([{ choice: { keep: "both" } }]);
  });
});

describe("copies", () => {
  it("are tried again, or compared and repaired, where that helps", async () => {
    await show("entry-copies");
    const copy = (name: string): Locator => shown.page.getByRole("listitem", { name });
    await copy("HyperID").getByRole("button", { name: "Compare and repair" }).click();
    await copy("digi.me").getByRole("button", { name: "Try now" }).click();
    expect(await copy("VivoKey KVS").getByRole("button", { name: "Try now" }).count()).toBe(0);
    expect(await callsOf("stores.verify")).toEqual([{ store: "hyperid", repair: true }]);
    expect(await callsOf("stores.sync")).toHaveLength(1);
  });
});

const openHistory = async (page: Page, nth: number): Promise<void> => {
  await page.getByRole("button", { name: "History" }).first().click();
  await page.getByRole("list", { name: "Versions" }).getByRole("button").nth(nth).click();
  await page.getByText("Differences", { exact: true }).click();
  await page.getByLabel("Compared with").first().waitFor();
};

describe("differences", () => {
  it("are marked word by word, hidden values only as unchanged, against any version", async () => {
    await show("entry-versions");
    await openHistory(shown.page, 2);
    const dialog = shown.page.getByRole("dialog");
    await dialog.locator("del", { hasText: "first" }).waitFor();
    await dialog.locator("ins", { hasText: "second" }).waitFor();
    expect(await dialog.getByText("Unchanged: User name, Password, Website").count()).toBe(1);
    await dialog.getByRole("combobox", { name: "Compared with" }).click();
    await shown.page.getByRole("option", { name: /business/u }).click();
    await dialog.getByRole("group", { name: "Password" }).getByText("Changed").waitFor();
    expect(await dialog.getByText("another one").count()).toBe(0);
    await dialog.getByRole("button", { name: "Show Password after" }).click();
    await dialog.getByText("another one").waitFor();
  });
});

describe("the screens", () => {
  const at =
    (act?: (page: Page) => Promise<void>) =>
    async (page: Page): Promise<void> => {
      await choose(page, /^Aurora Bank/u);
      await act?.(page);
    };

  it.each([
    ["entry-weak", "entry-weak", at((page) => page.getByText("Used in 2 other entries.").waitFor())],
    ["entry-copies", "entry-copies", at()],
    ["entry-two-versions", "entry-two-versions", at()],
    [
      "entry-conflict",
      "entry-two-versions",
      at(async (page) => {
        await page.getByRole("button", { name: "Compare and choose" }).click();
        await page.getByRole("button", { name: "Save this choice" }).waitFor();
      }),
    ],
    ["entry-differences", "entry-versions", at((page) => openHistory(page, 2))],
    [
      "entry-inline",
      "entry",
      at(async (page) => {
        await page.getByRole("button", { name: "Change Password" }).click();
        await page.getByRole("textbox", { name: "Password" }).waitFor();
      }),
    ],
    [
      "entry-save-failed",
      "entry-save-fails",
      at(async (page) => {
        await page.getByRole("button", { name: "Change User name" }).click();
        await page.keyboard.type("x");
        await page.keyboard.press("Enter");
        await page.locator('[data-error-code="vault.disk-full"]').waitFor();
      }),
    ],
    ["entry-drop", "entry", at((page) => drop(page, { "Letter.pdf": 1 }, false))],
  ])("%s", async (name, scenario, act) => {
    await lookAround(shown, name, { scenario, act });
  });
});
