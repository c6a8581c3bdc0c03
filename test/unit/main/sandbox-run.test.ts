/** The sandbox's own services: at the same address after a restart, shared by two programs on one folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SandboxRun } from "#main/sandbox-run.ts";
import { runSandbox } from "#main/sandbox-run.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { keepKeys, lendKeys } from "#test/support/sandbox-keys.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";

let dataDir: string;
let runs: SandboxRun[];
let ends: (() => Promise<unknown>)[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tapvault-run-"));
  lendKeys(dataDir);
  runs = [];
  ends = [];
});
afterEach(async () => {
  for (const run of runs) await run.dispose();
  for (const end of ends) await end();
  keepKeys(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

const run = (): SandboxRun => {
  const started = runSandbox({ clock: createHandClock(), log: silentLog }, dataDir);
  runs.push(started);
  return started;
};

const endpointsOf = async (one: SandboxRun): Promise<SandboxEndpoints> => must(await one.endpoints());

const answers = async ({ control }: SandboxEndpoints): Promise<boolean> =>
  fetch(`${control}/chips`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Another program's server on a port, with one answer to everything. */
const occupy = async (port: number, status: number): Promise<void> => {
  const server = createServer((_request, response) => response.writeHead(status).end("{}"));
  await once(server.listen({ port, host: "127.0.0.1", exclusive: true }), "listening");
  ends.push(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
};

const portOf = ({ control }: SandboxEndpoints): number => Number(new URL(control).port);

describe("the sandbox of a profile", () => {
  it("starts with the first question, once, for all its services", async () => {
    const one = run();
    const [endpoints, scan, key] = await Promise.all([
      endpointsOf(one),
      one.addresses.scanBaseUrl(),
      one.addresses.apiKey(),
    ]);
    expect([must(scan), must(key)]).toEqual([endpoints.vivokey.scanBaseUrl, endpoints.vivokey.apiKey]);
    expect(await answers(endpoints)).toBe(true);
    await one.dispose();
    expect(await answers(endpoints)).toBe(false);
  });

  it("is at the same address after a restart", async () => {
    const first = run();
    const before = await endpointsOf(first);
    await first.dispose();
    expect(await endpointsOf(run())).toEqual(before);
  });

  it("that never was asked starts nothing", async () => {
    await run().dispose();
    expect(await endpointsOf(run())).toBeDefined();
  });
});

describe("two programs on one folder", () => {
  it("share the server of the first while it runs; the second goes on with its own at the same address", async () => {
    const [first, second] = [run(), run()];
    const before = await endpointsOf(first);
    expect(await endpointsOf(second)).toEqual(before);
    await first.dispose();
    expect(await answers(before)).toBe(false);
    const [again, address] = await Promise.all([endpointsOf(second), second.addresses.scanBaseUrl()]);
    expect([again, must(address)]).toEqual([before, before.vivokey.scanBaseUrl]);
    expect(await answers(before)).toBe(true);
  });

  it("the second takes nothing down when it ends", async () => {
    const [first, second] = [run(), run()];
    const endpoints = await endpointsOf(first);
    await endpointsOf(second);
    await second.dispose();
    expect(await answers(endpoints)).toBe(true);
  });
});

describe("a port that a stranger took", () => {
  it.each([404, 200])("is left to it, even if it answers %i", async (status) => {
    const first = run();
    const before = await endpointsOf(first);
    await first.dispose();
    await occupy(portOf(before), status);
    const after = await endpointsOf(run());
    expect(portOf(after)).not.toBe(portOf(before));
    expect(await answers(after)).toBe(true);
  });

  it("is not believed because of a file that a crash left", async () => {
    const first = run();
    const before = await endpointsOf(first);
    await first.dispose();
    await occupy(portOf(before), 404);
    for (const left of [JSON.stringify(before), "not JSON", "{}"]) {
      writeFileSync(join(dataDir, "endpoints.json"), left);
      writeFileSync(join(dataDir, "port"), String(portOf(before)));
      const next = run();
      expect(portOf(await endpointsOf(next))).not.toBe(portOf(before));
      await next.dispose();
    }
  });
});

describe("the file with the port", () => {
  it.each(["", "none", "-1", "80", "70000", "3.5"])("holding “%s” is no hindrance", async (text) => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, "port"), text);
    expect(await answers(await endpointsOf(run()))).toBe(true);
  });
});
