/**
 * Switches of Chromium by which another program could look into the page of an installed copy. The fuses
 * turn Node's inspector off; no fuse covers these, so they are taken away before Chromium reads them.
 */

const refused = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-debugging-address",
  "remote-allow-origins",
];

/** What this needs of Electron's app. */
export interface SwitchedApp {
  readonly isPackaged: boolean;
  readonly commandLine: { removeSwitch(name: string): void };
}

/** Takes them away in an installed copy; tests and development need them. */
export const refuseDebugging = ({ isPackaged, commandLine }: SwitchedApp): void => {
  if (isPackaged) for (const name of refused) commandLine.removeSwitch(name);
};
