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
}

/** What it needs of the process; `reallyExit` is what Node's own exit ends with. */
export interface CommandLineHost {
  exit: (code?: number | string | null) => never;
  exitCode?: number | string | null | undefined;
  readonly reallyExit: (code: number) => never;
  readonly emit: (name: string, ...values: unknown[]) => boolean;
}

/** As a shell counts a program that was interrupted: 128 and the number of the signal. */
const interrupted = 130;

/**
 * Electron's exit asks the app to quit and comes back: what stands behind it runs on, and two of them at
 * a time were seen to hang or to abort. Node's ends the process then and there, as the verbs rely on.
 */
const leaveAtOnce =
  (host: CommandLineHost): CommandLineHost["exit"] =>
  (code) => {
    if (code !== undefined) host.exitCode = code;
    const last = Number(host.exitCode ?? 0);
    host.emit("exit", last);
    return host.reallyExit(last);
  };

/**
 * Electron turns SIGINT, SIGTERM and SIGHUP into a wish to quit, and Node's listeners are not told. Here
 * they are; without any the process ends as Node would end it.
 */
export const actAsCommandLine = (app: CommandLineApp, host: CommandLineHost): void => {
  host.exit = leaveAtOnce(host);
  app.dock?.hide();
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (!host.emit("SIGINT", "SIGINT")) host.exit(interrupted);
  });
};
