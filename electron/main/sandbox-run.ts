/**
 * The sandbox profile's own services and simulated reader, in this process. The server's code is
 * loaded only here, only when a sandbox profile is opened. Another program can find the running
 * server by the file `endpoints.json` in its folder.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReaderHub } from "#chip/reader.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Sandbox, SandboxEndpoints, SandboxFailure } from "#sandbox/server.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import type { CoreParts } from "./core-parts.ts";
import type { ServiceAddresses } from "./services.ts";

/** What a person can do with the simulated reader. */
export interface SimulatedTap {
  readonly kind: "spark2" | "apex";
  readonly whose: "mine" | "other";
  readonly tearAt: number | null;
}

/** What it needs of the core's parts. */
export type SandboxRunParts = Pick<CoreParts, "clock" | "log">;

/** The sandbox while it runs. */
export interface SandboxRun {
  /** Null in a copy without the sandbox. */
  readonly reader: ReaderHub | null;
  readonly addresses: ServiceAddresses;
  /** Where all its services are; starts them if they do not run yet. */
  endpoints(): Promise<Result<SandboxEndpoints, AppError>>;
  tap(tap: SimulatedTap): Promise<void>;
  remove(): void;
  dispose(): Promise<void>;
}

/** The port of the last time: accounts are bound to the address they were made at. */
const lastPort = async (file: string): Promise<number> => {
  const port = Number(await readFile(file, "utf8").catch(() => "0"));
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : 0;
};

/** The services as they run here, or in another program of ours on the same folder. */
interface Running extends Sandbox {
  readonly isElsewhere: boolean;
}

const answers = ({ control }: SandboxEndpoints): Promise<boolean> =>
  fetch(`${control}/chips`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

/** The services that another program of ours runs on the same folder, if they answer. */
const runningElsewhere = async (dataDir: string): Promise<Running | null> => {
  try {
    const endpoints = JSON.parse(await readFile(join(dataDir, "endpoints.json"), "utf8")) as SandboxEndpoints;
    const isThere = await answers(endpoints);
    return isThere ? { endpoints, isElsewhere: true, close: () => Promise.resolve() } : null;
  } catch {
    return null;
  }
};

const here = (started: Result<Sandbox, SandboxFailure>): Result<Running, SandboxFailure> =>
  started.ok ? ok({ ...started.value, isElsewhere: false }) : started;

const startAnew = async (dataDir: string): Promise<Result<Running, SandboxFailure>> => {
  const { startSandbox } = await import("#sandbox/server.ts");
  const file = join(dataDir, "port");
  const started = await startSandbox({ port: await lastPort(file), dataDir });
  if (started.ok || started.error.reason !== "port-taken") return here(started);
  const elsewhere = await runningElsewhere(dataDir);
  return elsewhere === null ? here(await startSandbox({ port: 0, dataDir })) : ok(elsewhere);
};

const start = async (parts: SandboxRunParts, dataDir: string): Promise<Result<Running, AppError>> => {
  const started = await startAnew(dataDir);
  if (started.ok) {
    const { port } = new URL(started.value.endpoints.control);
    await writeFile(join(dataDir, "port"), port, { mode: 0o600 }).catch(() => undefined);
    return started;
  }
  const error = appError("auth.unreachable");
  parts.log.error("sandbox.start", { ref: error.ref }, started.error);
  return err(error);
};

/** Readies the sandbox. Its server starts with the first question for an address, not before: the window comes first. */
export const runSandbox = (parts: SandboxRunParts, dataDir: string): SandboxRun => {
  const reader = createSimulatedReaderHub({ clock: parts.clock });
  let server: Promise<Result<Running, AppError>> | null = null;
  const running = async (): Promise<Result<Running, AppError>> => {
    const asked = (server ??= start(parts, dataDir));
    const known = await asked;
    if (!known.ok || !known.value.isElsewhere || (await answers(known.value.endpoints))) return known;
    // The other program ended: its place is taken here, for all who ask meanwhile at once.
    if (server === asked) server = start(parts, dataDir);
    return server;
  };
  const endpoint = async (pick: (sandbox: Sandbox) => string): Promise<Result<string, AppError>> => {
    const started = await running();
    return started.ok ? ok(pick(started.value)) : started;
  };
  return {
    reader,
    endpoints: async () => {
      const started = await running();
      return started.ok ? ok(started.value.endpoints) : started;
    },
    addresses: {
      scanBaseUrl: () => endpoint((sandbox) => sandbox.endpoints.vivokey.scanBaseUrl),
      verifyBaseUrl: () => endpoint((sandbox) => sandbox.endpoints.vivokey.verifyBaseUrl),
      apiKey: () => endpoint((sandbox) => sandbox.endpoints.vivokey.apiKey),
    },
    tap: async ({ kind, whose, tearAt }) => {
      const { softChipOf } = await import("#sandbox/soft-chips.ts");
      // The hand that taps now took the former chip away: "Other chip" swaps.
      reader.remove();
      reader.tap(softChipOf(kind, whose), tearAt === null ? {} : { tearAt });
    },
    remove: () => reader.remove(),
    dispose: async () => {
      const started = await server;
      if (started?.ok) await started.value.close();
    },
  };
};
