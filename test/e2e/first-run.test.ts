/** The first run of the whole app: gone on with after a restart at each step, and out of the sandbox and back. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await openTestApp();
});
afterEach(() => app.close());

const heading = (name: string): Promise<void> =>
  app.page.getByRole("heading", { name, exact: true }).waitFor();

const wordsShown = async (): Promise<readonly string[]> => {
  const list = app.page.getByRole("list", { name: "Recovery words" });
  await list.waitFor();
  const items = await list.getByRole("listitem").allTextContents();
  return items.map((text) => text.replace(/^\d+/, "").trim());
};

const answer = async (words: readonly string[]): Promise<void> => {
  await app.page.getByRole("button", { name: "Finish" }).waitFor();
  for (const field of await app.page.getByRole("textbox", { name: /^Word \d+$/ }).all()) {
    const name = (await field.getAttribute("name")) ?? "";
    await field.fill(words[Number(name.replace("word-", "")) - 1] ?? "");
  }
  await app.press("Finish");
};

describe("the first run", () => {
  it("goes on where it was after a restart at each step, with the same words", async () => {
    await app.press("Start the sandbox");
    await heading("All set for the first tap");
    app = await app.restart();
    await heading("All set for the first tap");
    await app.press("Continue");
    await heading("Hold your chip to the reader");
    app = await app.restart();
    await heading("All set for the first tap");
    await app.press("Continue");
    await heading("Hold your chip to the reader");
    await app.simulate("Tap my Spark 2");
    const words = await wordsShown();
    app = await app.restart();
    await heading("Hold your chip to the reader");
    await app.page.getByText("The same chip shows them.").waitFor();
    await app.simulate("Tap my Spark 2");
    expect(await wordsShown()).toEqual(words);
    await app.press("I have written them down");
    await answer(words);
    await heading("Your vault is ready");
    await app.press("Look around first: five cards, one minute");
    await app.page.getByRole("dialog", { name: "A short tour" }).waitFor();
    await app.page.keyboard.press("Escape");
    await app.page.getByRole("button", { name: "See the tour again" }).waitFor();
    expect((await app.state()).settings.hasSeenTour).toBe(true);
    app = await app.restart();
    await heading("Hold your chip to the reader");
    expect((await app.state()).settings.hasSeenTour).toBe(true);
  });

  it("leaves the sandbox for a real chip whose service is out of reach, and finds its vault again", async () => {
    await app.makeVault();
    await app.press("Set up a real chip");
    await app.press("Set up my chip");
    await app.page.getByRole("textbox", { name: "API key" }).fill("0123456789ab".repeat(5));
    await app.press("Advanced");
    await app.page.getByLabel("Address of the Scan API").fill("http://127.0.0.1:9/");
    await app.press("Continue");
    await heading("Service and reader");
    await app.page.locator('[data-error-code="auth.unreachable"]').waitFor();
    expect(await app.state()).toMatchObject({ profile: { kind: "real" }, vault: "none" });
    await app.press("Back");
    await app.press("Start the sandbox");
    await heading("Hold your chip to the reader");
    await app.simulate("Tap my Spark 2");
    await app.page.getByRole("button", { name: "Lock" }).first().waitFor();
  });
});
