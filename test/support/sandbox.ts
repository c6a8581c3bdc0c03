/** A sandbox of its own for a test: a real server on a free port, in a folder that goes away. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexConstant } from "#chip/bytes.ts";
import type { Sandbox, SandboxOptions } from "#sandbox/server.ts";
import { startSandbox } from "#sandbox/server.ts";
import { keepKeys, lendKeys } from "#test/support/sandbox-keys.ts";

/** The server with what tests do to it. */
export interface TestSandbox extends Sandbox {
  readonly dataDir: string;
  /** Calls the control API; throws when it refuses. */
  control(path: string, body?: unknown): Promise<unknown>;
  /** Posts JSON to any address and returns the parsed answer. */
  post(
    url: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: unknown }>;
  dispose(): Promise<void>;
}

/** The next random bytes, given as hex; real randomness after that. */
export const scripted =
  (...values: readonly string[]): ((length: number) => Uint8Array) =>
  (length) => {
    const queue = scriptedQueue.get(values) ?? [...values];
    scriptedQueue.set(values, queue);
    const next = queue.shift();
    return next === undefined ? globalThis.crypto.getRandomValues(new Uint8Array(length)) : hexConstant(next);
  };

const scriptedQueue = new WeakMap<readonly string[], string[]>();

const post: TestSandbox["post"] = async (url, body, headers = {}) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? null : (JSON.parse(text) as unknown) };
};

/** Starts one; with `dataDir` on what another left behind. */
export const startTestSandbox = async (options: Partial<SandboxOptions> = {}): Promise<TestSandbox> => {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "tapvault-sandbox-"));
  if (options.dataDir === undefined) lendKeys(dataDir);
  const started = await startSandbox({ port: 0, ...options, dataDir });
  if (!started.ok) throw new Error(started.error.message);
  keepKeys(dataDir);
  const { value: running } = started;
  const { endpoints } = running;
  return {
    endpoints,
    close: () => running.close(),
    dataDir,
    post,
    control: async (path, body) => {
      const url = `${endpoints.control}${path}`;
      const answer = body === undefined ? await fetch(url) : null;
      if (answer !== null) return (await answer.json()) as unknown;
      const { status, json } = await post(url, body);
      if (status !== 200) throw new Error(`control answered ${status}: ${JSON.stringify(json)}`);
      return json;
    },
    dispose: async () => {
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
