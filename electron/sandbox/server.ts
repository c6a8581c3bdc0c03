/**
 * The services' stand-ins as one HTTP server on 127.0.0.1, durable in its folder. Built to the
 * vendors' documented contracts, so that their own client libraries would work against it. A new
 * service is one more folder with routes, mounted here.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { SandboxContext, SandboxSettings } from "./context.ts";
import { defaultSettings } from "./context.ts";
import { controlRoutes } from "./control.ts";
import type { SandboxDatabase } from "./database.ts";
import { openSandboxDatabase } from "./database.ts";
import type { SandboxEnv } from "./faults.ts";
import { createFaultPlan, withFaults } from "./faults.ts";
import { makeServices } from "./services.ts";
import type { ServiceEndpoints, SandboxServices } from "./services.ts";
import { kvsRoutes } from "./vivokey/kvs.ts";
import { scanRoutes } from "./vivokey/scan.ts";
import { openSigningKey } from "./vivokey/signing-key.ts";
import type { SigningKey } from "./vivokey/signing-key.ts";
import { verifyRoutes } from "./vivokey/verify.ts";

/** How a sandbox is made. `port` 0 takes a free one; `random` is fixed in tests of vectors. */
export interface SandboxOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly settings?: Partial<SandboxSettings>;
  readonly random?: (length: number) => Uint8Array;
}

/** What a client needs to know; printed by `npm run sandbox -- --json`. */
export interface SandboxEndpoints extends ServiceEndpoints {
  readonly vivokey: {
    readonly scanBaseUrl: string;
    readonly verifyBaseUrl: string;
    readonly apiKey: string;
    readonly verifyApiKey: string;
  };
  readonly control: string;
}

/** A running sandbox. */
export interface Sandbox {
  readonly endpoints: SandboxEndpoints;
  close(): Promise<void>;
}

/** Why it does not run. */
export interface SandboxFailure {
  readonly reason: "port-taken" | "folder";
  readonly message: string;
}

const maxBodyBytes = 64 * 1024 * 1024;
const loopbackHosts = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

const createContext = (options: SandboxOptions, database: SandboxDatabase): SandboxContext => {
  let offsetMs = 0;
  return {
    dataDir: options.dataDir,
    database,
    now: () => Date.now() + offsetMs,
    moveClock: (ms) => (offsetMs = ms),
    random: options.random ?? ((length) => Uint8Array.from(randomBytes(length))),
    faults: createFaultPlan(),
    settings: { ...defaultSettings, ...options.settings },
  };
};

/** Every answer tells the sandbox's own time, so that a moved clock looks like one. */
const tellTime =
  (context: SandboxContext): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    await next();
    c.res.headers.set("date", new Date(context.now()).toUTCString());
  };

const createRoutes = (
  context: SandboxContext,
  key: SigningKey,
  services: SandboxServices,
): Hono<SandboxEnv> => {
  const app = new Hono<SandboxEnv>();
  // A web page must not reach this through a name that it resolves to this computer.
  app.use(async (c, next) =>
    loopbackHosts.test(c.req.header("host") ?? "")
      ? next()
      : c.json({ error: "only for this computer" }, 403),
  );
  app.use(bodyLimit({ maxSize: maxBodyBytes }));
  app.use(tellTime(context));
  app.use("/v1/*", withFaults(context.faults, "vivokey"));
  app.use("/verify/*", withFaults(context.faults, "vivokey"));
  app.route("/v1", scanRoutes(context));
  app.route("/v1", kvsRoutes(context));
  app.route("/verify", verifyRoutes(context, key));
  for (const { name, mounts } of services.all) {
    for (const { path, routes } of mounts) {
      // A route at the root would have its faults hit every service.
      if (path !== "/") app.use(`${path}/*`, withFaults(context.faults, name));
      app.route(path, routes);
    }
  }
  app.route("/control", controlRoutes(context, services));
  return app;
};

const listen = (server: Server, port: number): Promise<Error | null> =>
  new Promise((resolve) => {
    server.once("error", resolve);
    server.listen(port, "127.0.0.1", () => resolve(null));
  });

const endpointsOf = (
  database: SandboxDatabase,
  services: SandboxServices,
  origin: string,
): SandboxEndpoints => {
  const key = (flow: string): string =>
    (
      database.prepare("SELECT key FROM api_key WHERE flow = ? ORDER BY rowid LIMIT 1").get(flow) as {
        key: string;
      }
    ).key;
  return {
    vivokey: {
      scanBaseUrl: `${origin}/v1/`,
      verifyBaseUrl: `${origin}/verify`,
      apiKey: key("scan"),
      verifyApiKey: key("verify"),
    },
    ...services.endpoints(origin),
    control: `${origin}/control`,
  };
};

const inFolder = <T>(work: () => T): Result<T, SandboxFailure> => {
  try {
    return ok(work());
  } catch (cause) {
    return err({ reason: "folder", message: cause instanceof Error ? cause.message : String(cause) });
  }
};

/** Writes the file anew, so that it is its owner's only, whatever lay there. */
const announce = (file: string, text: string): void => {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
};

/** Takes the file away unless another server on the same folder has put its own there since. */
const withdraw = (file: string, text: string): void => {
  const now = inFolder(() => readFileSync(file, "utf8"));
  if (now.ok && now.value === text) rmSync(file, { force: true });
};

const stop = async (server: Server, database: SandboxDatabase): Promise<void> => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  database.close();
};

/** Starts the server. While it runs, `endpoints.json` in its folder tells where it is, for its owner only. */
export const startSandbox = async (options: SandboxOptions): Promise<Result<Sandbox, SandboxFailure>> => {
  const database = inFolder(() => openSandboxDatabase(options.dataDir));
  if (!database.ok) return database;
  const context = createContext(options, database.value);
  let origin = "";
  const services = await makeServices(context, () => origin);
  const routes = createRoutes(context, await openSigningKey(database.value), services);
  const server = createAdaptorServer({ fetch: routes.fetch }) as Server;
  const failed = await listen(server, options.port);
  if (failed !== null) {
    database.value.close();
    const isTaken = "code" in failed && failed.code === "EADDRINUSE";
    const message = isTaken ? `port ${options.port} is in use by another program` : failed.message;
    return err({ reason: "port-taken", message });
  }
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = endpointsOf(database.value, services, origin);
  const file = join(options.dataDir, "endpoints.json");
  const text = `${JSON.stringify(endpoints)}\n`;
  const announced = inFolder(() => announce(file, text));
  if (!announced.ok) {
    await stop(server, database.value);
    return announced;
  }
  return ok({
    endpoints,
    close: async () => {
      withdraw(file, text);
      await stop(server, database.value);
    },
  });
};
