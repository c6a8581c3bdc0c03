/**
 * What surrounds the page, in real Electron: links, tray, quick search, window state. Xvfb has no window
 * manager, so what a person does to a frame is done through the main process. A desktop's tray is played
 * by whoever owns its name on the session's bus.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandName, CommandRequest, Reply } from "#contract/ipc.ts";
import { readWindowState } from "#main/shell/window-state.ts";
import type { TestApp } from "#test/support/app.ts";
import { openTestApp } from "#test/support/app.ts";
import {
  chooseInMenu,
  isQuickShown,
  mainWindow,
  menuNames,
  openQuick,
  snapshot,
  startAgain,
  withFrame,
} from "#test/support/desktop.ts";
import { ownStatusWatcher } from "#test/support/status-watcher.ts";

let app: TestApp;
let entryId: string;
let removeTray: () => void;

const call = <C extends CommandName>(name: C, input: CommandRequest<C>): Promise<Reply<C>> =>
  app.page.evaluate(([wanted, given]) => window.tapvault.call(wanted as never, given as never), [
    name,
    input,
  ] as const);

const vault = async (): Promise<string> => (await app.state()).vault;
const tap = async (): Promise<void> => {
  await call("simulation.remove", {});
  await call("simulation.tap", { kind: "spark2", whose: "mine", tearAt: null });
};
const lock = async (): Promise<void> => {
  await call("simulation.remove", {});
  await call("vault.lock", {});
  await expect.poll(vault).toBe("locked");
};
const field = (fieldId: string, kind: "username" | "password", value: string) => ({
  fieldId,
  label: fieldId,
  kind,
  value,
});

beforeAll(async () => {
  removeTray = await ownStatusWatcher();
  app = await openTestApp();
  await app.makeVault();
  const fields = [field("username", "username", "ada"), field("password", "password", "pass-of-harbour")];
  const draft = { type: "login" as const, title: "Harbour", tags: [], isFavourite: false, fields };
  const saved = await call("entries.save", { entryId: null, draft });
  if (!saved.ok) throw new Error(saved.error.code);
  entryId = saved.value.entryId;
  await call("entries.save", { entryId: null, draft: { ...draft, title: "Lighthouse" } });
});
afterAll(async () => {
  await app.close();
  removeTray();
});

describe("around the page", () => {
  it("a link that a second start brings opens its entry; one that is not known does nothing", async () => {
    await startAgain(app, "tapvault://copy/password");
    await startAgain(app, `tapvault://entry/${entryId}`);
    await app.page.getByRole("heading", { name: "Harbour" }).waitFor();
    expect((await snapshot(app, "shell.changed")).request).toBeNull();
  });

  it("a link waits while the vault is locked, and is acted on after the tap", async () => {
    await startAgain(app, "tapvault://lock");
    await expect.poll(vault).toBe("locked");
    await startAgain(app, "tapvault://search?q=light");
    expect((await snapshot(app, "shell.changed")).request).toBeNull();
    await tap();
    await app.page.getByRole("option", { name: /Lighthouse/ }).waitFor();
    await expect.poll(() => app.page.getByRole("option").count()).toBe(1);
  });

  it("the menus speak the language of the settings, and ask the page", async () => {
    await call("settings.set", { language: "de" });
    await expect
      .poll(() => menuNames(app))
      .toEqual(["Datei", "Bearbeiten", "Ansicht", "Eintrag", "Fenster", "Hilfe"]);
    await call("settings.set", { language: "en" });
    await expect.poll(() => menuNames(app)).toContain("Entry");
    await chooseInMenu(app, "Settings");
    await app.page.getByRole("navigation", { name: "Settings" }).waitFor();
    await chooseInMenu(app, "Entries");
    await app.page.getByRole("searchbox").waitFor();
  });

  it("closed into the tray it goes on: it locks, and a tap brings it back and opens it", async () => {
    await app.electron.evaluate(({ Tray }) => {
      Tray.prototype.setContextMenu = (menu) => {
        Reflect.set(
          globalThis,
          "trayLines",
          menu?.items.map(({ label }) => label),
        );
      };
    });
    await call("settings.set", { staysInTray: true });
    await expect.poll(async () => (await snapshot(app, "shell.changed")).tray).toBe("shown");
    const trayLines = (): Promise<unknown> =>
      app.electron.evaluate(() => Reflect.get(globalThis, "trayLines") as unknown);
    expect(await trayLines()).toContain("Open: 2 entries");
    await withFrame(app, "close");
    await expect.poll(async () => (await mainWindow(app)).isVisible).toBe(false);
    await lock();
    await expect.poll(trayLines).toContain("Locked");
    await tap();
    await expect.poll(async () => (await mainWindow(app)).isVisible).toBe(true);
    await expect.poll(vault).toBe("unlocked");
    await app.page.getByRole("option", { name: /Harbour/ }).waitFor();
  });

  it("while the vault is open a tap brings nothing forward; a second start always does", async () => {
    await withFrame(app, "close");
    await app.page.evaluate(() => {
      window.tapvault.subscribe("readers.changed", ({ readers }) => {
        if (readers.some(({ hasChip }) => hasChip)) document.body.dataset["chip"] = "seen";
      });
    });
    await tap();
    await expect.poll(() => app.page.evaluate(() => document.body.dataset["chip"])).toBe("seen");
    expect((await mainWindow(app)).isVisible).toBe(false);
    await startAgain(app);
    await expect.poll(async () => (await mainWindow(app)).isVisible).toBe(true);
    await call("settings.set", { staysInTray: false });
    await expect.poll(async () => (await snapshot(app, "shell.changed")).tray).toBe("off");
  });

  it("hides when another window is in front, if that was chosen, and not under a dialog", async () => {
    await call("settings.set", { hidesOnBlur: true });
    await expect.poll(async () => (await snapshot(app, "shell.changed")).tray).toBe("shown");
    await app.electron.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () =>
        new Promise((resolve) => {
          Reflect.set(globalThis, "closeDialog", () => resolve({ canceled: true, filePaths: [] }));
        });
    });
    const isFocused = async (): Promise<boolean> => (await mainWindow(app)).isFocused;
    const added = call("attachments.add", { entryId });
    await expect.poll(() => app.electron.evaluate(() => Reflect.has(globalThis, "closeDialog"))).toBe(true);
    await withFrame(app, "blur");
    await app.page.waitForTimeout(400);
    expect((await mainWindow(app)).isVisible).toBe(true);
    await app.electron.evaluate(() => {
      (Reflect.get(globalThis, "closeDialog") as () => void)();
    });
    expect(await added).toEqual({ ok: true, value: { taskId: null } });
    await withFrame(app, "focus");
    await expect.poll(isFocused).toBe(true);
    await withFrame(app, "blur");
    await expect.poll(async () => (await mainWindow(app)).isVisible).toBe(false);
    await startAgain(app);
    await expect.poll(async () => (await mainWindow(app)).isVisible).toBe(true);
    await call("settings.set", { hidesOnBlur: false });
  });

  it("keeps its windows out of screenshots, if that was chosen", async () => {
    await app.electron.evaluate(({ BrowserWindow }) => {
      const calls: boolean[] = [];
      Reflect.set(globalThis, "protection", calls);
      BrowserWindow.prototype.setContentProtection = (isOn) => void calls.push(isOn);
    });
    const asked = (): Promise<unknown> =>
      app.electron.evaluate(() => Reflect.get(globalThis, "protection") as unknown);
    await call("settings.set", { isCaptureBlocked: true });
    await expect.poll(asked).toEqual([true]);
    await call("settings.set", { isCaptureBlocked: false });
    await expect.poll(asked).toEqual([true, false]);
  });
});

describe("the quick search", () => {
  it("is opened by keys of the system, and says when they cannot be had", async () => {
    const keys = "CommandOrControl+Alt+K";
    const state = async (): Promise<string> => (await snapshot(app, "shell.changed")).quickKeys;
    const isHeld = (): Promise<boolean> =>
      app.electron.evaluate(({ globalShortcut }, wanted) => globalShortcut.isRegistered(wanted), keys);
    await call("settings.set", { quickKeys: keys });
    await expect.poll(state).toBe("ready");
    expect(await isHeld()).toBe(true);
    await call("settings.set", { quickKeys: "Nonsense+Key" });
    await expect.poll(state).toBe("unusable");
    expect(await isHeld()).toBe(false);
    await call("settings.set", { quickKeys: "" });
    await expect.poll(state).toBe("off");
  });

  it("finds, copies without showing, and goes", async () => {
    const quick = await openQuick(app);
    await quick.getByRole("combobox").fill("harb");
    await expect.poll(() => quick.getByRole("option").count()).toBe(1);
    await quick.keyboard.press("Enter");
    await quick.getByText("Password copied").waitFor();
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe("pass-of-harbour");
    await expect.poll(() => isQuickShown(app)).toBe(false);
    expect(await quick.content()).not.toContain("pass-of-harbour");
    await openQuick(app);
    expect(await quick.getByRole("combobox").inputValue()).toBe("");
  });

  it("may ask for nothing but what it is for", async () => {
    const quick = await openQuick(app);
    const reply = await quick.evaluate(
      (id) => window.tapvault.call("entries.reveal", { entryId: id, fieldId: "password" }),
      entryId,
    );
    expect(reply).toMatchObject({ ok: false, error: { code: "ipc.refused" } });
  });

  it("shows an entry in the main window", async () => {
    const quick = await openQuick(app);
    await quick.getByRole("combobox").fill("lighth");
    await expect.poll(() => quick.getByRole("option").count()).toBe(1);
    await quick.keyboard.press("Control+Enter");
    await expect.poll(() => isQuickShown(app)).toBe(false);
    await app.page.getByRole("heading", { name: "Lighthouse" }).waitFor();
  });

  it("asks for the tap while the vault is locked, and goes on after it", async () => {
    await lock();
    const quick = await openQuick(app);
    await quick.getByRole("combobox").fill("harb");
    await quick.getByText("Hold your chip to the reader").waitFor();
    await tap();
    await quick.getByRole("option", { name: /Harbour/ }).waitFor();
    await quick.keyboard.press("Escape");
    await expect.poll(() => isQuickShown(app)).toBe(false);
  });
});

describe("the window's state", () => {
  it("place, size, zoom and look are the same after a restart, before the page knows the settings", async () => {
    const look = (): Promise<string> => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
    await call("settings.set", { theme: "dark" });
    await expect.poll(look).toBe("dark");
    expect(readWindowState(app.profileDir).theme).toBe("dark");
    await withFrame(app, "move");
    await chooseInMenu(app, "Larger");
    await expect.poll(async () => (await mainWindow(app)).zoomLevel).toBe(1);
    const before = await mainWindow(app);
    app = await app.restart();
    await expect.poll(async () => (await mainWindow(app)).zoomLevel).toBe(1);
    expect((await mainWindow(app)).bounds).toEqual(before.bounds);
    expect(await look()).toBe("dark");
  });
});
