/**
 * The entry of the Electron program, which is two programs: the window, and, started by its launcher with
 * `--command-line -- …`, the command line without any display. Only one of them is ever loaded.
 */
import { app } from "electron";
import type { CommandLineHost } from "#main/command-line.ts";
import { actAsCommandLine, commandLineSwitch } from "#main/command-line.ts";
import { refuseBlindTrust, refuseSwitches } from "#main/refused-switches.ts";

refuseSwitches(app);
refuseBlindTrust(process.env);

if (app.commandLine.hasSwitch(commandLineSwitch)) {
  actAsCommandLine(app, process as unknown as CommandLineHost);
  // It parses its arguments and ends the process itself.
  await import("#cli/index.ts");
} else {
  const { startWindowProgram } = await import("#main/window-program.ts");
  startWindowProgram(import.meta.dirname);
}
