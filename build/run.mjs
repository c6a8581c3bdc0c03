/**
 * Starts one of the plain Node programs: `node build/run.mjs cli|sandbox|chip …`. When all is there and
 * built this adds a few milliseconds and then becomes that program, in the same process.
 */
// @ts-check
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensure } from "./bootstrap.mjs";
import { ensureBuilt } from "./compile.mjs";
import { endWithParent } from "./parent.mjs";
import { OUT } from "./paths.mjs";
import { SetupError, runScript, say } from "./say.mjs";

const PROGRAMS = ["cli", "sandbox", "chip"];

endWithParent();
await runScript(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  if (!PROGRAMS.includes(name))
    throw new SetupError(`Usage: node build/run.mjs ${PROGRAMS.join("|")} [arguments]`);
  await ensure({ need: ["modules"] });
  await ensureBuilt();
  if (name === "chip" && !args.includes("--help")) await provideReader();
  const program = join(OUT, "main", `${name}.js`);
  process.argv = [process.argv[0] ?? "", program, ...args];
  await import(pathToFileURL(program).href);
});

/** A software chip needs the virtual reader, and that a PC/SC service. It stays for the programs that use it. */
async function provideReader() {
  const { startPcscd } = await import("./services.mjs");
  const root = process.getuid?.() === 0;
  if (root) await ensure({ need: ["system:pcsc"] });
  const service = await startPcscd({ stays: true });
  if (service.started) say(`The PC/SC service was started and stays; end it with: kill ${service.pid}`);
  if (!service.virtualReader) {
    throw new SetupError(
      "The PC/SC service runs without the virtual reader. Install vsmartcard-vpcd, restart the service, and try again.",
    );
  }
}
