/** Right to left: the main screens mirrored, with nothing cut, in any language that would read that way. */
import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { findCutTexts, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { openSettings } from "#test/support/preview-settings.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown } = usePageWindow();

const middleOf = async (element: Locator): Promise<number> => {
  const box = await element.boundingBox();
  return box === null ? Number.NaN : box.x + box.width / 2;
};

type Act = () => Promise<void>;

const stay: Act = () => Promise.resolve();

const open = async (scenario: string, dir: "ltr" | "rtl", act: Act): Promise<void> => {
  await shown.show(scenario, "light", dir === "rtl" ? { dir } : {});
  await shown.resize(1024, 700);
  await act();
  await settle(shown.page);
  expect(await findCutTexts(shown.page)).toEqual([]);
};

/** Where something is, from left to right and the other way round. */
const sides = async (
  scenario: string,
  find: () => Locator,
  act = stay,
): Promise<readonly [number, number]> => {
  await open(scenario, "ltr", act);
  const usual = await middleOf(find());
  await open(scenario, "rtl", act);
  return [usual, await middleOf(find())];
};

it("the lock screen has its drawing and its name on the right", async () => {
  const [usual, turned] = await sides("locked-waiting", () =>
    shown.page.locator("header").getByText("Tapvault"),
  );
  expect(usual).toBeLessThan(400);
  expect(turned).toBeGreaterThan(624);
  expect(await middleOf(shown.page.locator("svg[data-picture]"))).toBeGreaterThan(512);
});

it("the list has its sidebar on the right", async () => {
  const places = (): Locator => shown.page.getByRole("navigation", { name: "Places" });
  const [usual, turned] = await sides("entries", places);
  expect(usual).toBeLessThan(300);
  expect(turned).toBeGreaterThan(724);
  const list = await middleOf(shown.page.getByRole("listbox", { name: "Entries" }));
  expect(list).toBeLessThan(turned);
  // A title in another script begins where the line under it begins.
  const title = shown.page.getByRole("option").first().locator('[dir="auto"]').first();
  expect(await title.evaluate((text) => getComputedStyle(text).textAlign)).toBe("right");
});

it("the settings have their sections on the right", async () => {
  const sections = (): Locator => shown.page.getByRole("navigation", { name: "Settings" });
  const [usual, turned] = await sides("settings", sections, () => openSettings(shown.page));
  expect(usual).toBeLessThan(300);
  expect(turned).toBeGreaterThan(724);
  const arrow = shown.page.getByRole("button", { name: "Back to the list" }).locator("svg");
  expect(await arrow.evaluate((svg) => getComputedStyle(svg).transform)).toBe("matrix(-1, 0, 0, 1, 0, 0)");
});

it.each([
  ["locked-waiting", undefined],
  ["entries-lively", undefined],
  ["settings", openSettings],
] as const)("%s in pictures", async (scenario, act) => {
  await lookAround(shown, `rtl-${scenario}`, { scenario, act, look: { dir: "rtl" } });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
