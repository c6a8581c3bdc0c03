/**
 * Everything around the window: menus, tray, the quick search and its keys, coming forward at a tap.
 * Loaded once the window is painted; it follows the settings and the vault from then on.
 */
import type { BrowserWindow } from "electron";
import { app, Menu, Notification } from "electron";
import type { Clock } from "#contract/clock.port.ts";
import type { Language, LockReason, Settings, ShellRequest } from "#contract/views.ts";
import type { Core } from "#main/core.ts";
import type { RouterPage } from "#main/ipc-router.ts";
import type { Snapshots } from "#main/snapshots.ts";
import { watchForComingForward } from "./come-forward.ts";
import type { Holds } from "./holds.ts";
import type { MainWindow } from "./main-window.ts";
import { keepMainWindow } from "./main-window.ts";
import type { MenuActions, TrayState } from "./menu-template.ts";
import { applicationMenu } from "./menu-template.ts";
import type { QuickKeys } from "./quick-keys.ts";
import { createQuickKeys } from "./quick-keys.ts";
import type { QuickWindow } from "./quick-window.ts";
import { createQuickWindow } from "./quick-window.ts";
import type { ShellDesk } from "./shell-desk.ts";
import type { ShellTexts } from "./texts.ts";
import { shellLanguage, textsOf } from "./texts.ts";
import { createTraySymbol } from "./tray.ts";
import type { TrayKeeper } from "./tray-keeper.ts";
import { createTrayKeeper } from "./tray-keeper.ts";
import type { WindowState } from "./window-state.ts";

/** What the program hands to the shell around its window. */
export interface ShellHost {
  readonly core: Core;
  readonly desk: ShellDesk;
  readonly snapshots: Snapshots;
  readonly clock: Clock;
  readonly holds: Holds;
  readonly lockIfOpen: (why: LockReason) => void;
  /** The window was closed; locks if that was chosen. */
  readonly windowClosed: () => void;
}

/** What the shell is put together from. */
export interface DesktopParts {
  readonly window: BrowserWindow;
  readonly profileDir: string;
  readonly state: WindowState;
  /** The file that gives a page its way to main. */
  readonly preload: string;
  readonly host: ShellHost;
}

/** The running shell. */
export interface Desktop {
  /** The pages besides the main one that may talk to main. */
  readonly pages: () => readonly RouterPage[];
  readonly dispose: () => void;
}

const vaultState = (core: Core): TrayState["vault"] => {
  const status = core.status();
  if (status === "unlocked") return "open";
  return status === "locked" ? "locked" : "none";
};

const maxNameLength = 60;

const languageOf = (core: Core): Language =>
  shellLanguage(core.profile.settings.language, app.getPreferredSystemLanguages());

const readerLine = (core: Core, texts: ShellTexts): string => {
  const { service, readers } = core.environment.hub.state();
  if (service === "down") return texts.readerServiceDown;
  const reader = readers.find(({ card }) => card !== null) ?? readers[0];
  if (reader === undefined) return texts.readerNone;
  const name = reader.name.slice(0, maxNameLength);
  return reader.card === null ? texts.readerReady(name) : texts.readerWithChip(name);
};

const trayState = (core: Core, texts: ShellTexts, language: string): TrayState => {
  const entries = core.entries();
  return {
    isMac: process.platform === "darwin",
    vault: vaultState(core),
    count: entries.ok ? entries.value.overview().total : 0,
    language,
    readerLine: readerLine(core, texts),
  };
};

const makeActions = ({ desk, lockIfOpen }: ShellHost, main: MainWindow, quick: QuickWindow): MenuActions => ({
  ask: (wish: ShellRequest) => {
    main.show();
    desk.ask(wish);
  },
  show: main.show,
  showQuick: quick.show,
  lock: () => lockIfOpen("command"),
  zoom: main.zoom,
  quit: () => app.quit(),
});

/** Does something again only when what it depends on is another than last time. */
const onChange = (): ((key: unknown, act: () => void) => void) => {
  let last: string | null = null;
  return (key, act) => {
    const now = JSON.stringify(key);
    if (now === last) return;
    last = now;
    act();
  };
};

/** What the shell consists of. */
interface Surroundings {
  readonly main: MainWindow;
  readonly tray: TrayKeeper;
  readonly quick: QuickWindow;
  readonly actions: MenuActions;
  readonly keys: QuickKeys;
}

interface Followers {
  readonly menu: (state: TrayState, texts: ShellTexts) => void;
  readonly tray: (isWanted: boolean, state: TrayState, texts: ShellTexts) => void;
  readonly settings: (settings: Pick<Settings, "quickKeys" | "isCaptureBlocked" | "theme">) => void;
}

/** Brings everything up to date with the settings and the vault. */
const follow = (host: ShellHost, followers: Followers): void => {
  const { settings } = host.core.profile;
  const language = languageOf(host.core);
  const texts = textsOf(language);
  const state = trayState(host.core, texts, language);
  followers.menu(state, texts);
  followers.tray(settings.staysInTray || settings.hidesOnBlur, state, texts);
  followers.settings(settings);
  host.desk.vaultChanged();
};

const sayInTray = (core: Core): void => {
  const { inTrayTitle, inTrayText } = textsOf(languageOf(core));
  if (Notification.isSupported()) new Notification({ title: inTrayTitle, body: inTrayText }).show();
};

const keepMain = (parts: DesktopParts, tray: TrayKeeper): MainWindow => {
  const { core, holds, clock, windowClosed } = parts.host;
  return keepMainWindow({
    window: parts.window,
    profileDir: parts.profileDir,
    state: parts.state,
    clock,
    settings: () => core.profile.settings,
    hasTray: tray.isShown,
    isHeld: () => holds.isHeld() || vaultState(core) === "none",
    putAway: (isNews) => {
      windowClosed();
      tray.lookAgain();
      if (isNews) sayInTray(core);
    },
  });
};

const makeFollowers = (
  { window, host }: DesktopParts,
  { main, tray, quick, actions, keys }: Surroundings,
): Followers => {
  const [ifMenu, ifKeys, ifProtected, ifTheme] = [onChange(), onChange(), onChange(), onChange()];
  return {
    menu: (state, texts) =>
      ifMenu([state.vault, state.language], () =>
        Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu({ texts, actions, state }))),
      ),
    tray: tray.follow,
    settings: ({ quickKeys, isCaptureBlocked, theme }) => {
      ifKeys(quickKeys, () => host.desk.note({ quickKeys: keys.use(quickKeys) }));
      ifTheme(theme, () => main.dress(theme));
      ifProtected(isCaptureBlocked, () => {
        window.setContentProtection(isCaptureBlocked);
        quick.protect(isCaptureBlocked);
      });
    },
  };
};

const followed = ["app.changed", "readers.changed", "entries.changed"];

/** Starts the shell. */
export const startDesktop = (parts: DesktopParts): Desktop => {
  const { core, desk, snapshots } = parts.host;
  const quick = createQuickWindow(parts.preload, (isQuickShown) => desk.note({ isQuickShown }));
  const tray = createTrayKeeper(
    () => createTraySymbol(actions),
    (facts) => desk.note(facts),
  );
  const main = keepMain(parts, tray);
  const actions = makeActions(parts.host, main, quick);
  const keys = createQuickKeys(quick.toggle);
  const followers = makeFollowers(parts, { main, tray, quick, actions, keys });
  desk.connect({ showMain: main.show, hideQuick: quick.hide });
  const stops = [
    snapshots.subscribe((name) => {
      if (followed.includes(name)) follow(parts.host, followers);
    }),
    watchForComingForward(core, snapshots, () => {
      if (!quick.isShown() && !main.isInFront()) main.show();
    }),
    keys.dispose,
    tray.dispose,
    quick.dispose,
    main.dispose,
  ];
  parts.window.once("closed", quick.dispose);
  follow(parts.host, followers);
  return {
    pages: () => [quick.page()].filter((page) => page !== null),
    dispose: () => stops.forEach((stop) => stop()),
  };
};
