/**
 * What set-up tells the person at the terminal: one line a thing, with its seconds, always on
 * stderr, because stdout belongs to the program that set-up hands over to.
 */
// @ts-check

/** Ends a script with one sentence and an exit code; 2 means that the computer lacks something. */
export class SetupError extends Error {
  /**
   * @param {string} sentence what is wrong and what to do, as the person reads it
   * @param {number} [exitCode]
   */
  constructor(sentence, exitCode = 2) {
    super(sentence);
    this.name = "SetupError";
    this.exitCode = exitCode;
  }
}

const screen = process.stderr;
/** In a log, work that is quicker than this needs no progress lines. */
const LOG_PACE_MS = 3_000;
let lineOpen = false;

/** @param {string} line */
export function say(line) {
  screen.write(`${lineOpen ? "\n" : ""}${line}\n`);
  lineOpen = false;
}

/** @param {number} since as `performance.now()` gave it */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs a piece of work under one line that ends with its seconds. The work may report how far it is.
 *
 * @template T
 * @param {string} label
 * @param {(report: (fraction: number, detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function task(label, work) {
  const began = performance.now();
  const report = progressReporter(label);
  say.open(`${label} … `);
  try {
    const result = await work(report);
    close(label, secondsSince(began));
    return result;
  } catch (error) {
    close(label, `failed after ${secondsSince(began)}`);
    throw error;
  }
}

/** Starts a line that `task` will finish. @param {string} text */
say.open = (text) => {
  screen.write(`${lineOpen ? "\n" : ""}${text}`);
  lineOpen = true;
};

/** @param {string} label @param {string} ending */
function close(label, ending) {
  const prefix = lineOpen ? "" : `${label}: `;
  const redraw = lineOpen && screen.isTTY ? `\r\x1b[K${label} … ` : prefix;
  screen.write(`${redraw}${ending}\n`);
  lineOpen = false;
}

/**
 * On a terminal the line is redrawn; in a log a tenth gets a line of its own, unless it went by at once.
 *
 * @param {string} label
 */
function progressReporter(label) {
  let tenths = 0;
  let told = performance.now();
  return (/** @type {number} */ fraction, /** @type {string} */ detail) => {
    const percent = Math.min(100, Math.floor(fraction * 100));
    if (screen.isTTY) {
      screen.write(`\r\x1b[K${label} … ${percent} %, ${detail}`);
      lineOpen = true;
    } else if (Math.floor(percent / 10) > tenths && performance.now() - told > LOG_PACE_MS) {
      tenths = Math.floor(percent / 10);
      told = performance.now();
      say(`  ${percent} %, ${detail}`);
    }
  };
}

/**
 * Runs a script's main function and turns what the computer lacks or refuses into a sentence and an exit code.
 *
 * @param {() => Promise<number | void>} main gives the exit code, or nothing to let the process end by itself
 */
export async function runScript(main) {
  try {
    const code = await main();
    if (typeof code === "number") process.exitCode = code;
  } catch (error) {
    const told = error instanceof SetupError ? error : refusalOf(error);
    if (told === undefined) throw error;
    say(told.message);
    process.exitCode = told.exitCode;
  }
}

/** What the system refused a script, such as files that a run as root left behind; nothing for a mistake of ours. @param {unknown} error */
export function refusalOf(error) {
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : {});
  if (code === "ENOSPC") return new SetupError("The disk is full: make room and run the command again.");
  if (path === undefined || !["EACCES", "EPERM", "EROFS"].includes(code ?? "")) return undefined;
  return new SetupError(
    `There is no right to use ${path}: see whom it belongs to. What was once run as root leaves files of root's.`,
  );
}
