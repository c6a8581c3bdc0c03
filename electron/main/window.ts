/** The one window: sandboxed, isolated, unable to navigate, open windows or ask for permissions. */
import type { Session } from "electron";
import { BrowserWindow, nativeTheme } from "electron";
import { join } from "node:path";
import { appOrigin } from "./app-protocol.ts";

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
