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

const serviceTexts = ({
  vivokey,
  hyperid,
  dataswyft,
  digime,
  privo,
}: SandboxEndpoints): readonly string[] => [
  "VivoKey",
  `  Scan and KVS API  ${vivokey.scanBaseUrl}  key ${vivokey.apiKey}`,
  `  Verify API        ${vivokey.verifyBaseUrl}  key ${vivokey.verifyApiKey}`,
  "HyperID",
  `  issuer            ${hyperid.issuer}`,
  `  REST              ${hyperid.restBaseUrl}`,
  `  client            ${hyperid.clientId}  secret ${hyperid.clientSecret}`,
  "Dataswyft",
  `  account           ${dataswyft.pdaUrl}  application ${dataswyft.applicationId}`,
  `  its owner         ${dataswyft.username}  password ${dataswyft.password}`,
  "digi.me",
  `  API, older API    ${digime.baseUrl}  ${digime.legacyBaseUrl}`,
  `  sign-in, storage  ${digime.onboardUrl}  ${digime.cloudBaseUrl}`,
  `  application       ${digime.applicationId}`,
  `  contract, key     ${digime.contractId}  ${digime.privateKeyFile}`,
  `  for reading back  ${digime.readContractId}  ${digime.readPrivateKeyFile}`,
  "PRIVO Protect",
  `  registry, tokens  ${privo.baseUrl}  ${privo.tokenUrl}`,
  `  identifiers       ${privo.serviceIdentifier}  ${privo.jurisdictionIdentifier}`,
  `  key               ${privo.apiKey}`,
  `  client            ${privo.clientId}  secret ${privo.clientSecret}`,
];

const forPeople = (endpoints: SandboxEndpoints, dir: string): string =>
  [
    "The sandbox runs. Its services are simulated; keep no real secret in it.",
    ...serviceTexts(endpoints),
    `control             ${endpoints.control}`,
    `kept in             ${dir}`,
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
