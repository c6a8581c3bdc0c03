/**
 * The one way to the sandbox of services. In an installer the variable below is a constant, the branch that
 * leads to the stand-ins is dead, and nothing of them is in the program. So no other file may import the
 * stand-ins' code, and the condition stays written out here.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { SandboxRun, SandboxRunParts } from "./sandbox-run.ts";
import { runSandbox } from "./sandbox-run.ts";

const absent = (): Promise<Result<never, AppError>> => Promise.resolve(fail("sandbox.absent"));

/** What a profile of the sandbox meets in a copy without one: no reader, and an answer that says why. */
const absentSandbox: SandboxRun = {
  reader: null,
  addresses: { scanBaseUrl: absent, verifyBaseUrl: absent, apiKey: absent },
  endpoints: absent,
  tap: () => Promise.resolve(),
  remove: () => undefined,
  dispose: () => Promise.resolve(),
};

/** The sandbox on a folder, or what stands in its place. */
export const openSandbox = (parts: SandboxRunParts, dataDir: string): SandboxRun =>
  process.env["TAPVAULT_SANDBOX"] === "0" ? absentSandbox : runSandbox(parts, dataDir);
