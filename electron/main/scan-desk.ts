/**
 * The desk where scans are asked for: one at a time, with their purpose, and what follows a proven
 * tap. Keeps what the window shows of it; the proof itself goes to `afterTap` and nowhere else.
 */
import type { Presence } from "#chip/presence.port.ts";
import type { ScanRunner } from "#chip/scan-runner.ts";
import type { ScanState, Target } from "#chip/scan-state.ts";
import { isFinal } from "#chip/scan-state.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";

/** What a scan is for. */
export type ScanPurpose = ScanView["purpose"];

/** What the desk needs. */
export interface ScanDeskParts {
  readonly runner: ScanRunner;
  readonly clock: Clock;
  /** Uses the proof: makes or opens the vault, sends what waits. */
  readonly afterTap: (purpose: ScanPurpose, presence: Presence) => Promise<Result<void, AppError>>;
  readonly changed: () => void;
}

interface Current {
  readonly scanId: string;
  readonly purpose: ScanPurpose;
  readonly after: ScanView["after"];
  readonly error: AppError | null;
}

const instructions: Readonly<Record<ScanState["name"], ScanView["instruction"]>> = {
  idle: "none",
  waitingForReader: "connect-reader",
  waitingForChip: "hold",
  identifying: "keep-holding",
  fetchingChallenge: "keep-holding",
  waitingForSameChip: "tap-again",
  answering: "keep-holding",
  verifying: "may-remove",
  authenticated: "may-remove",
  failed: "none",
  cancelled: "none",
};

const targetKey = (target: Target): string => `${target.readerId} ${target.presence}`;

/** Asks for scans and shows them. */
export class ScanDesk {
  readonly #parts: ScanDeskParts;
  readonly #stopListening: () => void;
  /** Chips that already lay there when the vault was locked: they must be lifted and tapped again. */
  #stale = new Set<string>();
  #current: Current | null = null;
  #readerName: string | null = null;
  #chipAt: number | null = null;
  #chipKind: ScanView["chipKind"] = null;

  constructor(parts: ScanDeskParts) {
    this.#parts = parts;
    this.#stopListening = parts.runner.subscribe((state) => {
      if ("target" in state && state.target !== null) {
        this.#readerName = state.target.readerName;
        this.#chipAt ??= parts.clock.monotonicMs();
      }
      if ("chip" in state && state.chip !== null) this.#chipKind = state.chip.kind;
      parts.changed();
    });
  }

  /** Whether a scan is under way or its result is still being used. */
  get isBusy(): boolean {
    return !isFinal(this.#parts.runner.state) || this.#current?.after === "working";
  }

  /** How long ago the first chip of this scan came, in ms; null while none has. */
  get sinceChipMs(): number | null {
    return this.#chipAt === null ? null : Math.max(0, this.#parts.clock.monotonicMs() - this.#chipAt);
  }

  /** The error the last scan ended with, if it did. */
  get lastError(): AppError | null {
    const { state } = this.#parts.runner;
    return this.#current?.error ?? (state.name === "failed" ? state.error : null);
  }

  /** Starts a scan; scan.busy while one is under way. `done` settles when all is over. */
  start(purpose: ScanPurpose): Result<{ scanId: string; done: Promise<Result<void, AppError>> }, AppError> {
    if (this.isBusy) return err(appError("scan.busy"));
    this.#readerName = null;
    this.#chipAt = null;
    this.#chipKind = null;
    this.#current = null;
    const started = this.#parts.runner.start((target) => !this.#stale.has(targetKey(target)));
    if (!started.ok) return started;
    const { scanId, outcome } = started.value;
    this.#current = { scanId, purpose, after: "nothing", error: null };
    this.#parts.changed();
    return ok({ scanId, done: this.#follow(scanId, purpose, outcome) });
  }

  /** Ends that scan; harmless when it is over. */
  cancel(scanId: string): void {
    if (this.#current?.scanId === scanId) this.#parts.runner.cancel();
  }

  /** Ends whatever scan is under way. */
  cancelAll(): void {
    this.#parts.runner.cancel();
  }

  /** Makes chips that lie on a reader now count only after they were lifted. */
  ignorePresent(targets: readonly Target[]): void {
    this.#stale = new Set(targets.map(targetKey));
  }

  /** What the window shows. */
  view(): Omit<ScanView, "seq"> {
    const { state } = this.#parts.runner;
    const current = this.#current;
    return {
      scanId: current?.scanId ?? null,
      purpose: current?.purpose ?? "unlock",
      state: state.name,
      instruction: instructions[state.name],
      chipKind: this.#chipKind,
      readerName: this.#readerName,
      challengeExpiresAt: this.#challengeEnd(state),
      attempt: state.attempt,
      after: current?.after ?? "nothing",
      error: this.lastError,
    };
  }

  dispose(): void {
    this.#stopListening();
    this.#parts.runner.dispose();
  }

  #challengeEnd(state: ScanState): number | null {
    if (state.challenge === null) return null;
    return Math.round(this.#parts.clock.now() + state.challenge.expiresAt - this.#parts.clock.monotonicMs());
  }

  async #follow(
    scanId: string,
    purpose: ScanPurpose,
    outcome: Promise<Result<Presence, AppError>>,
  ): Promise<Result<void, AppError>> {
    const proof = await outcome;
    if (!proof.ok) return proof;
    this.#note({ scanId, purpose, after: "working", error: null });
    const used = await this.#parts.afterTap(purpose, proof.value);
    this.#note({ scanId, purpose, after: used.ok ? "done" : "failed", error: used.ok ? null : used.error });
    return used;
  }

  #note(current: Current): void {
    this.#current = current;
    this.#parts.changed();
  }
}
