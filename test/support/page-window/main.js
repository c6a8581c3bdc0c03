/** A bare Electron that shows one page as the app's window would: sandboxed, isolated, no preload. */
import { BrowserWindow, app } from "electron";

const open = () => {
  const window = new BrowserWindow({
    width: 1024,
    height: 700,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  void window.loadURL("about:blank");
};

app.on("window-all-closed", () => app.quit());
// Not awaited: `ready` comes only after this module has been evaluated.
void app.whenReady().then(open);
