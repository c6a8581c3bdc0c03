/**
 * The menus as data: the bar of the application and the menu of the tray. Pure. Keys that the page
 * listens to itself are only shown here (`registerAccelerator: false`), so that a press counts once; on
 * macOS the page gets a key first and keeps it.
 */
import type { MenuItemConstructorOptions as Item } from "electron";
import type { ShellRequest } from "#contract/views-shell.ts";
import type { ShellTexts } from "./texts.ts";

/** What the lines do. */
export interface MenuActions {
  readonly ask: (wish: ShellRequest) => void;
  readonly show: () => void;
  readonly showQuick: () => void;
  readonly lock: () => void;
  readonly zoom: (step: -1 | 0 | 1) => void;
  readonly quit: () => void;
}

/** What the lines depend on. */
export interface MenuState {
  readonly isMac: boolean;
  readonly vault: "none" | "locked" | "open";
}

/** The state of the tray's menu: also how many entries, and what the readers do. */
export interface TrayState extends MenuState {
  readonly count: number;
  readonly language: string;
  readonly readerLine: string;
}

/** Everything a menu is made of. */
export interface MenuParts {
  readonly texts: ShellTexts;
  readonly actions: MenuActions;
  readonly state: MenuState;
}

const line: Item = { type: "separator" };

/** A line whose key the page itself listens to. */
const ofPage = (label: string, accelerator: string, click: () => void, isEnabled = true): Item => ({
  label,
  accelerator,
  registerAccelerator: false,
  enabled: isEnabled,
  click,
});

const appMenu = ({ texts, actions, state }: MenuParts): Item => ({
  label: "Tapvault",
  submenu: [
    { label: texts.about, role: "about" },
    line,
    settingsItem({ texts, actions, state }),
    line,
    { label: texts.hide, role: "hide" },
    { label: texts.hideOthers, role: "hideOthers" },
    { label: texts.showAll, role: "unhide" },
    line,
    { label: texts.quit, accelerator: "CommandOrControl+Q", click: actions.quit },
  ],
});

const settingsItem = ({ texts, actions, state }: MenuParts): Item =>
  ofPage(
    texts.settings,
    "CommandOrControl+,",
    () => actions.ask({ kind: "show-page", page: "settings" }),
    state.vault !== "none",
  );

const fileMenu = (parts: MenuParts): Item => {
  const { texts, actions, state } = parts;
  const isOpen = state.vault === "open";
  const toPage = (label: string, page: "import" | "export"): Item => ({
    label,
    enabled: isOpen,
    click: () => actions.ask({ kind: "show-page", page }),
  });
  const rest: Item[] = state.isMac
    ? []
    : [
        settingsItem(parts),
        line,
        { label: texts.quit, accelerator: "CommandOrControl+Q", click: actions.quit },
      ];
  return {
    label: texts.file,
    submenu: [
      toPage(texts.importFile, "import"),
      toPage(texts.exportFile, "export"),
      line,
      ofPage(texts.lock, "CommandOrControl+L", actions.lock, isOpen),
      { label: texts.closeWindow, role: "close" },
      ...rest,
    ],
  };
};

const editMenu = ({ texts }: MenuParts): Item => ({
  label: texts.edit,
  submenu: [
    { label: texts.undo, role: "undo" },
    { label: texts.redo, role: "redo" },
    line,
    { label: texts.cut, role: "cut" },
    { label: texts.copy, role: "copy" },
    { label: texts.paste, role: "paste" },
    { label: texts.selectAll, role: "selectAll" },
  ],
});

/** Hidden twins: the key with the plus is another one without Shift, and stands on the number block too. */
const zoomTwins = (actions: MenuActions): Item[] =>
  (
    [
      ["CommandOrControl+=", 1],
      ["CommandOrControl+numadd", 1],
      ["CommandOrControl+numsub", -1],
    ] as const
  ).map(([accelerator, step]) => ({
    label: accelerator,
    accelerator,
    visible: false,
    acceleratorWorksWhenHidden: true,
    click: () => actions.zoom(step),
  }));

const viewMenu = ({ texts, actions, state }: MenuParts): Item => {
  const toPage = (label: string, page: "entries" | "activity" | "storage" | "lookup"): Item => ({
    label,
    enabled: state.vault === "open",
    click: () => actions.ask({ kind: "show-page", page }),
  });
  return {
    label: texts.view,
    submenu: [
      {
        label: texts.palette,
        enabled: state.vault === "open",
        click: () => actions.ask({ kind: "palette" }),
      },
      line,
      toPage(texts.entries, "entries"),
      toPage(texts.activity, "activity"),
      toPage(texts.storage, "storage"),
      toPage(texts.lookup, "lookup"),
      line,
      { label: texts.zoomIn, accelerator: "CommandOrControl+Plus", click: () => actions.zoom(1) },
      { label: texts.zoomOut, accelerator: "CommandOrControl+-", click: () => actions.zoom(-1) },
      { label: texts.zoomReset, accelerator: "CommandOrControl+0", click: () => actions.zoom(0) },
      ...zoomTwins(actions),
      line,
      { label: texts.fullScreen, role: "togglefullscreen" },
    ],
  };
};

const entryMenu = ({ texts, actions, state }: MenuParts): Item => {
  const has = state.vault !== "none";
  return {
    label: texts.entry,
    submenu: [
      ofPage(texts.newEntry, "CommandOrControl+N", () => actions.ask({ kind: "new-entry" }), has),
      { label: texts.search, enabled: has, click: () => actions.ask({ kind: "search", text: "" }) },
      line,
      { label: texts.quickSearch, enabled: has, click: actions.showQuick },
    ],
  };
};

const windowMenu = ({ texts, actions }: MenuParts): Item => ({
  label: texts.window,
  submenu: [
    { label: texts.openTapvault, click: actions.show },
    { label: texts.minimize, role: "minimize" },
  ],
});

const helpMenu = ({ texts, actions, state }: MenuParts): Item => ({
  label: texts.help,
  submenu: [
    {
      label: texts.tour,
      enabled: state.vault === "open",
      click: () => actions.ask({ kind: "tour" }),
    },
    {
      label: texts.shortcuts,
      enabled: state.vault === "open",
      click: () => actions.ask({ kind: "shortcuts" }),
    },
    { label: texts.checkReaders, click: () => actions.ask({ kind: "check-readers" }) },
    ...(state.isMac ? [] : [line, { label: texts.about, role: "about" } as const]),
  ],
});

/** The bar of the application. */
export const applicationMenu = (parts: MenuParts): Item[] => [
  ...(parts.state.isMac ? [appMenu(parts)] : []),
  ...[fileMenu, editMenu, viewMenu, entryMenu, windowMenu, helpMenu].map((make) => make(parts)),
];

/** What the tray says of the vault. */
export const vaultLine = ({ vault, count, language }: TrayState, texts: ShellTexts): string => {
  if (vault === "none") return texts.noVault;
  return vault === "locked" ? texts.locked : texts.open(count.toLocaleString(language), count === 1);
};

/** The menu of the tray. */
export const trayMenu = (state: TrayState, texts: ShellTexts, actions: MenuActions): Item[] => [
  { label: vaultLine(state, texts), enabled: false },
  { label: state.readerLine, enabled: false },
  line,
  { label: texts.openTapvault, click: actions.show },
  { label: texts.quickSearch, enabled: state.vault !== "none", click: actions.showQuick },
  { label: texts.newEntry, enabled: state.vault !== "none", click: () => actions.ask({ kind: "new-entry" }) },
  line,
  { label: texts.lock, enabled: state.vault === "open", click: actions.lock },
  { label: texts.quit, click: actions.quit },
];
