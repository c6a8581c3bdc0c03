/**
 * Splits the arguments of the process into those that start this program and those a person typed. Inside
 * Electron the switches up to `--` belong to the program; under Node it is the script alone.
 */

/** The two parts. */
export interface OwnArguments {
  /** What starts this program again when given to `process.execPath`, before the arguments. */
  readonly own: readonly string[];
  /** What was typed. */
  readonly typed: readonly string[];
}

/** Splits them. */
export const splitArguments = (argv: readonly string[], isElectron: boolean): OwnArguments => {
  const end = isElectron ? argv.indexOf("--") + 1 || argv.length : 2;
  return { own: argv.slice(1, end), typed: argv.slice(end) };
};
