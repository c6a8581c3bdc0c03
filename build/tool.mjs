/**
 * Runs the program of an npm package, once the packages are there: `node build/tool.mjs PACKAGE [arguments]`.
 * In this very process, so that one that asks questions has the terminal.
 */
// @ts-check
import { pathToFileURL } from "node:url";
import { ensure } from "./bootstrap.mjs";
import { programOf } from "./paths.mjs";
import { SetupError, runScript } from "./say.mjs";

/** Where a command has another name than its package. @type {Partial<Record<string, string>>} */
const COMMANDS = { "@changesets/cli": "changeset" };

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) throw new SetupError("Usage: node build/tool.mjs PACKAGE [arguments]");
  await ensure({ need: ["modules"] });
  const program = programOf(name, COMMANDS[name]);
  process.argv = [process.argv[0] ?? "", program, ...args];
  await import(pathToFileURL(program).href);
});
