/** What every verb gets: where the profile is, where to read and write, and a way to the vault. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { CliBridge } from "./bridge.ts";
import type { Input } from "./input.ts";
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
  readonly input: Input;
  readonly output: Output;
  readonly version: string;
  /** What starts this program again when given to `process.execPath`, before arguments. */
  readonly own: readonly string[];
  /** The agent when one runs, else a core in this process. */
  openBridge(): Promise<Result<CliBridge, AppError>>;
  /** Calls `stop` on Ctrl-C in place of ending at once, until the returned function is called. */
  onInterrupt(stop: () => void): () => void;
}

/** A verb answers with the exit code. */
export type Verb<A extends readonly unknown[]> = (context: VerbContext, ...args: A) => Promise<number>;

/** Runs a verb and ends the program with its exit code. */
export type Run = (verb: (context: VerbContext) => Promise<number>) => Promise<void>;
