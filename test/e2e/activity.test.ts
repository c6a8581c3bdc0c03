/** The activity log and the storage in the real window: what a short session leaves, on the page and in the file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ActivityLine } from "#contract/views.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await openTestApp();
  await app.makeVault();
});
afterEach(() => app.close());

const lines = (): readonly ActivityLine[] =>
  readFileSync(join(app.profileDir, "activity.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ActivityLine);

const inOrder = (wanted: readonly string[]): readonly string[] => {
  const kinds = lines().map(({ event }) => event.kind as string);
  let from = 0;
  return wanted.filter((kind) => {
    const at = kinds.indexOf(kind, from);
    if (at >= 0) from = at + 1;
    return at >= 0;
  });
};

it("a session is on the page and, in order, in the file; nothing of the entry is", async () => {
  const { page } = app;
  await page.getByRole("button", { name: /^New/ }).first().click();
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Harbour canary");
  await page.getByRole("textbox", { name: "Password", exact: true }).fill("correct-horse-canary");
  await app.press("Save");
  await page.getByRole("heading", { name: "Harbour canary" }).waitFor();
  await app.press("Lock");
  await app.simulate("Tap my Spark 2");
  await page.getByRole("listbox", { name: "Entries" }).waitFor();
  await app.simulate("Remove chip");
  await page.keyboard.press("Escape");
  await page.keyboard.press("5");
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  await page.getByText("Unlock with the chip").first().waitFor();
  await page.getByText("Every line fits the one before it.").waitFor();
  await page.locator(".recharts-surface").first().waitFor();
  const wanted = ["settings", "scan", "way-in", "lock", "scan", "unlock"];
  expect(inOrder(wanted)).toEqual(wanted);
  expect(JSON.stringify(lines())).not.toContain("canary");
  const file = join(app.profileDir, "log.json");
  await app.chooseFile(file);
  await app.press("Export as JSON…");
  await page.getByText("Saved as “log.json”.").waitFor();
  const saved = JSON.parse(readFileSync(file, "utf8")) as { chain: unknown; lines: unknown[] };
  expect(saved.chain).toEqual({ state: "ok", brokenFrom: null });
  expect(saved.lines.length).toBeGreaterThanOrEqual(wanted.length);
  await page.keyboard.press("Escape");
  await page.keyboard.press("6");
  await page.getByRole("heading", { name: "Storage", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Harbour canary" }).waitFor();
});

it("goes on after a restart, and the end of the program was noted", async () => {
  app = await app.restart();
  await expect.poll(() => lines().map(({ event }) => event)).toContainEqual({ kind: "lock", why: "ended" });
  expect(lines().map(({ seq }) => seq)).toEqual(lines().map((_, at) => at + 1));
});
