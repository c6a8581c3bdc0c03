/**
 * What the command line needs to feel at home in Electron's process: no window, no place in the dock, the
 * signals that Electron takes for itself once it is ready, and an end that is one.
 */

/** The switch by which the launcher asks for the command line. */
export const commandLineSwitch = "command-line";

/** What it needs of Electron's app. */
export interface CommandLineApp {
  readonly on: (name: "before-quit", listener: (event: { preventDefault(): void }) => void) => unknown;
  readonly dock?: { hide(): void } | undefined;
  readonly getAppMetrics: () => readonly { readonly pid: number; readonly type: string }[];
}

/** What it needs of the process; `reallyExit` is what Node's own exit ends with. */
export interface CommandLineHost {
  exit: (code?: number | string | null) => never;
  exitCode?: number | string | null | undefined;
  readonly reallyExit: (code: number) => never;
  readonly emit: (name: string, ...values: unknown[]) => boolean;
  readonly kill: (pid: number, signal: "SIGKILL") => unknown;
  readonly on: (name: "uncaughtException", listener: (cause: unknown) => void) => unknown;
}

/** A mistake in this program, as the exit codes of the command line count it. */
const bug = 70;

/** As a shell counts a program that was interrupted: 128 and the number of the signal. */
const interrupted = 130;

/**
 * Electron's exit asks the app to quit and comes back: what stands behind it runs on, and two of them at
 * a time were seen to hang or to abort. Node's ends the process then and there, as the verbs rely on.
 */
const leaveAtOnce =
  (app: CommandLineApp, host: CommandLineHost): CommandLineHost["exit"] =>
  (code) => {
    if (code !== undefined) host.exitCode = code;
    const last = Number(host.exitCode ?? 0);
    host.emit("exit", last);
    endHelpers(app, host);
    return host.reallyExit(last);
  };

/** A helper of Chromium's that outlives the call would keep its output open, and whoever reads it waiting. */
const endHelpers = (app: CommandLineApp, host: CommandLineHost): void => {
  for (const { pid, type } of app.getAppMetrics()) {
    if (type === "Browser") continue;
    try {
      host.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself just now.
    }
  }
};

/**
 * Electron turns SIGINT, SIGTERM and SIGHUP into a wish to quit, and Node's listeners are not told. Here
 * they are; without any the process ends as Node would end it.
 */
export const actAsCommandLine = (app: CommandLineApp, host: CommandLineHost): void => {
  host.exit = leaveAtOnce(app, host);
  // Electron would open a dialog and wait for it to be closed.
  host.on("uncaughtException", (cause) => {
    process.stderr.write(`${String(cause)}\n`);
    host.exit(bug);
  });
  app.dock?.hide();
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (!host.emit("SIGINT", "SIGINT")) host.exit(interrupted);
  });
};
