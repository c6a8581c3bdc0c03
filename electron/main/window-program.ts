/**
 * The program with the window: one instance, one window, and the program behind it. The page is sent on
 * its way first; while it loads in its own process, the rest is loaded here, and what stands around the
 * window (menus, tray, quick search) once it is painted.
 */
import type { BrowserWindow } from "electron";
import { app, dialog, Menu } from "electron";
import { join, resolve } from "node:path";
import { registerAppScheme, serveApp } from "./app-protocol.ts";
import { appScheme, isOurAddress } from "./app-scheme.ts";
import type { RouterPage } from "./ipc-router.ts";
import { startIpcRouter } from "./ipc-router.ts";
import { defaultProfileDir } from "./profile-dir.ts";
import { isWritableFolder } from "./profile-writable.ts";
import type { Program, startProgram } from "./program.ts";
import type { Desktop } from "./shell/desktop.ts";
import { bringForward } from "./shell/main-window.ts";
import type { givenFiles } from "./shell/opened-files.ts";
import type { WindowState } from "./shell/window-state.ts";
import { readWindowState } from "./shell/window-state.ts";
import { denyPermissions, mainAddress, openWindow } from "./window.ts";

const stopBeforeQuit = (stop: () => Promise<void>): void => {
  let isStopped = false;
  app.on("before-quit", (event) => {
    if (isStopped) return;
    isStopped = true;
    event.preventDefault();
    void stop().finally(() => app.quit());
  });
};

/** The installer registers the scheme too; a program that was only unpacked does it here. */
const registerScheme = (): void => {
  if (app.isPackaged) app.setAsDefaultProtocolClient(appScheme);
};

/** Files, or the arguments that they are looked for in; loaded with the program, as the window comes first. */
const takeFiles = async (program: Promise<Program>, find: FindFiles): Promise<void> => {
  const { host } = await program;
  const openedFiles = await import("./shell/opened-files.ts");
  await openedFiles.takeFiles(find(openedFiles.givenFiles), host.desk);
};

type FindFiles = (inArguments: typeof givenFiles) => ReturnType<typeof givenFiles>;

/** Addresses and files from the first start's own arguments, from a second start, and from the system (macOS). */
const takeFromOutside = (window: () => BrowserWindow | null, program: Promise<Program>): void => {
  const takeAddress = (address: string): void => void program.then((running) => running.takeAddress(address));
  const takeArguments = (argv: readonly string[], folder: string): void => {
    argv.filter(isOurAddress).forEach(takeAddress);
    void takeFiles(program, (inArguments) => inArguments(argv, folder, !app.isPackaged));
  };
  takeArguments(process.argv, process.cwd());
  const show = (): void => {
    const shown = window();
    if (shown !== null) bringForward(shown);
  };
  app.on("second-instance", (_event, argv, folder) => {
    show();
    takeArguments(argv, folder);
  });
  app.on("open-url", (event, address) => {
    event.preventDefault();
    show();
    takeAddress(address);
  });
  app.on("open-file", (event, file) => {
    event.preventDefault();
    show();
    void takeFiles(program, () => [file]);
  });
  app.on("activate", show);
};

/** Where things lie: only the entry knows its own place; what it loads may be put elsewhere by the build. */
interface Places {
  readonly profileDir: string;
  readonly preload: string;
  readonly page: string;
}

const startAround = async (
  window: BrowserWindow,
  state: WindowState,
  { profileDir, preload }: Places,
  program: Promise<Program>,
): Promise<Desktop | null> => {
  await new Promise<void>((resolve) => window.once("ready-to-show", () => resolve()));
  const { host } = await program;
  const { startDesktop } = await import("./shell/desktop.ts");
  return window.isDestroyed() ? null : startDesktop({ window, profileDir, state, preload, host });
};

/**
 * Loads the program in parts. Between them this process does what the page waits for: it takes part in
 * bringing the page up and gives out its files.
 */
const loadProgram = async (): Promise<typeof startProgram> => {
  const parts = [
    () => import("#contract/ipc.ts"),
    () => import("#platform/libsql-store.ts"),
    () => import("#platform/pino-log.ts"),
    () => import("#vault/vault.ts"),
  ];
  // Compiled parsers take longer to make than all that the first screen needs parsed; later calls are small.
  (await import("zod")).config({ jitless: true });
  for (const load of parts) {
    await new Promise((go) => setImmediate(go));
    await load();
  }
  return (await import("./program.ts")).startProgram;
};

const run = async (places: Places): Promise<void> => {
  const { profileDir, preload, page } = places;
  let desktop: Desktop | null = null;
  let opened: BrowserWindow | null = null;
  const living = (): BrowserWindow | null => (opened?.isDestroyed() === false ? opened : null);
  let giveProgram: (program: Promise<Program>) => void = () => undefined;
  const program = new Promise<Program>((resolve) => (giveProgram = resolve));
  takeFromOutside(living, program);
  await app.whenReady();
  registerScheme();
  serveApp(page);
  const state = readWindowState(profileDir);
  const window = openWindow(state, preload);
  opened = window;
  denyPermissions(window.webContents.session);
  giveProgram(loadProgram().then((start) => start(profileDir, living)));
  window.on("closed", () => void program.then(({ host }) => host.windowClosed()));
  const main: RouterPage = { contents: window.webContents, address: mainAddress, mayUse: () => true };
  const stopRouter = startIpcRouter({
    end: program.then(({ end }) => end),
    pages: () => [...(living() === null ? [] : [main]), ...(desktop?.pages() ?? [])],
  });
  void startAround(window, state, places, program).then((started) => (desktop = started));
  app.on("window-all-closed", () => app.quit());
  stopBeforeQuit(async () => {
    stopRouter();
    desktop?.dispose();
    await (await program).stop();
  });
};

/** As the exit codes of the command line count a vault that cannot be used now. */
const vaultUnusable = 3;

/** Chromium would take the folder for that of another window, and end without a word. */
const sayUnwritable = async (profileDir: string): Promise<void> => {
  const [{ shellLanguage, textsOf }] = await Promise.all([import("./shell/texts.ts"), app.whenReady()]);
  const texts = textsOf(shellLanguage("system", app.getPreferredSystemLanguages()));
  process.stderr.write(`tapvault: ${texts.unwritableTitle}: ${profileDir}\n`);
  dialog.showErrorBox(texts.unwritableTitle, texts.unwritableText(profileDir));
  app.exit(vaultUnusable);
};

/**
 * What of Chromium is asked for. Its network stack only fetches newer versions here and knows the system's
 * proxy (services are called through Node), so it needs no process of its own: that saves its memory and a part
 * of the start. On Wayland, keys that work in front of other programs are given out by the portal.
 */
const chromiumFeatures = ({ WAYLAND_DISPLAY: wayland }: NodeJS.ProcessEnv): readonly string[] => [
  "NetworkServiceInProcess2",
  ...(wayland === undefined ? [] : ["GlobalShortcutsPortal"]),
];

/** Sets the app up, which must happen before it is ready, and opens the window unless one is open already. */
export const startWindowProgram = (entryFolder: string): void => {
  const profileDir = resolve(app.commandLine.getSwitchValue("profile") || defaultProfileDir());
  const windowDir = join(profileDir, "window");
  app.setName("Tapvault");
  app.setPath("userData", windowDir);
  registerAppScheme();
  app.commandLine.appendSwitch("enable-features", chromiumFeatures(process.env).join(","));
  // Electron's own menu would cost time and bring keys of its own; ours comes after the first paint.
  Menu.setApplicationMenu(null);
  const places: Places = {
    profileDir,
    preload: join(entryFolder, "../preload/index.cjs"),
    page: join(entryFolder, "../renderer"),
  };
  if (!isWritableFolder(windowDir)) void sayUnwritable(profileDir);
  else if (app.requestSingleInstanceLock()) void run(places);
  else app.quit();
};
