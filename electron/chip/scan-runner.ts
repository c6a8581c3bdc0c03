/**
 * Runs scans: owns time, the reader's lock and the calls to the presence service, performs what the
 * machine asks for and feeds back what came of it. Challenges, chip answers and proofs stay in here;
 * the outside sees states, and the proof once, as the outcome of its scan. It never repeats a part 2.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { HeldCard } from "./card-hold.ts";
import { holdCard } from "./card-hold.ts";
import { hubEvents, presentTargets } from "./hub-events.ts";
import type { IdentifiedChip, Presence, PresenceService, ScanChallenge } from "./presence.port.ts";
import type { ReaderHub, ReadersState } from "./reader.port.ts";
import { answerTap } from "./scan-answer.ts";
import type { TapAnswer } from "./scan-answer.ts";
import { transition } from "./scan-machine.ts";
import type { ChipProtocol, Fingerprint, RefusalLedger } from "./scan-ports.ts";
import type { ScanTimers } from "./scan-timers.ts";
import { createScanTimers } from "./scan-timers.ts";
import type { ChallengeHandle, ScanEffect, ScanEvent, ScanState, Target } from "./scan-state.ts";
import { initialScanState, isFinal } from "./scan-state.ts";

/** Asked anew each time, because it changes while something is awaited. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** What a runner is made of. */
export interface ScanRunnerParts {
  readonly hub: ReaderHub;
  readonly service: PresenceService;
  readonly protocol: ChipProtocol;
  readonly ledger: RefusalLedger;
  readonly fingerprint: Fingerprint;
  readonly clock: Clock;
  readonly log: Log;
}

/** A challenge is fetched anew when it is this old, whatever life the service gives it (contract 1.2). */
const refreshAfterMs = 25_000;

/** One scan under way; `outcome` settles when its state is final. */
export interface RunningScan {
  readonly scanId: string;
  readonly outcome: Promise<Result<Presence, AppError>>;
}

/** Runs one scan at a time. */
export class ScanRunner {
  readonly #parts: ScanRunnerParts;
  readonly #listeners = new Set<(state: ScanState) => void>();
  readonly #challenges = new Map<number, ScanChallenge>();
  readonly #unsubscribeHub: () => void;
  readonly #timers: ScanTimers;
  #state: ScanState;
  #readers: ReadersState | null = null;
  #abort = new AbortController();
  #cardAbort = new AbortController();
  #card: HeldCard | null = null;
  #chip: IdentifiedChip | null = null;
  #answer: TapAnswer | null = null;
  #proof: Presence | null = null;
  #isFetching = false;
  #nextChallenge = 1;
  #settle: ((outcome: Result<Presence, AppError>) => void) | null = null;

  constructor(parts: ScanRunnerParts) {
    this.#parts = parts;
    this.#state = initialScanState(parts.service.flow === "scan");
    this.#timers = createScanTimers(parts.clock, (event) => this.#dispatch(event));
    this.#unsubscribeHub = parts.hub.subscribe((readers) => this.#onReaders(readers));
  }

  /** Where the scan stands. */
  get state(): ScanState {
    return this.#state;
  }

  /** Calls `listener` on every new state. Returns its own unsubscribe. */
  subscribe(listener: (state: ScanState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts a scan; scan.busy while another is under way. A chip already there counts only if `counts` says so. */
  start(counts: (target: Target) => boolean = () => true): Result<RunningScan, AppError<"scan.busy">> {
    if (!isFinal(this.#state)) return err(appError("scan.busy"));
    const readers = this.#parts.hub.state();
    this.#readers = readers;
    this.#abort = new AbortController();
    this.#proof = null;
    const outcome = new Promise<Result<Presence, AppError>>((resolve) => (this.#settle = resolve));
    const scanId = globalThis.crypto.randomUUID();
    this.#dispatch({
      type: "START",
      hasReader: readers.readers.length > 0,
      target: presentTargets(readers).find(counts) ?? null,
    });
    if (readers.service === "down" && readers.error !== null && readers.readers.length === 0)
      this.#dispatch({ type: "READER_FAILED", error: readers.error });
    return ok({ scanId, outcome });
  }

  /** Ends the scan under way; harmless when there is none. */
  cancel(): void {
    this.#dispatch({ type: "CANCEL" });
  }

  /** Ends everything and lets go of the readers. */
  dispose(): void {
    this.cancel();
    this.#unsubscribeHub();
    this.#listeners.clear();
  }

  #onReaders(readers: ReadersState): void {
    const used = "target" in this.#state ? (this.#state.target?.readerId ?? null) : null;
    const happened = hubEvents(this.#readers, readers, used);
    this.#readers = readers;
    for (const event of happened) this.#dispatch(event);
  }

  #dispatch(event: ScanEvent): void {
    const before = this.#state;
    const [next, effects] = transition(before, event);
    if (next === before && effects.length === 0) return;
    this.#state = next;
    this.#parts.log.debug("scan.state", { event: event.type, from: before.name, to: next.name });
    this.#timers.watch(next);
    for (const effect of effects) this.#perform(effect);
    for (const listener of [...this.#listeners]) listener(this.#state);
    if (!isFinal(before) && isFinal(next)) this.#finish(next);
  }

  #finish(state: ScanState): void {
    const settle = this.#settle;
    this.#settle = null;
    if (state.name === "authenticated" && this.#proof !== null) settle?.(ok(this.#proof));
    else if (state.name === "failed") settle?.(err(state.error));
    else settle?.(err(appError("scan.cancelled")));
    this.#proof = null;
  }

  #perform(effect: ScanEffect): void {
    switch (effect.type) {
      case "fetch-challenge":
        return this.#background(this.#fetchChallenge(), (error) => ({ type: "CHALLENGE_FAILED", error }));
      case "identify":
        return this.#background(this.#identify(effect.step, effect.target), (error) => ({
          type: "UNSUPPORTED",
          step: effect.step,
          error,
        }));
      case "answer":
        return this.#background(this.#answerChip(effect.step, effect.challenge), (error) => ({
          type: "REFUSED",
          step: effect.step,
          error,
        }));
      case "verify":
        return this.#background(this.#verify(effect.step), (error) => ({
          type: "REJECTED",
          step: effect.step,
          error,
        }));
      case "release-card":
        return this.#releaseCard();
      case "stop":
        return this.#stop();
    }
  }

  /** A throw in here is a bug; it ends the scan as `internal` instead of leaving it hanging. */
  #background(work: Promise<void>, toEvent: (error: AppError) => ScanEvent): void {
    work.catch((cause: unknown) => {
      const error = appError("internal");
      this.#parts.log.error("scan.bug", { ref: error.ref }, cause);
      this.#dispatch(toEvent(error));
    });
  }

  #releaseCard(): void {
    this.#cardAbort.abort();
    this.#card?.release();
    this.#card = null;
  }

  #stop(): void {
    this.#abort.abort();
    this.#releaseCard();
    this.#challenges.clear();
    this.#isFetching = false;
    this.#answer = null;
    this.#chip = null;
  }

  async #fetchChallenge(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    const { signal } = this.#abort;
    const startedAt = this.#parts.clock.monotonicMs();
    const fetched = await this.#parts.service.fetchChallenge(signal);
    if (signal.aborted) return;
    this.#isFetching = false;
    if (!fetched.ok) {
      this.#dispatch({ type: "CHALLENGE_FAILED", error: fetched.error });
      return;
    }
    if (fetched.value === null) return;
    const id = this.#nextChallenge++;
    this.#challenges.clear();
    this.#challenges.set(id, fetched.value);
    const lifeMs = fetched.value.lifeMs;
    const refreshAt = startedAt + Math.min(refreshAfterMs, Math.max(1_000, lifeMs - 5_000));
    this.#dispatch({ type: "CHALLENGE", challenge: { id, refreshAt, expiresAt: startedAt + lifeMs } });
  }

  async #identify(step: number, target: Target): Promise<void> {
    this.#releaseCard();
    if (this.#readers !== null && presentTargets(this.#readers).length > 1) {
      this.#dispatch({ type: "UNSUPPORTED", step, error: appError("chip.several") });
      return;
    }
    this.#cardAbort = new AbortController();
    const { signal } = this.#cardAbort;
    const held = await holdCard(this.#parts.hub, target, signal);
    if (!held.ok) {
      this.#dispatchLinkError(step, held.error, "UNSUPPORTED");
      return;
    }
    if (isOver(signal)) {
      held.value.release();
      return;
    }
    this.#card = held.value;
    const found = await this.#parts.protocol.identify(held.value.card, held.value.atr);
    if (isOver(signal)) return;
    if (!found.ok) {
      this.#dispatchLinkError(step, found.error, "UNSUPPORTED");
      return;
    }
    this.#chip = found.value;
    const fingerprint = this.#parts.fingerprint(found.value.uid);
    this.#dispatch({ type: "IDENTIFIED", step, chip: { kind: found.value.kind, fingerprint } });
  }

  async #answerChip(step: number, challenge: ChallengeHandle | null): Promise<void> {
    if (this.#card === null || this.#chip === null) {
      this.#dispatch({ type: "TORN", step });
      return;
    }
    const answer = await answerTap(this.#parts, {
      card: this.#card.card,
      chip: this.#chip,
      challenge: challenge === null ? null : (this.#challenges.get(challenge.id) ?? null),
      signal: this.#cardAbort.signal,
    });
    if (!answer.ok) {
      this.#dispatchLinkError(step, answer.error, "REFUSED");
      return;
    }
    this.#answer = answer.value;
    this.#dispatch({ type: "RESPONSE", step });
  }

  async #verify(step: number): Promise<void> {
    const answer = this.#answer;
    if (answer === null) {
      this.#dispatch({ type: "REJECTED", step, error: appError("internal") });
      return;
    }
    const verdict = await this.#parts.service.check(answer, this.#abort.signal);
    if (!verdict.ok) {
      this.#dispatch({ type: "REJECTED", step, error: verdict.error });
      return;
    }
    this.#proof = verdict.value;
    this.#dispatch({ type: "VERIFIED", step });
  }

  /** A chip that left is a torn tap, to be tried again by a person; anything else ends the scan. */
  #dispatchLinkError(step: number, error: AppError, otherwise: "UNSUPPORTED" | "REFUSED"): void {
    if (error.code === "scan.cancelled") return;
    const isTorn = error.code === "chip.removed" || error.code === "reader.lost";
    this.#dispatch(isTorn ? { type: "TORN", step } : { type: otherwise, step, error });
  }
}
