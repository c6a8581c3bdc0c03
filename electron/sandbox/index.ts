/** `npm run sandbox`: the services' stand-ins as a program. Ends cleanly on Ctrl-C. */
import { homedir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { startSandbox } from "./server.ts";
import type { SandboxEndpoints } from "./server.ts";

/** Where the server listens unless told otherwise. */
const defaultPort = 8877;

const defaultDir = join(
  process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"),
  "tapvault-sandbox",
);

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("0 to 65535");
  return port;
};

const forPeople = ({ vivokey, control }: SandboxEndpoints, dir: string): string =>
  [
    "The sandbox runs. Its services are simulated; keep no real secret in it.",
    `  Scan and KVS API  ${vivokey.scanBaseUrl}`,
    `  its API key       ${vivokey.apiKey}`,
    `  Verify API        ${vivokey.verifyBaseUrl}`,
    `  its API key       ${vivokey.verifyApiKey}`,
    `  control           ${control}`,
    `  kept in           ${dir}`,
    "Ctrl-C ends it.",
  ].join("\n");

const run = async (options: { port: number; data: string; json?: boolean }): Promise<void> => {
  const started = await startSandbox({ port: options.port, dataDir: options.data });
  if (!started.ok) {
    const { reason, message } = started.error;
    const next =
      reason === "port-taken" ? "Choose another with --port." : "Choose another folder with --data.";
    process.stderr.write(`The sandbox cannot start: ${message}\n${next}\n`);
    process.exitCode = 2;
    return;
  }
  const { endpoints } = started.value;
  process.stdout.write(
    `${options.json === true ? JSON.stringify(endpoints) : forPeople(endpoints, options.data)}\n`,
  );
  const end = (): void => void started.value.close().then(() => process.exit(0));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
};

await new Command("sandbox")
  .option("--port <port>", "where to listen; 0 takes a free port", portNumber, defaultPort)
  .option("--data <dir>", "folder that keeps what the services hold", defaultDir)
  .option("--json", "print the endpoints as one line of JSON")
  .action(run)
  .parseAsync();
