/**
 * What the stand-in runtime runs first, as Electron's own default app does: it takes the first
 * argument that is no flag as the app's folder, loads the modules named with `-r` (a test driver
 * attaches that way), gives the app its path, name and version, and then is that app.
 */
import { app } from "electron";
import { readFileSync } from "node:fs";
import Module from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Splits Electron's own arguments from the app's folder; what follows the folder is the app's. */
function parse(args) {
  const modules = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "-r" || args[i] === "--require") modules.push(args[++i]);
    else if (!args[i].startsWith("-")) return { modules, folder: resolve(args[i]) };
  }
  return { modules, folder: undefined };
}

const { modules, folder } = parse(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write("Usage: electron FOLDER [arguments]\n");
  process.exit(2);
}

const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version ?? "0.0.0");
app.setAppPath(folder);
Module._preloadModules(modules);

// Awaited, because `ready` is held back until the entry module has been evaluated: the app can
// still register schemes and switches at its top level.
await import(pathToFileURL(join(folder, manifest.main ?? "index.js")).href);
