/**
 * What the command line needs to feel at home in Electron's process: no window, no place in the dock, and
 * the signals that Electron takes for itself once it is ready.
 */

/** The switch by which the launcher asks for the command line. */
export const commandLineSwitch = "command-line";

/** What it needs of Electron's app. */
export interface CommandLineApp {
  readonly on: (name: "before-quit", listener: (event: { preventDefault(): void }) => void) => unknown;
  readonly dock?: { hide(): void } | undefined;
}

/** As a shell counts a program that was interrupted: 128 and the number of the signal. */
const interrupted = 130;

/**
 * Electron turns SIGINT, SIGTERM and SIGHUP into a wish to quit, and Node's listeners are not told. Here
 * they are; without any the process ends as Node would end it.
 */
export const actAsCommandLine = (app: CommandLineApp, host: NodeJS.Process = process): void => {
  app.dock?.hide();
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (!host.emit("SIGINT", "SIGINT")) host.exit(interrupted);
  });
};
