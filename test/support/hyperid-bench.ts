/** What tests of HyperID's client share: a sandbox of their own, Ada signed in, and every request seen. */
import type { HyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { WatchedHttp } from "./hyperid-connected.ts";
import { connectHyperid, watchedHttp } from "./hyperid-connected.ts";
import type { MemorySlot } from "./memory-slot.ts";
import { createMemorySlot } from "./memory-slot.ts";
import type { TestSandbox } from "./sandbox.ts";
import { startTestSandbox } from "./sandbox.ts";

/** A connected account with what is behind it. */
export interface HyperidBench {
  readonly sandbox: TestSandbox;
  readonly service: HyperidService;
  readonly secrets: MemorySlot;
  readonly watched: WatchedHttp;
  /** The next request that fits goes wrong. */
  fault(body: object): Promise<unknown>;
}

/** Sets the sandbox back and signs in anew. */
export const freshBench = async (sandbox: TestSandbox): Promise<HyperidBench> => {
  await sandbox.control("/reset", {});
  const secrets = createMemorySlot();
  const watched = watchedHttp();
  const service = await connectHyperid(sandbox, { secrets, http: watched.http });
  const fault = (body: object): Promise<unknown> =>
    sandbox.control("/faults", { service: "hyperid", count: 1, ...body });
  return { sandbox, service, secrets, watched, fault };
};

/** A sandbox for such benches. */
export const startBenchSandbox = (): Promise<TestSandbox> => startTestSandbox();

/** Bytes that differ by their length. */
export const bytesOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 255);

/** Values v/000, v/001 and so on. */
export const manyValues = (count: number): { readonly name: string; readonly bytes: Uint8Array }[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `v/${String(at).padStart(3, "0")}`,
    bytes: bytesOf(at),
  }));
