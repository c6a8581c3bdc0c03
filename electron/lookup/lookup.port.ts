/**
 * PRIVO Protect's registry as the feature sees it: one request with some questions, all by hash or all
 * in plain, and what came back for them. The one implementation is platform/privo-registry.ts.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import type { TextHash } from "./hash.ts";

/** What can be asked about. */
export type LookupType = LookupResult["type"];

/** What a person asks about, as typed. `country`: two letters, or empty for the default. */
export interface Question {
  readonly type: LookupType;
  readonly text: string;
  readonly country: string;
}

/** One question as it is sent. */
export interface RegistryQuestion<Value extends string> {
  readonly type: LookupType;
  readonly value: Value;
}

/** One request, at most 100 questions (contract 4, advice). The type keeps plain texts out of by-hash. */
export type RegistryRequest =
  | { readonly mode: "hash"; readonly questions: readonly RegistryQuestion<TextHash>[] }
  | { readonly mode: "plain"; readonly questions: readonly RegistryQuestion<string>[] };

/** One element of the answer, as it came but for its shape. Order and number say nothing (contract 3.1). */
export interface RegistryElement {
  readonly type: string;
  readonly value: string;
  readonly status: string;
  /** Everything else. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Failures of asking. `task.cancelled` when the signal said so. */
export type RegistryError = AppError<
  | "lookup.hash-as-text"
  | "lookup.not-configured"
  | "lookup.bad-credentials"
  | "lookup.unknown-place"
  | "lookup.refused"
  | "lookup.unreachable"
  | "lookup.busy"
  | "lookup.bad-reply"
  | "task.cancelled"
  | "internal"
>;

/** Asks the registry. */
export interface Registry {
  ask(
    request: RegistryRequest,
    signal: AbortSignal,
  ): Promise<Result<readonly RegistryElement[], RegistryError>>;
}
