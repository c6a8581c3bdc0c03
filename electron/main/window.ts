/** The one window: sandboxed, isolated, unable to navigate, open windows or ask for permissions. */
import type { Session } from "electron";
import { BrowserWindow, nativeTheme } from "electron";
import { join } from "node:path";
import { appOrigin } from "./app-protocol.ts";

/** Refuses everything a page could ask the system for. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
};

const confine = (window: BrowserWindow): void => {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  webContents.on("will-navigate", (event) => event.preventDefault());
  webContents.on("will-redirect", (event) => event.preventDefault());
  webContents.on("will-attach-webview", (event) => event.preventDefault());
};

/** Opens the window; it shows itself once the page is painted. */
export const openWindow = (): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1180,
    height: 780,
    minWidth: 560,
    minHeight: 480,
    show: false,
    title: "Tapvault",
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1b1e" : "#ffffff",
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/index.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: process.env["TAPVAULT_DEVTOOLS"] === "1",
    },
  });
  confine(window);
  window.once("ready-to-show", () => window.show());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
};
