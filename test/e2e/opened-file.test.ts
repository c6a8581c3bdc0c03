/**
 * An export of our own, opened from a file manager: the real app gets it as an argument of its start or of a
 * second start, and shows what would be imported once the vault is open. It never imports by itself.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandName, CommandRequest, Reply } from "#contract/ipc.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";
import { snapshot, startAgain } from "#test/support/desktop.ts";

const password = "four random words here";

let app: TestApp;
let folder: string;
let file: string;

const call = <C extends CommandName>(name: C, input: CommandRequest<C>): Promise<Reply<C>> =>
  app.page.evaluate(([wanted, given]) => window.tapvault.call(wanted as never, given as never), [
    name,
    input,
  ] as const);

const tap = async (): Promise<void> => {
  await call("simulation.remove", {});
  await call("simulation.tap", { kind: "spark2", whose: "mine", tearAt: null });
};
const heading = (name: string) => app.page.getByRole("heading", { name, exact: true });

const entryCount = async (): Promise<number> => (await snapshot(app, "entries.changed")).total;

/** Opens the file's encryption and looks at what would come; then leaves. */
const lookAtIt = async (): Promise<void> => {
  await heading("Password of the file").waitFor();
  await app.page.getByLabel("Password of the file", { exact: true }).fill(password);
  await app.page.keyboard.press("Enter");
  await heading("What would be imported").waitFor();
  await app.page.getByText("“An export.tapvault”").waitFor();
  expect(await entryCount()).toBe(1);
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("navigation", { name: "Settings" }).waitFor();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-files-"));
  file = join(folder, "An export.tapvault");
  app = await openTestApp();
  await app.makeVault();
  const draft = { type: "login" as const, title: "Harbour", tags: [], isFavourite: false, fields: [] };
  await call("entries.save", { entryId: null, draft });
  await app.chooseFile(file);
  const written = await call("export.write", { format: "tapvault", password });
  if (!written.ok) throw new Error(written.error.code);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("an export of our own", () => {
  it("comes with a second start, by its address or by its path from there", async () => {
    await startAgain(app, pathToFileURL(file).href);
    await lookAtIt();
    await startAgain(app, relative(process.cwd(), file));
    await lookAtIt();
  });

  it("waits while the vault is locked, and is shown after the tap", async () => {
    await call("simulation.remove", {});
    await call("vault.lock", {});
    await expect.poll(async () => (await app.state()).vault).toBe("locked");
    await startAgain(app, file);
    expect((await snapshot(app, "shell.changed")).request).toBeNull();
    await tap();
    await lookAtIt();
  });

  it("comes with the first start, once", async () => {
    app = await app.restart([pathToFileURL(file).href]);
    await app.page.getByRole("heading", { name: /hold your chip/i }).waitFor();
    await tap();
    await lookAtIt();
    await app.page.reload();
    await app.page.getByRole("button", { name: "Lock" }).first().waitFor();
    expect(await heading("Password of the file").count()).toBe(0);
  });
});

describe("anything else", () => {
  it("is left with a word about why, and several files after the first", async () => {
    writeFileSync(join(folder, "logins.csv"), "name,url,username,password\n");
    await startAgain(app, join(folder, "logins.csv"));
    await app.page.getByText("The file was not opened").waitFor();
    await startAgain(app, join(folder, "gone.tapvault"));
    await app.page.getByText("It is not there any more").waitFor();
    copyFileSync(file, join(folder, "second.tapvault"));
    await startAgain(app, file, join(folder, "second.tapvault"));
    await app.page.getByText("1 other file was left").waitFor();
    await lookAtIt();
  });

  it("has no token that the page could make up, and no path that it could give", async () => {
    const guessed = await call("import.read", { opened: "00000000-0000-0000-0000-000000000000" });
    expect(guessed).toMatchObject({ ok: false, error: { code: "import.gone" } });
    const given = await call("import.read", { path: file });
    expect(given).toMatchObject({ ok: false, error: { code: "ipc.refused" } });
  });
});
