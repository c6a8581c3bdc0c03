import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hexConstant, toHex } from "#chip/bytes.ts";
import { atrs } from "#sandbox/soft-chip.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import type { VpcdCard, VpcdOptions } from "#sandbox/vpcd-card.ts";
import { layOnVpcd, vpcdPort } from "#sandbox/vpcd-card.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";
import type { Pcscd } from "#test/support/pcscd.ts";
import { usePcscd, whyNoPcscd, whyNoRestart } from "#test/support/pcscd.ts";

const noPcscd = await whyNoPcscd();
const noRestart = noPcscd ?? whyNoRestart();
const reason = (why: string | null): string => (why === null ? "" : ` (skipped: ${why})`);
const chipProgram = join(import.meta.dirname, "..", "..", "out", "main", "chip.js");

let app: TestApp;

beforeEach(async () => {
  app = await openTestApp();
});
afterEach(() => app.close());

const locked = (): Promise<void> =>
  app.page.getByRole("heading", { name: /hold your chip|locked/i }).waitFor();
const open = (): Promise<void> => app.page.getByRole("button", { name: "Lock" }).first().waitFor();
const lock = async (): Promise<void> => {
  await app.press("Lock");
  await locked();
};
const addEntry = async (title: string, password: string): Promise<void> => {
  await app.page.getByRole("button", { name: /^New/ }).first().click();
  await app.page.getByLabel("Title").fill(title);
  await app.page.getByLabel("Password", { exact: true }).fill(password);
  await app.press("Save");
  await app.page.getByRole("heading", { name: title }).waitFor();
};

const see = (code: ErrorCode): Promise<void> =>
  app.page
    .getByText(describeError(appError(code), "linux").title)
    .first()
    .waitFor();

describe("the app with the simulated reader", () => {
  it("keeps an entry over a restart, opened by a tap, with the vault file untouched by a wrong chip", async () => {
    await app.makeVault();
    await addEntry("Harbour", "s3cret-pass");
    app = await app.restart();
    await locked();
    await app.simulate("Other chip");
    await app.page
      .getByText(/another chip|other chip|not the chip|does not open/i)
      .first()
      .waitFor();
    await app.simulate("Remove chip");
    expect((await app.state()).vault).toBe("locked");
    await app.simulate("Tap my Spark 2");
    await open();
    await app.page.getByText("Harbour").first().waitFor();
  });

  it("opens with the recovery words when the keychain lost this computer's half, and a tap sets it up again", async () => {
    const words = await app.makeVault();
    await addEntry("Harbour", "s3cret-pass");
    await lock();
    await app.press("Use recovery words");
    await app.page.getByRole("textbox", { name: "Recovery words" }).fill(words.slice(0, 23).join(" "));
    await app.page.keyboard.press("Control+Enter");
    await app.page.getByRole("button", { name: /open/i }).last().click();
    await app.page
      .getByText(/24 words/i)
      .first()
      .waitFor();
    await app.page.getByRole("textbox", { name: "Recovery words" }).fill(words.join(" "));
    await app.page.getByRole("button", { name: /open/i }).last().click();
    await open();
    await app.page.getByText("Harbour").first().waitFor();
  });

  it("does not open at once after locking while the chip still lies there", async () => {
    await app.makeVault();
    await lock();
    await app.simulate("Tap my Spark 2");
    await open();
    await lock();
    await app.page.waitForTimeout(700);
    expect((await app.state()).vault).toBe("locked");
    await app.simulate("Remove chip");
    await app.simulate("Tap my Spark 2");
    await open();
  });

  it("says plainly that it has no keychain, works for this session, and opens with the words after a restart", async () => {
    await app.close();
    app = await openTestApp({ DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent" });
    const words = await app.makeVault();
    await addEntry("Harbour", "s3cret-pass");
    expect((await app.state()).keychain.backend).toBe("memory");
    app = await app.restart();
    await locked();
    await see("keychain.unavailable");
    await app.simulate("Tap my Spark 2");
    await see("keychain.lost");
    await app.simulate("Remove chip");
    await app.press("Use recovery words");
    await app.page.getByRole("textbox", { name: "Recovery words" }).fill(words.join(" "));
    await app.page.getByRole("button", { name: /open/i }).last().click();
    await open();
    expect((await app.state()).chipSlot).toBe("lost");
    await app.press("Tap to use your chip again");
    await app.simulate("Tap my Spark 2");
    await expect.poll(async () => (await app.state()).chipSlot).toBe("usable");
  });

  it("deletes with undo", async () => {
    await app.makeVault();
    await addEntry("Harbour", "s3cret-pass");
    await app.page.keyboard.press("Escape");
    await app.page
      .getByRole("button", { name: /^Delete/ })
      .first()
      .click();
    await app.page.getByRole("button", { name: "Undo" }).click();
    await app.page.getByRole("heading", { name: "Harbour" }).waitFor();
  });

  it("shows a vault of a newer version as such, and leaves the file as it is", async () => {
    await app.makeVault();
    const file = join(app.profileDir, "sandbox", "vault.db");
    await app.quit();
    const database = new Database(file);
    // libsql's close leaves the log unmerged, which would happen at some later moment.
    database.exec("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    const before = readFileSync(file);
    app = await app.restart();
    await app.page
      .getByText(/newer Tapvault/i)
      .first()
      .waitFor();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("starts afresh beside a profile that cannot be read, and keeps that file", async () => {
    writeFileSync(join(app.profileDir, "profile.json"), "{ not json");
    app = await app.restart();
    await app.page.getByRole("button", { name: "Start the sandbox" }).waitFor();
    expect(readFileSync(join(app.profileDir, "profile.json"), "utf8")).toBe("{ not json");
  });
});

/** A card that answers every command in the same way. */
const card = (atr: Uint8Array, answer: string): SoftChip => ({
  kind: "spark2",
  uid: hexConstant("04000000000000"),
  atr,
  process: () => hexConstant(answer),
  powerOff: () => undefined,
  reset: () => undefined,
});

describe.skipIf(noPcscd !== null)(`the app with pcscd + vpcd${reason(noPcscd)}`, () => {
  let service: Pcscd;
  let laid: VpcdCard[];

  const lay = async (chip: SoftChip, options: VpcdOptions = {}): Promise<VpcdCard> => {
    const result = await layOnVpcd(chip, options);
    if (!result.ok) throw new Error(result.error.reason);
    laid.push(result.value);
    return result.value;
  };

  beforeEach(async () => {
    laid = [];
    service = await usePcscd();
    await app.makeVault();
    await lock();
    await app.page
      .getByText(/Virtual PCD/)
      .first()
      .waitFor();
  });
  afterEach(async () => {
    for (const one of laid) await one.leave();
    await service.release();
  });

  it("is opened by `npm run chip -- spark2` in a second terminal", async () => {
    const chip = spawn(process.execPath, [chipProgram, "spark2"], { stdio: "ignore" });
    await open();
    chip.kill("SIGTERM");
    await once(chip, "exit");
  });

  it.each([
    ["a phone", card(atrs.phone, "6A82"), "chip.phone"],
    ["a card that is not a chip of ours", card(atrs.ntag, "6A82"), "chip.unsupported"],
    ["somebody else's chip", softChipOf("spark2", "other"), "vault.wrong-chip"],
  ] as const)("tells %s from the chip, and the right one opens it afterwards", async (_name, chip, code) => {
    const wrong = await lay(chip);
    await see(code);
    expect((await app.state()).vault).toBe("locked");
    await wrong.leave();
    await lay(softChipOf("spark2", "mine"));
    await open();
  });

  it("asks for one chip when two lie there, and sends neither a part 1", async () => {
    const sent: string[] = [];
    const watch: VpcdOptions = { onCommand: (command) => void sent.push(toHex(command)) };
    await lay(softChipOf("spark2", "other"), watch);
    await see("vault.wrong-chip");
    sent.length = 0;
    await lay(softChipOf("apex", "mine"), { ...watch, port: vpcdPort + 1 });
    await see("chip.several");
    expect(sent.filter((command) => command.startsWith("9071"))).toEqual([]);
    expect((await app.state()).vault).toBe("locked");
  });

  it.skipIf(noRestart !== null)(
    `takes the readers back when the service was stopped mid-scan and started again${reason(noRestart)}`,
    async () => {
      await lay(softChipOf("spark2", "mine"), { silentAt: 4 });
      await app.page.getByText("Keep holding").first().waitFor();
      await service.stop();
      await app.page
        .getByText(/Virtual PCD/)
        .first()
        .waitFor({ state: "hidden" });
      await service.start();
      await app.page
        .getByText(/Virtual PCD/)
        .first()
        .waitFor();
      expect((await app.state()).vault).toBe("locked");
      await lay(softChipOf("spark2", "mine"));
      await open();
    },
  );
});
