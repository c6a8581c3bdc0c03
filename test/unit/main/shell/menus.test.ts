import type { MenuItemConstructorOptions as Item } from "electron";
import { describe, expect, it } from "vitest";
import { languages } from "#contract/views.ts";
import type { MenuActions, MenuState, TrayState } from "#main/shell/menu-template.ts";
import { applicationMenu, trayMenu } from "#main/shell/menu-template.ts";
import { shellLanguage, textsOf } from "#main/shell/texts.ts";

const done: unknown[] = [];
const actions: MenuActions = {
  ask: (wish) => void done.push(wish),
  show: () => void done.push("show"),
  showQuick: () => void done.push("quick"),
  lock: () => void done.push("lock"),
  zoom: (step) => void done.push(step),
  quit: () => void done.push("quit"),
};

const flat = (items: readonly Item[]): readonly Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

const bar = (language: (typeof languages)[number], state: MenuState): readonly Item[] =>
  flat(applicationMenu({ texts: textsOf(language), actions, state }));

/** The keys that Electron gives to the roles in use. */
const roleKeys: Readonly<Record<string, string>> = {
  undo: "CommandOrControl+Z",
  redo: "Shift+CommandOrControl+Z",
  cut: "CommandOrControl+X",
  copy: "CommandOrControl+C",
  paste: "CommandOrControl+V",
  selectAll: "CommandOrControl+A",
  close: "CommandOrControl+W",
  minimize: "CommandOrControl+M",
  togglefullscreen: "F11",
  hide: "Command+H",
  hideOthers: "Command+Alt+H",
};

const click = (items: readonly Item[], label: string): void => {
  const item = items.find((one) => one.label === label);
  expect(item?.enabled).not.toBe(false);
  item?.click?.(undefined as never, undefined, undefined as never);
};

const states = (["none", "locked", "open"] as const).flatMap((vault) => [
  { isMac: false, vault },
  { isMac: true, vault },
]);

describe.each(languages)("the menus in %s", (language) => {
  it("have a name on every line, none of them English by accident or twice in one menu", () => {
    for (const state of states) {
      const items = bar(language, state).filter(({ type }) => type !== "separator");
      expect(items.filter(({ label }) => label === undefined || label.trim() === "")).toEqual([]);
      expect(items.filter(({ label }) => label?.includes("&") === true)).toEqual([]);
    }
    const tops = applicationMenu({
      texts: textsOf(language),
      actions,
      state: { isMac: false, vault: "open" },
    }).map(({ label }) => label);
    expect(new Set(tops).size).toBe(6);
  });

  it("give no key to two lines", () => {
    for (const state of states) {
      const keys = bar(language, state)
        .map(({ accelerator, role }) => accelerator ?? roleKeys[role ?? ""])
        .filter((key) => key !== undefined);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("say every text in that language", () => {
    const english = Object.entries(textsOf("en")).filter(([, text]) => typeof text === "string");
    const same = english.filter(([key, text]) => textsOf(language)[key as "file"] === text);
    expect(same.length).toBe(language === "en" ? english.length : 0);
  });
});

describe("what the lines do", () => {
  const open: TrayState = { isMac: false, vault: "open", count: 1_200, language: "de", readerLine: "r" };
  const texts = textsOf("de");

  it("keys of the page are only shown, so that a press counts once", () => {
    const shown = bar("en", open).filter(({ registerAccelerator }) => registerAccelerator === false);
    expect(shown.map(({ accelerator }) => accelerator).sort()).toEqual([
      "CommandOrControl+,",
      "CommandOrControl+L",
      "CommandOrControl+N",
    ]);
  });

  it("each asks for what it says", () => {
    done.length = 0;
    const items = bar("de", open);
    for (const label of [
      texts.newEntry,
      texts.lock,
      texts.tour,
      texts.zoomOut,
      texts.quit,
      texts.quickSearch,
    ])
      click(items, label);
    expect(done).toEqual([{ kind: "new-entry" }, "lock", { kind: "tour" }, -1, "quit", "quick"]);
  });

  it("the tray says how the vault stands and offers what can be done", () => {
    done.length = 0;
    const tray = trayMenu(open, texts, actions);
    expect(tray[0]?.label).toBe("Offen: 1.200 Einträge");
    for (const label of [texts.openTapvault, texts.quickSearch, texts.newEntry, texts.lock, texts.quit])
      click(tray, label);
    expect(done).toEqual(["show", "quick", { kind: "new-entry" }, "lock", "quit"]);
    const locked = trayMenu({ ...open, vault: "locked" }, texts, actions);
    expect(locked[0]?.label).toBe(texts.locked);
    expect(locked.find(({ label }) => label === texts.lock)?.enabled).toBe(false);
    expect(trayMenu({ ...open, count: 1 }, texts, actions)[0]?.label).toBe("Offen: 1 Eintrag");
  });

  it.each([
    ["de", ["ja-JP"], "de"],
    ["system", ["fr-FR", "es_419", "de"], "es"],
    ["system", ["JA"], "ja"],
    ["system", ["fr"], "en"],
    ["system", [], "en"],
  ] as const)("%s with %j speaks %s", (chosen, preferred, expected) => {
    expect(shellLanguage(chosen, preferred)).toBe(expected);
  });
});
