/** The windows: each sandboxed, isolated, unable to navigate, open windows or ask for permissions. */
import type { BrowserWindowConstructorOptions, Session } from "electron";
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { appOrigin } from "./app-protocol.ts";
import type { WindowState } from "./shell/window-state.ts";
import { correctedBounds, leastSize, usualSize } from "./shell/window-state.ts";

/** The page of the window, and of the quick search. */
export const mainAddress = `${appOrigin}/index.html`;
export const quickAddress = `${appOrigin}/quick.html`;

/** What our page may ask for: putting a text on the clipboard when a person presses a button. It cannot read it. */
const mayBeGiven = (permission: string, address: string): boolean =>
  permission === "clipboard-sanitized-write" && address.startsWith(`${appOrigin}/`);

/** Refuses everything else a page could ask the system for. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) =>
    callback(mayBeGiven(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    mayBeGiven(permission, origin.endsWith("/") ? origin : `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
};

const confine = (window: BrowserWindow): void => {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  webContents.on("will-navigate", (event) => event.preventDefault());
  webContents.on("will-redirect", (event) => event.preventDefault());
  webContents.on("will-attach-webview", (event) => event.preventDefault());
};

/** Opens a window with one of our pages, which talks through the preload. It is not shown yet. */
export const openPage = (
  address: string,
  preload: string,
  options: BrowserWindowConstructorOptions,
): BrowserWindow => {
  const window = new BrowserWindow({
    show: false,
    title: "Tapvault",
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1b1e" : "#ffffff",
    ...options,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      // A tap sounds before anybody has pressed anything, when the person wants it to.
      autoplayPolicy: "no-user-gesture-required",
      spellcheck: false,
      devTools: !app.isPackaged && process.env["TAPVAULT_DEVTOOLS"] === "1",
    },
  });
  confine(window);
  void window.loadURL(address);
  return window;
};

/** Opens the window where it was; it shows itself once the page is painted. */
export const openWindow = (state: WindowState, preload: string): BrowserWindow => {
  if (state.theme !== "system") nativeTheme.themeSource = state.theme;
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = openPage(mainAddress, preload, {
    ...usualSize,
    ...correctedBounds(state.bounds, screens),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
  });
  if (state.isMaximized) window.once("ready-to-show", () => window.maximize());
  window.webContents.once("dom-ready", () => window.webContents.setZoomLevel(state.zoomLevel));
  window.once("ready-to-show", () => window.show());
  return window;
};
