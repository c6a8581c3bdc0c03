import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";

const passphrase = "velvet harbour comet ladle orchid";

let app: TestApp;
let words: readonly string[];

beforeEach(async () => {
  app = await openTestApp();
  words = await app.makeVault();
});
afterEach(() => app.close());

const button = (name: RegExp | string): ReturnType<TestApp["page"]["getByRole"]> =>
  app.page.getByRole("button", { name }).first();
const see = (text: RegExp | string): Promise<void> => app.page.getByText(text).first().waitFor();
const seeProblem = (code: ErrorCode): Promise<void> => see(describeError(appError(code), "linux").title);
const open = (): Promise<void> => button("Lock").waitFor();

const newEntry = async (values: Readonly<Record<string, string>>): Promise<void> => {
  await button(/^New/).click();
  for (const [label, value] of Object.entries(values))
    await app.page.getByRole("textbox", { name: label, exact: true }).fill(value);
  await app.press("Save");
  await app.page.getByRole("heading", { name: values["Title"] ?? "" }).waitFor();
};
const settings = async (section: string): Promise<void> => {
  await app.page.keyboard.press("Control+,");
  await app.page.getByRole("navigation", { name: "Settings" }).getByText(section).click();
};
const file = (name: string): string => {
  const folder = join(app.profileDir, "elsewhere");
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
};
const unlockWithWords = async (): Promise<void> => {
  await app.press("Use recovery words");
  await app.page.getByRole("textbox", { name: "Recovery words" }).fill(words.join(" "));
  await app.page.getByRole("button", { name: /open/i }).last().click();
  await open();
};

/** Lets files go over the entry as the system does: the page gets real files, whose places it cannot see. */
const dropFiles = async (files: readonly string[]): Promise<void> => {
  const box = await app.page.locator("[data-drop-target]").boundingBox();
  const [x, y] = [Math.round((box?.x ?? 0) + 200), Math.round((box?.y ?? 0) + 150)];
  const devtools = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await devtools.send("Input.dispatchDragEvent", { type, x, y, data });
};

describe("the vault in the window", () => {
  it("opens with a passphrase after a restart; a wrong one is said", async () => {
    await settings("Ways in");
    await app.press("Set a passphrase");
    await app.page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
    await app.page.getByLabel("Once more").fill(passphrase);
    await app.page.getByRole("dialog").getByRole("button", { name: "Set passphrase" }).click();
    await expect.poll(async () => (await app.state()).hasPassphrase).toBe(true);
    app = await app.restart();
    await app.press("Use passphrase");
    const field = app.page.getByRole("textbox", { name: "Passphrase" });
    await field.fill("something else entirely");
    await app.page.keyboard.press("Enter");
    await seeProblem("passphrase.wrong");
    await field.fill(passphrase);
    await app.page.keyboard.press("Enter");
    await open();
  });

  it("shows the one-time code of now, and brings a former password back from the history", async () => {
    await newEntry({
      Title: "Harbour",
      Password: "first-pass",
      "One-time code": "otpauth://totp/Harbour:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbour",
    });
    await app.page.getByRole("timer").waitFor();
    expect(await app.page.getByText(/^\d{3} \d{3}$/).count()).toBe(1);
    await app.press("Edit");
    await app.page
      .getByRole("button", { name: /^Replace/ })
      .first()
      .click();
    await app.page.getByRole("textbox", { name: "Password", exact: true }).fill("second-pass");
    await app.press("Save");
    await app.press("History");
    const versions = app.page.getByRole("list", { name: "Versions" }).getByRole("button");
    await expect.poll(() => versions.count()).toBe(2);
    await versions.nth(1).click();
    await button(/restore/i).click();
    await app.page.keyboard.press("Escape");
    await app.press("Show Password");
    await see("first-pass");
  });

  it("keeps a file with an entry, gives it back byte for byte, and takes it off", async () => {
    const source = file("film.bin");
    const bytes = randomBytes(3_000_000);
    writeFileSync(source, bytes);
    await newEntry({ Title: "Harbour", Password: "pass" });
    await app.chooseFile(source);
    await button("Add a file").click();
    await button("Save film.bin elsewhere").waitFor();
    const copy = file("copy.bin");
    await app.chooseFile(copy);
    await button("Save film.bin elsewhere").click();
    await expect.poll(() => readdirSync(join(app.profileDir, "elsewhere"))).toEqual(["copy.bin", "film.bin"]);
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    await button("Remove film.bin").click();
    await see(/None yet/);
  });

  it("takes files that are dropped on the entry, and no folder, without the page naming a path", async () => {
    const names = ["a.txt", "b.txt"];
    for (const name of names) writeFileSync(file(name), `of ${name}`);
    await newEntry({ Title: "Harbour", Password: "pass" });
    await dropFiles([...names.map(file), app.profileDir]);
    for (const name of names) await button(`Save ${name} elsewhere`).waitFor();
    await see("A folder cannot be kept; pack it into one file first.");
    const madeUp = await app.page.evaluate(
      (entryId) => window.tapvault.addFiles(entryId, [new File(["x"], "hostname")]),
      "0".repeat(32),
    );
    expect(madeUp).toMatchObject({ ok: false, error: { code: "ipc.bad-request" } });
  });

  it("keeps what was deleted in the trash, gives it back, and removes it for good", async () => {
    await newEntry({ Title: "Harbour", Password: "pass" });
    await app.press("Delete");
    await app.page.getByRole("navigation", { name: "Places" }).getByText("Trash").click();
    await app.page.getByRole("option", { name: /Harbour/ }).click();
    await app.press("Restore");
    await app.page.getByRole("navigation", { name: "Places" }).getByText("All entries").click();
    await app.page.getByRole("option", { name: /Harbour/ }).click();
    await app.press("Delete");
    await app.page.getByRole("navigation", { name: "Places" }).getByText("Trash").click();
    await app.page.getByRole("option", { name: /Harbour/ }).click();
    await button(/^Delete for good/).click();
    await app.page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await see(/trash is empty/i);
  });

  it("imports a file after a look at it, and takes the whole import back", async () => {
    const export_ = {
      encrypted: false,
      folders: [],
      items: Array.from({ length: 25 }, (_, n) => ({
        type: 1,
        name: `Site ${n}`,
        login: {
          username: `ada${n}`,
          password: `pass-${n}`,
          uris: [{ match: null, uri: `https://s${n}.example` }],
        },
      })),
    };
    const source = file("bitwarden.json");
    writeFileSync(source, JSON.stringify(export_));
    await app.chooseFile(source);
    await settings("Import and export");
    await app.press("Import a file");
    await button("Choose a file").click();
    await see("Nothing was changed yet");
    await button("Import 25 entries").click();
    await see("25 entries added");
    await app.press("Undo import");
    await see("25 entries were taken back");
    await app.press("To my vault");
    await see("Your vault is empty");
  });

  it("writes an encrypted export that another vault takes in whole", async () => {
    await newEntry({ Title: "Hafen 🛟 مرفأ", Password: "s3cret-pass" });
    const target = file("all.tapvault");
    await app.chooseFile(target);
    await settings("Import and export");
    await app.press("Export everything");
    await app.page.getByLabel("Password for the file", { exact: true }).fill(passphrase);
    await app.page.getByLabel("Once more").fill(passphrase);
    await button(/^Export…/).click();
    await see("1 entry and 0 files were written");
    expect(readFileSync(target).includes("s3cret-pass")).toBe(false);
    const other = await openTestApp();
    try {
      await other.makeVault();
      await other.chooseFile(target);
      await other.page.keyboard.press("Control+,");
      await other.page.getByRole("navigation", { name: "Settings" }).getByText("Import and export").click();
      await other.press("Import a file");
      await other.page.getByRole("button", { name: "Choose a file" }).click();
      await other.page.locator("input[type=password]").first().fill(passphrase);
      await other.page.keyboard.press("Enter");
      await other.page.getByRole("button", { name: "Import 1 entry" }).click();
      await other.press("To my vault");
      await other.page.getByRole("option", { name: /Hafen/ }).click();
      await other.press("Show Password");
      await other.page.getByText("s3cret-pass").waitFor();
    } finally {
      await other.close();
    }
  });

  it("goes back to a backup, and keeps the file that was there", async () => {
    await newEntry({ Title: "Harbour", Password: "pass" });
    await settings("Backups and health");
    await app.press("Make one now");
    await button(/^Restore the backup/).waitFor();
    await app.page.keyboard.press("Escape");
    await newEntry({ Title: "Lighthouse", Password: "pass" });
    await settings("Backups and health");
    await button(/^Restore the backup/).click();
    await app.press("Restore this backup");
    await see("The backup is in place");
    await unlockWithWords();
    await app.page.getByRole("option", { name: /Harbour/ }).waitFor();
    expect(await app.page.getByRole("option", { name: /Lighthouse/ }).count()).toBe(0);
    await settings("Backups and health");
    await app.press("Check now");
    await see("All is well");
  });

  it("changes the vault key, and opens with words and chip as before", async () => {
    await newEntry({ Title: "Harbour", Password: "s3cret-pass" });
    await settings("Ways in");
    await button(/vault key/i).click();
    const dialog = app.page.getByRole("dialog");
    await dialog
      .getByRole("button", { name: /change|new/i })
      .last()
      .click();
    await expect.poll(async () => (await app.state()).rotation).toBe(null);
    app = await app.restart();
    await unlockWithWords();
    await app.page.getByRole("option", { name: /Harbour/ }).click();
    await app.press("Show Password");
    await see("s3cret-pass");
    await app.press("Lock");
    await app.simulate("Tap my Spark 2");
    await open();
  });
});
