/**
 * Settings, the passphrase on the lock screen and the renewed kit by the keyboard alone, at 200 %, from
 * right to left, and that nothing typed outlives its form or a lock.
 */
import { describe, expect, it } from "vitest";
import { findCutTexts, findViolations, settle } from "#test/support/page-checks.ts";
import { usePageWindow } from "#test/support/page-tools.ts";
import { openSettings, settingsScreens } from "#test/support/preview-settings.ts";

const { shown, role, focused, isFocused, tabTo, callsOf } = usePageWindow();

const typedTexts = async (): Promise<string[]> =>
  shown.page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>("input, textarea")]
      .map((field) => field.value)
      .filter((value) => value.includes("horse")),
  );

describe("the settings by the keyboard", () => {
  it("opens with Ctrl+comma, goes from section to section, and Esc is back on the list", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    expect(await focused().innerText()).toBe("Settings");
    await tabTo(role("button", "Security"));
    await shown.page.keyboard.press("Enter");
    await role("heading", "It always locks").waitFor();
    expect(await role("button", "Security").getAttribute("aria-current")).toBe("page");
    await shown.page.keyboard.press("Escape");
    await shown.page.getByRole("listbox", { name: "Entries" }).waitFor();
  });

  it("is reached from the menu too, but not while an entry is being edited", async () => {
    await shown.show("settings", "light");
    await role("button", "Settings").click();
    await role("button", /^All settings/u).click();
    await role("heading", "Ways in").waitFor();
    await shown.show("settings", "light");
    await shown.page.keyboard.press("Control+n");
    await shown.page.getByLabel("Title").fill("Half an entry");
    await shown.page.keyboard.press("Control+,");
    await role("button", "Settings").click();
    expect(await role("button", /^All settings/u).isDisabled()).toBe(true);
    expect(await shown.page.getByLabel("Title").inputValue()).toBe("Half an entry");
  });

  it("renames a way in; Esc keeps the former name and stays on the page", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await tabTo(role("button", "Rename Left hand, Spark 2"));
    await shown.page.keyboard.press("Enter");
    await shown.page.keyboard.press("Escape");
    await tabTo(role("button", "Rename Left hand, Spark 2"));
    await shown.page.keyboard.press("Enter");
    await shown.page.keyboard.press("Control+a");
    await shown.page.keyboard.type("Left hand");
    await shown.page.keyboard.press("Enter");
    await role("button", "Rename Left hand").waitFor();
    expect(await callsOf("slots.rename")).toEqual([{ slotId: `${"0".repeat(31)}1`, label: "Left hand" }]);
  });

  it("removes a chip with a change of the vault key, and shows how far that is", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await tabTo(role("button", "Remove Left hand, Spark 2"));
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("These stop working").waitFor();
    expect(await role("switch", /^Also change/u).isChecked()).toBe(true);
    await settle(shown.page);
    expect(await focused().innerText()).toBe("Keep it");
    await tabTo(shown.page.getByRole("button", { name: "Remove", exact: true }));
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("1,204 of 10,000").waitFor();
    expect(await callsOf("slots.remove")).toEqual([{ slotId: `${"0".repeat(31)}1`, rotate: true }]);
  });
});

describe("passphrases", () => {
  it("is set twice the same, and forgotten by the page", async () => {
    await shown.show("settings-first-day", "light");
    await openSettings(shown.page);
    await role("button", "Set a passphrase").click();
    await shown.page.getByLabel("Passphrase", { exact: true }).fill("correct horse battery");
    await shown.page.getByLabel("Once more").fill("correct horse battery");
    await shown.page.keyboard.press("Enter");
    await role("button", "Replace the passphrase").waitFor();
    expect(await callsOf("slots.setPassphrase")).toEqual([{ passphrase: "correct horse battery" }]);
    await expect.poll(typedTexts).toEqual([]);
  });

  it("goes with its dialog when the vault is locked meanwhile", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await role("button", "Replace the passphrase").click();
    await shown.page.getByLabel("Passphrase", { exact: true }).fill("correct horse battery");
    await shown.page.evaluate(() => window.fake.push("app.changed", { vault: "locked" }));
    await role("button", "Use passphrase").waitFor();
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
    await expect.poll(typedTexts).toEqual([]);
  });

  it("opens the vault from the lock screen; a wrong one is said, and the field is empty and ready", async () => {
    await shown.show("locked-passphrase", "light");
    await tabTo(role("button", "Use passphrase"));
    await shown.page.keyboard.press("Enter");
    const field = shown.page.getByRole("textbox", { name: "Passphrase" });
    await field.waitFor();
    await shown.page.keyboard.type("wrong horse");
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("Opening the vault…").waitFor();
    expect(await field.inputValue()).toBe("");
    await shown.page.locator('[data-error-code="passphrase.wrong"]').waitFor();
    expect(await isFocused(field)).toBe(true);
    await shown.page.keyboard.type("correct horse");
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("Your vault is empty").waitFor();
    await expect.poll(typedTexts).toEqual([]);
  });
});

describe("chip and kit", () => {
  it("adds a chip with a tap", async () => {
    await shown.show("settings-sandbox", "light");
    await openSettings(shown.page);
    await role("button", "Add a chip").click();
    await role("button", "Tap my Spark 2").click();
    await role("heading", "The chip opens your vault now").waitFor();
    await role("button", "Done").click();
    await expect.poll(() => shown.page.getByRole("dialog").count()).toBe(0);
    expect(await callsOf("scan.start")).toContainEqual({ purpose: "enrol" });
  });

  it("ends the scan when the dialog is closed before the tap", async () => {
    await shown.show("settings-sandbox", "light");
    await openSettings(shown.page);
    await role("button", "Add a chip").click();
    await role("heading", "Hold your chip to the reader").waitFor();
    await shown.page.keyboard.press("Escape");
    await expect.poll(() => callsOf("scan.cancel")).toEqual([{ scanId: "fake" }]);
    await role("heading", "Ways in").waitFor();
  });

  it("makes a new kit: the words are shown, three asked back", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await role("button", "New recovery kit").click();
    await role("button", "I have written them down").click();
    await shown.page.getByLabel("Word 11").fill("access");
    await shown.page.getByLabel("Word 3", { exact: true }).fill("able");
    await shown.page.getByLabel("Word 20").fill("act");
    await shown.page.keyboard.press("Enter");
    await shown.page.getByText("The new recovery kit counts from now on").waitFor();
    await role("heading", "Ways in").waitFor();
    expect(await callsOf("recovery.renew")).toHaveLength(1);
  });

  it("keeps the former kit when the new one is dropped, and goes on with one that waits", async () => {
    await shown.show("settings", "light");
    await openSettings(shown.page);
    await role("button", "New recovery kit").click();
    await shown.page.getByRole("list", { name: "Recovery words" }).waitFor();
    await shown.page.keyboard.press("Escape");
    await shown.page.getByText("A new recovery kit waits to be confirmed").waitFor();
    await role("button", "Go on").click();
    await shown.page.getByRole("list", { name: "Recovery words" }).waitFor();
    expect(await callsOf("recovery.renew")).toHaveLength(1);
    await role("button", "Keep the former kit").click();
    await expect.poll(() => callsOf("recovery.cancelRenewal")).toHaveLength(1);
    await expect.poll(() => shown.page.getByText("A new recovery kit waits to be confirmed").count()).toBe(0);
  });
});

describe("other sizes and directions", () => {
  const names = [
    "settings-ways-in-long",
    "settings-backups",
    "settings-locking",
    "settings-kit",
    "import-preview",
    "export-plain",
  ];
  it.each(names)("%s at 200 per cent and from right to left", async (name) => {
    const screen = settingsScreens[name];
    for (const zoom of [2, 1]) {
      await shown.resize(1024, 700, zoom);
      await shown.show(screen?.scenario ?? name, "light");
      await shown.page.evaluate((dir) => (document.documentElement.dir = dir), zoom === 1 ? "rtl" : "ltr");
      await screen?.act?.(shown.page);
      await settle(shown.page);
      expect(await findCutTexts(shown.page)).toEqual([]);
      expect(await findViolations(shown.page)).toEqual([]);
    }
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
