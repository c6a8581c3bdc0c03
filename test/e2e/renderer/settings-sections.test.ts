/** Every section of the settings in every language with no text cut; settings found by their words; what the look changes. */
import { describe, expect, it } from "vitest";
import { languages } from "#contract/views.ts";
import { calmApp } from "#test/support/fake-views.ts";
import { findCutTexts, findViolations, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { openSettings } from "#test/support/preview-settings.ts";

const { shown, role, callsOf } = usePageWindow();

const set = (change: Partial<typeof calmApp.settings>): Promise<void> =>
  shown.page.evaluate((settings) => window.fake.push("app.changed", { settings }), {
    ...calmApp.settings,
    ...change,
  });

describe("the sections", () => {
  it.each(languages)("cut no text in %s", async (language) => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await set({ language });
    await expect.poll(() => shown.page.evaluate(() => document.documentElement.lang)).toBe(language);
    for (const section of await shown.page.locator("nav button").all()) {
      await section.click();
      await settle(shown.page);
      expect(await findCutTexts(shown.page)).toEqual([]);
    }
  });
});

describe("finding a setting", () => {
  it("leads to its section and into its field", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await role("combobox", "Find a setting").fill("clipb");
    await shown.page.keyboard.press("ArrowDown");
    await shown.page.keyboard.press("Enter");
    await role("heading", "Clipboard").waitFor();
    await expect.poll(() => shown.page.locator("#setting-clipboardClearMs:focus").count()).toBe(1);
  });
});

describe("what is set", () => {
  it("records the keys of the quick search", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page, "Advanced");
    await role("button", "Record keys").click();
    await shown.page.keyboard.press("Control+Alt+KeyK");
    await expect.poll(() => callsOf("settings.set")).toEqual([{ quickKeys: "Control+Alt+K" }]);
  });

  it("makes lines closer, movement less and contrast more", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page, "Appearance");
    await set({ density: "compact", motion: "reduced", contrast: "more" });
    const root = shown.page.locator("html");
    await expect.poll(() => root.getAttribute("data-motion")).toBe("reduced");
    expect(await root.getAttribute("data-contrast")).toBe("more");
    const height = await root.evaluate((html) =>
      getComputedStyle(html).getPropertyValue("--tapvault-row-height"),
    );
    expect(height.trim()).toBe("44px");
    await settle(shown.page);
    expect(await findViolations(shown.page)).toEqual([]);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
