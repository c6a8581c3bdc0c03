/**
 * The main journeys through the whole app, by the keyboard alone: real Electron, the sandbox's services over
 * HTTP, a real browser window for the sign-in. One app from the first start on, as a person goes on in it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";
import { writeCounters } from "#test/support/counters.ts";
import type { Person } from "#test/support/person.ts";
import { sitDown } from "#test/support/person.ts";
import type { Opener, SystemBrowser } from "#test/support/system-browser.ts";
import { createOpener, openSystemBrowser } from "#test/support/system-browser.ts";

/** Where a journey that failed stood. */
const pictures = join(import.meta.dirname, "..", "..", "out", "failed-journeys");
const passphrase = "velvet harbour comet ladle orchid";

let app: TestApp;
let me: Person;
let opener: Opener;
let browser: SystemBrowser;
let words: readonly string[] = [];
const finished: string[] = [];

/** A journey counts when it was gone to its end without a pointer. */
const journey = (name: string, go: () => Promise<void>): void =>
  it(name, async () => {
    try {
      await go();
    } catch (cause) {
      await app.page.screenshot({ path: join(pictures, `${name.slice(0, 60)}.png`) });
      throw cause;
    }
    expect(await me.keys.pointerUses()).toBe(0);
    finished.push(name);
  });

beforeAll(async () => {
  opener = createOpener();
  browser = await openSystemBrowser();
  app = await openTestApp(opener.env);
  me = await sitDown(app);
});
afterAll(async () => {
  writeCounters("journeys", { journeys: finished.length, keyboardJourneys: finished.length });
  await app.close();
  await browser.close();
  opener.dispose();
});

describe("by the keyboard alone", () => {
  journey("sets a vault up without a reader, and writes the recovery words down", async () => {
    await me.keys.press("Start the sandbox");
    await me.see("Address and key are right");
    await me.keys.press(/^Continue/);
    await me.heading(/hold your chip/i);
    await me.keys.press("Tap my Spark 2");
    const items = app.page.getByRole("list", { name: "Recovery words" }).getByRole("listitem");
    await items.first().waitFor();
    words = (await items.allTextContents()).map((text) => text.replace(/^\d+/, "").trim());
    expect(words).toHaveLength(24);
    await me.keys.press("Remove chip");
    await me.keys.press("I have written them down");
    await me.role("button", "Finish").waitFor();
    const fields = await app.page.getByRole("textbox", { name: /^Word \d+$/ }).all();
    for (const field of fields) {
      const position = Number((await field.getAttribute("name"))?.replace("word-", ""));
      await me.keys.to(field);
      await me.keys.type(words[position - 1] ?? "");
    }
    await me.keys.key("Enter");
    await me.heading("Your vault is ready");
  });

  journey("looks at the five cards of the tour, and opens the vault", async () => {
    await me.keys.press(/^Look around first/);
    const dialog = app.page.getByRole("dialog");
    await dialog.waitFor();
    const titles = new Set<string>();
    for (let card = 0; card < 5; card += 1) {
      titles.add(await dialog.getByRole("heading", { level: 2 }).last().innerText());
      await me.keys.key("ArrowRight");
    }
    expect(titles.size).toBe(5);
    await me.keys.press("Done");
    await dialog.waitFor({ state: "detached" });
    await me.keys.press("Open my vault");
    await me.see("Your vault is empty");
  });

  journey("locks, and opens again by a tap", async () => {
    await me.lock();
    await me.keys.press("Tap my Spark 2");
    await me.see("Your vault is empty");
    await me.keys.press("Remove chip");
  });

  journey("keeps an entry, finds it by three letters and copies its password", async () => {
    await me.keys.key("Control+n");
    await me.heading("New entry");
    await me.keys.fill("Title", "Harbour library");
    await me.keys.fill("User name", "ada");
    await me.keys.fill("Password", "first-pass");
    await me.keys.key("Control+s");
    await me.heading("Harbour library");
    await me.keys.key("Control+k");
    await me.keys.type("har");
    await app.page.getByRole("option").locator("mark").first().waitFor();
    await me.choose(/^Harbour library/);
    await me.keys.key("Control+c");
    await me.see("Password copied");
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe("first-pass");
    await me.keys.key("Control+k");
    await me.keys.key("Escape");
  });

  journey("changes a value where it stands, and takes the change back", async () => {
    await me.openEntry("Harbour library");
    const field = app.page.getByRole("group", { name: "User name" });
    await me.keys.to(field);
    await me.keys.key("F2");
    await me.keys.fill("User name", "grace");
    await me.keys.key("Enter");
    await field.getByText("grace").waitFor();
    await me.keys.to(field);
    await me.keys.key("Control+z");
    await field.getByText("ada", { exact: true }).waitFor();
  });

  journey("brings a former password back from the history", async () => {
    const field = app.page.getByRole("group", { name: "Password", exact: true });
    await me.keys.to(field);
    await me.keys.key("F2");
    await me.keys.fill("Password", "second-pass");
    await me.keys.key("Enter");
    await me.role("button", "Show Password").waitFor();
    await me.keys.to(field);
    await me.keys.key("h");
    const versions = app.page.getByRole("list", { name: "Versions" }).getByRole("button");
    await versions.nth(1).waitFor();
    await me.keys.to(versions.nth(1));
    await me.keys.key("Enter");
    await me.keys.press(/restore/i);
    await me.keys.key("Escape");
    await me.keys.press("Show Password");
    await me.see("first-pass");
  });

  journey("throws an entry away, takes it back, and lets it go for good", async () => {
    await me.choose(/^Harbour library/);
    await me.keys.key("Delete");
    const notice = app.page.getByRole("alert").filter({ hasText: "Moved to the trash" });
    await me.keys.to(notice.getByRole("button", { name: "Undo" }));
    await me.keys.key("Enter");
    await me.choose(/^Harbour library/);
    await me.keys.key("Delete");
    await expect.poll(() => me.role("option", /^Harbour library/).count()).toBe(0);
    await me.keys.key("3");
    await me.choose(/^Harbour library/);
    await me.keys.key("Delete");
    await me.keys.to(app.page.getByRole("dialog").getByRole("button", { name: "Delete for good" }));
    await me.keys.key("Enter");
    await me.see(/trash is empty/i);
    await me.keys.key("1");
  });

  journey("imports a file after a look at it, and writes everything out sealed", async () => {
    const source = me.file("logins.csv");
    writeFileSync(
      source,
      "name,url,username,password\nLighthouse,https://light.example,ada,pass-1\nQuay,,ben,pass-2\n",
    );
    await app.chooseFile(source);
    await me.settings("Import and export");
    await me.keys.press("Import a file");
    await me.keys.press("Choose a file");
    await me.see("Nothing was changed yet");
    await me.keys.press("Import 2 entries");
    await me.see("2 entries added");
    await me.keys.press("To my vault");
    await me.role("option", /^Lighthouse/).waitFor();
    const target = me.file("all.tapvault");
    await app.chooseFile(target);
    await me.settings("Import and export");
    await me.keys.press("Export everything");
    await me.keys.fill("Password for the file", passphrase);
    await me.keys.fill("Once more", passphrase);
    await me.keys.press(/^Export…/);
    await me.see("2 entries and 0 files were written");
    expect(readFileSync(target).includes("pass-1")).toBe(false);
    await me.backToList();
  });

  journey("tags several entries at once, and sees them under the tag", async () => {
    await me.choose(/^Lighthouse/);
    await me.keys.key("Control+a");
    await me.see("2 marked");
    await me.keys.press("Add or remove a tag");
    await app.page.getByRole("combobox", { name: "Tag" }).waitFor();
    await me.keys.type("coast");
    await me.keys.key("Enter");
    await app.page.getByRole("navigation", { name: "Places" }).getByText("coast").waitFor();
    await me.keys.key("Escape");
    await me.keys.key("Control+k");
    await me.keys.type("tag:coast");
    await expect.poll(() => app.page.getByRole("option").count()).toBe(2);
    await me.keys.key("Escape");
  });

  journey("connects a service, and keeps a copy of an entry there", async () => {
    await me.settings("Stores");
    await me.keys.press("Connect: HyperID");
    await browser.consent(await opener.next());
    await app.page
      .locator('li[data-store="hyperid"]')
      .getByText("Connected", { exact: true })
      .first()
      .waitFor();
    await me.backToList();
    await me.openEntry("Lighthouse");
    const copy = app.page.getByRole("listitem").filter({ hasText: "HyperID" }).filter({ hasText: "Kept" });
    await copy.first().waitFor();
  });

  journey("sets a passphrase, and opens the vault with it", async () => {
    await me.settings("Ways in");
    await me.keys.press("Set a passphrase");
    await me.keys.fill("Passphrase", passphrase);
    await me.keys.fill("Once more", passphrase);
    await me.keys.to(app.page.getByRole("dialog").getByRole("button", { name: "Set passphrase" }));
    await me.keys.key("Enter");
    await expect.poll(async () => (await app.state()).hasPassphrase).toBe(true);
    await app.page.getByRole("dialog").waitFor({ state: "detached" });
    await me.lock();
    await me.keys.press("Use passphrase");
    await me.keys.fill("Passphrase", passphrase);
    await me.keys.key("Enter");
    await me.list();
  });

  journey("opens the vault with the recovery words", async () => {
    await me.lock();
    await me.keys.press("Use recovery words");
    await me.keys.fill("Recovery words", words.join(" "));
    await me.keys.press(/^Open/);
    await me.list();
  });

  journey("asks about an age by its hash", async () => {
    await me.keys.key("4");
    await me.heading("Age lookup");
    await me.keys.fill("E-mail address or phone number", "adult@example.com");
    await me.see("leaves your computer");
    await me.keys.key("Enter");
    await me.heading("What PRIVO answered");
    await me.backToList();
  });

  journey("looks at what happened, and at the readers, and saves a report", async () => {
    await me.keys.key("5");
    await me.heading("Activity");
    await me.see(/recovery words/i);
    await me.backToList();
    const report = me.file("report.txt");
    await app.chooseFile(report);
    await me.keys.key("Control+Shift+p");
    await me.keys.type("readers");
    await me.keys.key("Enter");
    await me.heading(/readers/i);
    await me.keys.press("Make a report");
    await me.keys.press(/^Save the report/);
    await expect
      .poll(() => (existsSync(report) ? readFileSync(report, "utf8").length : 0))
      .toBeGreaterThan(200);
    await me.keys.key("Escape");
  });

  journey("changes the language, and back", async () => {
    await me.settings("Language");
    // A group of choices is one stop of the Tab key; arrows choose in it.
    await me.keys.to(me.role("radio", "As the system speaks"));
    await me.keys.key("ArrowDown");
    await me.keys.key("ArrowDown");
    await me.heading("Einstellungen");
    expect(await app.page.evaluate(() => document.documentElement.lang)).toBe("de");
    await me.keys.key("ArrowUp");
    await me.heading("Settings");
    await me.backToList();
    await me.lock();
    await me.tap();
  });
});
