/** The activity log in the window: what is said of each event, filters, the chart with its table, saving and clearing. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { usePageWindow } from "#test/support/page-tools.ts";
import { activityScreens, openActivity } from "#test/support/preview-activity.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, isFocused, callsOf } = usePageWindow();

const lines = (): Locator => shown.page.locator("li[data-kind]");

const open = async (scenario: string): Promise<void> => {
  await shown.resize(1024, 700);
  await shown.show(scenario, "light");
  await openActivity(shown.page);
};

describe("looks", () => {
  const screens = Object.entries(activityScreens).filter(([name]) => name.startsWith("activity"));
  it.each(screens)("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("the list", () => {
  it("says each failure with the catalogue's words and next step", async () => {
    await open("activity");
    const failed = lines()
      .filter({ has: shown.page.locator('[data-error-code="chip.removed"]') })
      .first();
    expect(await failed.textContent()).toContain("Tap to open the vault");
    expect(await failed.textContent()).toContain("2 attempts");
    expect((await failed.locator("[data-error-code]").textContent())?.length).toBeGreaterThan(30);
  });

  it("shows a hundred lines of many, and more on demand, without losing the place", async () => {
    await open("activity-long");
    await shown.page.getByText("Last 12 months").click();
    await shown.page.getByText(/^100 of 8,\d+ lines/).waitFor();
    expect(await lines().count()).toBe(100);
    await role("button", "Show more").click();
    await shown.page.getByText(/^200 of 8,\d+ lines/).waitFor();
    expect(await lines().count()).toBe(200);
  });

  it("filters by kind, by failure and by time", async () => {
    await open("activity");
    await lines().first().waitFor();
    await shown.page.getByText("Taps", { exact: true }).last().click();
    await expect.poll(async () => lines().locator("visible=true").count()).toBe(6);
    await shown.page.getByLabel("Only what failed").click();
    await expect.poll(async () => lines().count()).toBe(3);
    await shown.page.getByText("Today", { exact: true }).click();
    await expect.poll(async () => lines().count()).toBeLessThanOrEqual(1);
    expect((await callsOf("activity.query")).at(-1)).toMatchObject({ kinds: ["scan"], outcome: "failed" });
  });

  it("takes new lines up by itself", async () => {
    await open("activity-empty");
    await shown.page.getByText("Nothing happened yet").waitFor();
    await shown.page.evaluate(() =>
      window.fake.push("activity.changed", { count: 22, chain: { state: "ok", brokenFrom: null } }),
    );
    await lines().first().waitFor();
  });

  it("marks where it was changed from outside", async () => {
    await open("activity-broken");
    expect(await role("alert", "").getAttribute("data-chain")).toBe("broken");
    const mark = shown.page.getByText("Changed from outside, from this line on");
    await mark.waitFor();
    const before = mark.locator("xpath=ancestor::li/preceding-sibling::li[1]");
    const after = mark.locator("xpath=ancestor::li/following-sibling::li[1]");
    expect(await before.getAttribute("data-kind")).toBe("sync");
    expect(await after.getAttribute("data-kind")).toBe("store");
  });
});

describe("the chart", () => {
  it("has a table of the same numbers", async () => {
    await open("activity");
    await role("img", "Taps over time").waitFor();
    const [bars] = (await callsOf("activity.chart")).slice(-1) as [{ bucket: string }];
    expect(bars.bucket).toBe("day");
    await role("button", "Show as a table").click();
    const table = role("table", "Taps over time");
    await table.waitFor();
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      "Beginning at",
      "Worked",
      "Failed",
    ]);
    expect(await table.getByRole("row").count()).toBe(8);
    await shown.page.getByText("Sent entries", { exact: true }).click();
    await role("table", "Entries sent over time").waitFor();
  });
});

describe("saving and clearing", () => {
  it("saves as JSON and says where", async () => {
    await open("activity");
    await role("button", "Export as JSON…").click();
    await shown.page.getByText("Saved as “Tapvault activity.json”.").waitFor();
  });

  it("asks before it clears, by the keyboard alone, and can be left alone", async () => {
    await open("activity");
    await lines().first().waitFor();
    await role("button", "Clear…").focus();
    await shown.page.keyboard.press("Enter");
    const dialog = role("dialog", "Clear the activity log?");
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("66 lines will be gone for good");
    await shown.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(await callsOf("activity.clear")).toEqual([]);
    await expect.poll(() => isFocused(role("button", "Clear…"))).toBe(true);
    await shown.page.keyboard.press("Enter");
    await dialog.waitFor();
    await role("button", "Clear the log").focus();
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("Nothing happened yet").waitFor();
    expect(await callsOf("activity.clear")).toEqual([{}]);
  });

  it("Escape leads back to the list", async () => {
    await open("activity");
    await shown.page.keyboard.press("Escape");
    await role("listbox", "Entries").waitFor();
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
