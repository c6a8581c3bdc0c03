/** Newer versions in the window: the section in every state, the notice, and that the page says when it holds unsaved work. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { languages } from "#contract/views.ts";
import { findCutTexts, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { openSettings } from "#test/support/preview-settings.ts";
import { updateScreens } from "#test/support/preview-updates.ts";
import { lookAround } from "#test/support/screen-checks.ts";

const { shown, role, callsOf } = usePageWindow();

const text = (wanted: string | RegExp): Locator => shown.page.getByText(wanted).first();

const lastUnsaved = async (): Promise<unknown> => (await callsOf("updates.unsaved")).at(-1);

const open = async (scenario: string, section?: string): Promise<void> => {
  await shown.resize(1024, 700);
  await shown.show(scenario, "light");
  if (section !== undefined) await openSettings(shown.page, section);
};

describe("looks", () => {
  it.each(Object.entries(updateScreens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });

  it.each(languages)("a version that waits cuts no text in %s", async (language) => {
    await shown.resize(1024, 700);
    await shown.show("updates-waiting", "light", { language });
    await shown.page.keyboard.press("Control+,");
    await shown.page.locator("nav button").nth(9).click();
    await text("0.2.0").waitFor();
    await settle(shown.page);
    expect(await findCutTexts(shown.page)).toEqual([]);
  });
});

describe("the section", () => {
  it("looks when asked, by the keyboard, and says what came of it", async () => {
    await open("updates-current", "Updates");
    await role("button", "Check now").focus();
    await shown.page.keyboard.press("Enter");
    await text("Looking for a newer version…").waitFor();
    await text("This is the newest version.").waitFor();
    expect(await callsOf("updates.look")).toEqual([{}]);
  });

  it("restarts into a version that is ready, and not while something waits", async () => {
    await open("updates-waiting", "Updates");
    await text(
      "Still waits for: something typed and not saved and changes on their way to your stores.",
    ).waitFor();
    expect(await role("button", "Restart now").isDisabled()).toBe(true);
    await shown.page.evaluate(() => window.fake.push("updates.changed", { waitsFor: [] }));
    await role("button", "Restart now").focus();
    await shown.page.keyboard.press("Enter");
    await text("Putting version 0.2.0 in place…").waitFor();
    expect(await shown.page.locator(":focus").textContent()).toBe("Putting version 0.2.0 in place…");
    expect(await callsOf("updates.install")).toEqual([{}]);
  });

  it("says that looking is off, and that a copy put there by hand does not update itself", async () => {
    await open("updates-off", "Updates");
    await text("Newer versions are looked for only when you ask.").waitFor();
    await open("updates-by-hand", "Updates");
    await text(/This copy was not put here by an installer/u).waitFor();
    expect(await role("button", "Check now").count()).toBe(0);
  });

  it("offers to try again after a failure, and shows what is new as plain text", async () => {
    await open("updates-unreachable", "Updates");
    await role("button", "Try again").click();
    expect(await callsOf("updates.look")).toEqual([{}]);
    await shown.page.evaluate(() =>
      window.fake.push("updates.changed", {
        state: "ready",
        release: { version: "0.3.0", notes: "<b>Bold</b> words", bytes: 1 },
      }),
    );
    await text("<b>Bold</b> words").waitFor();
  });
});

describe("the notice", () => {
  it("comes once, and goes with Later", async () => {
    await open("updates-ready");
    await text("Version 0.2.0 is ready").waitFor();
    await role("button", "Later").click();
    await text("Version 0.2.0 is ready").waitFor({ state: "hidden" });
    await shown.page.evaluate(() => window.fake.push("updates.changed", { lastLookedAt: Date.now() }));
    await settle(shown.page);
    expect(await text("Version 0.2.0 is ready").count()).toBe(0);
  });

  it("goes when the settings say the same", async () => {
    await open("updates-ready");
    await role("button", "Later").waitFor();
    await openSettings(shown.page, "Updates");
    await role("button", "Later").waitFor({ state: "hidden" });
    await role("button", "Restart now").waitFor();
  });

  it("comes when the vault is opened, not over the lock screen", async () => {
    await open("locked-waiting");
    await shown.page.evaluate(() =>
      window.fake.push("updates.changed", {
        state: "ready",
        release: { version: "0.2.0", notes: null, bytes: 1 },
      }),
    );
    await settle(shown.page);
    expect(await text("Version 0.2.0 is ready").count()).toBe(0);
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "unlocked" }));
    await text("Version 0.2.0 is ready").waitFor();
  });

  it("says so when something is not saved yet, and stays", async () => {
    await open("updates-unsaved");
    await role("button", "Restart now").click();
    await text("Something is not saved yet").waitFor();
    expect(await text("Version 0.2.0 is ready").count()).toBe(1);
  });

  it("tells of an installation that failed, with the way to the settings", async () => {
    await open("updates-ready");
    await role("button", "Restart now").click();
    await shown.page.evaluate(() =>
      window.fake.push("updates.changed", {
        state: "ready",
        error: { code: "updates.not-permitted", ref: "7f3a91c2", retry: "now" },
      }),
    );
    await role("button", "Go to updates").click();
    await role("heading", "Updates").waitFor();
  });
});

describe("unsaved work", () => {
  it("is none at first, and none while somebody only looks and searches", async () => {
    await open("updates-current");
    await shown.page.keyboard.press("/");
    await shown.page.keyboard.type("fjord");
    await settle(shown.page);
    expect(await callsOf("updates.unsaved")).toEqual([{ isUnsaved: false }]);
  });

  it("is an entry's form as long as it is open", async () => {
    await open("updates-current");
    await role("button", /^New/u).click();
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: true });
    await role("button", "Cancel").click();
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: false });
  });

  it("is what is typed in place, until it is stored", async () => {
    await open("updates-current");
    await shown.page.getByRole("listbox", { name: "Entries" }).getByRole("option").first().click();
    await text("Where it is kept").waitFor();
    await role("button", "Change Website").click();
    await role("textbox", "Website").fill("https://elsewhere.example.org");
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: true });
    await shown.page.keyboard.press("Escape");
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: false });
  });

  it("is what was typed into any other form, until it is sent or closed", async () => {
    await open("updates-current", "Ways in");
    await role("button", /a passphrase$/u).click();
    await shown.page.getByLabel("Passphrase", { exact: true }).fill("harbour9");
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: true });
    await shown.page.keyboard.press("Escape");
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: false });
  });

  it("is a recovery kit that was not asked back", async () => {
    await open("recovery");
    await expect.poll(lastUnsaved).toEqual({ isUnsaved: true });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
