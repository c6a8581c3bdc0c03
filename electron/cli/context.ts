/** What every verb gets: where the profile is, where to write, and a way to the vault. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { CliBridge } from "./bridge.ts";
import type { Output } from "./output.ts";

/** Options that every verb knows. */
export interface GlobalOptions {
  readonly profile: string;
  readonly json: boolean;
  /** How long to wait for a chip, in seconds. */
  readonly timeout: number;
  /** Sandbox only: lays a software chip on the simulated reader when a tap is asked for. */
  readonly simulate?: "spark2" | "apex" | undefined;
}

/** The surroundings of a verb. */
export interface VerbContext {
  readonly options: GlobalOptions;
  readonly output: Output;
  readonly version: string;
  /** The agent when one runs, else a core in this process. */
  openBridge(): Promise<Result<CliBridge, AppError>>;
}

/** A verb answers with the exit code. */
export type Verb<A extends readonly unknown[]> = (context: VerbContext, ...args: A) => Promise<number>;
