/**
 * Ways by which another program could look into the page of an installed copy, or have it trust somebody else.
 * The fuses turn Node's inspector and its options off; no fuse covers these, so they are taken away before
 * Chromium and Node read them.
 */

/** Chromium's own debugger. */
const debuggers = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-debugging-address",
  "remote-allow-origins",
];

/** Another program in the place of a helper, which would be sent what the page is made of. */
const helpers = ["browser-subprocess-path", "gpu-launcher", "renderer-cmd-prefix", "utility-cmd-prefix"];

/** The wall between the page and everybody else, and the question to servers who they are. */
const walls = ["disable-web-security", "ignore-certificate-errors", "ignore-certificate-errors-spki-list"];

/** Node would believe every server; set for another program, it stays in many a shell. */
const trustingVariable = "NODE_TLS_REJECT_UNAUTHORIZED";

/** What this needs of Electron's app. */
export interface SwitchedApp {
  readonly isPackaged: boolean;
  readonly commandLine: { removeSwitch(name: string): void };
}

/** Takes the switches away in an installed copy; tests and development need them. */
export const refuseSwitches = ({ isPackaged, commandLine }: SwitchedApp): void => {
  if (isPackaged) for (const name of [...debuggers, ...helpers, ...walls]) commandLine.removeSwitch(name);
};

/** Servers are always asked who they are, in every copy. */
export const refuseBlindTrust = (env: NodeJS.ProcessEnv): void => {
  Reflect.deleteProperty(env, trustingVariable);
};
