/**
 * When newer versions are looked for, and when one may take this version's place: a while after the start and
 * then every few hours, never when that is switched off; downloaded in the background; put in place when the
 * person says so or the program ends, and never while something unsaved waits. Never a version that is not newer.
 * It knows neither network nor files.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { maxNotesLength, type UpdateWait, type UpdatesView } from "#contract/views-updates.ts";
import type { FoundRelease, UpdateEngine } from "./update-engine.port.ts";

/** What the desk works with. */
export interface UpdatesDeskParts {
  readonly clock: Clock;
  readonly engine: UpdateEngine;
  /** Whether it is looked for without being asked. */
  readonly isOn: () => boolean;
  /** Whether a release is newer than another one, or than this version. */
  readonly isNewer: (version: string, than?: string) => boolean;
  /** Whether a release that is handed out by and by has come to this computer. */
  readonly isInStage: (release: FoundRelease) => boolean;
  /** What a restart would break off now. */
  readonly runs: () => readonly UpdateWait[];
  readonly needsPassword: boolean;
  readonly installsOnQuit: boolean;
  /** From 0 up to 1, so that not all computers ask at one time. */
  readonly random: () => number;
  readonly restart: () => void;
  readonly changed: () => void;
}

/** How long after the start it is first looked for. */
export const firstLookMs = 10_000;
/** How often from then on, a tenth more or less. */
export const everyMs = 21_600_000;
/** How soon after a failure for which the network may be to blame; twice as long after the next. */
export const againMs = 1_800_000;
/** The window hears of progress so often at most. */
const tellEveryMs = 200;

type State = UpdatesView["state"];
type Step = Promise<Result<void, AppError>>;

/** What goes on by itself and must not be begun twice. */
const busy: readonly State[] = ["looking", "downloading", "installing", "installed"];

/** The desk. */
export class UpdatesDesk {
  readonly #parts: UpdatesDeskParts;
  #state: State = "resting";
  #release: FoundRelease | null = null;
  #lastLookedAt: number | null = null;
  #progress = 0;
  #error: AppError | null = null;
  #wasAsked = false;
  #isTyping = false;
  #isLooking = false;
  #isOver = false;
  /** How often in a row nothing was reached. */
  #failures = 0;
  #download: AbortController | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  #told = "";
  #cancelTimer: () => void = () => undefined;

  constructor(parts: UpdatesDeskParts) {
    this.#parts = parts;
    this.#plan(firstLookMs);
  }

  /** What the window is told. */
  view(): Omit<UpdatesView, "seq"> {
    const release = this.#release;
    return {
      isSelfUpdating: true,
      state: this.#state,
      lastLookedAt: this.#lastLookedAt,
      release:
        release === null
          ? null
          : {
              version: release.version,
              notes: release.notes?.slice(0, maxNotesLength) ?? null,
              bytes: release.bytes,
            },
      progress: this.#progress,
      waitsFor: [...this.#waitsFor()],
      needsPassword: this.#parts.needsPassword,
      installsOnQuit: this.#installsOnQuit(),
      error: this.#error,
    };
  }

  /** Where newer versions are looked for, to be shown among the hosts that the app talks to. */
  server(): Promise<string | null> {
    return this.#parts.engine.server();
  }

  /** Looks now because the person asked, also when it is switched off. */
  look(): void {
    this.#wasAsked = true;
    if (!this.#isBusy()) void this.#look();
  }

  /** Puts the downloaded version in place and starts it. How it goes on is shown. */
  install(): Result<void, AppError> {
    if (this.#state !== "ready" && this.#state !== "installed") return fail("ipc.refused");
    if (this.#waitsFor().length > 0) return fail("updates.unsaved-work");
    if (this.#state === "installed") this.#parts.restart();
    else void this.#install();
    return ok(undefined);
  }

  /**
   * To be asked when the program begins to end, while it is still known what waits; what it answers is done
   * last. A system that wants a password is not asked then: nobody expects that after closing a window.
   */
  leaving(): () => Promise<void> {
    this.dispose();
    const mayInstall = this.#state === "ready" && this.#installsOnQuit() && this.#waitsFor().length === 0;
    return async () => {
      if (mayInstall) await this.#parts.engine.install("quit", () => true);
    };
  }

  /** To be told whenever the settings or what waits may have changed. */
  follow(): void {
    if (!this.#isWanted()) this.#download?.abort();
    const told = JSON.stringify([this.#waitsFor(), this.#installsOnQuit()]);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.changed();
  }

  /** The page says whether it holds something that was typed and not saved. */
  noteUnsaved(isUnsaved: boolean): void {
    this.#isTyping = isUnsaved;
    this.follow();
  }

  dispose(): void {
    this.#isOver = true;
    this.#cancelTimer();
    this.#download?.abort();
  }

  #waitsFor(): readonly UpdateWait[] {
    return [...(this.#isTyping ? (["typing"] as const) : []), ...this.#parts.runs()];
  }

  /** Switched off, it goes on only with what the person asked for. */
  #isWanted(): boolean {
    return this.#parts.isOn() || this.#wasAsked;
  }

  #installsOnQuit(): boolean {
    return this.#parts.installsOnQuit && this.#isWanted();
  }

  #isBusy(): boolean {
    return this.#isLooking || busy.includes(this.#state);
  }

  #plan(delayMs: number): void {
    this.#cancelTimer();
    if (!this.#isOver) this.#cancelTimer = this.#parts.clock.after(delayMs, () => void this.#lookByItself());
  }

  /** A tenth more or less. */
  #about(delayMs: number): number {
    return delayMs * (0.9 + 0.2 * this.#parts.random());
  }

  async #lookByItself(): Promise<void> {
    this.#plan(this.#about(everyMs));
    if (!this.#parts.isOn() || this.#isBusy()) return;
    this.#wasAsked = false;
    const done = await this.#look();
    const isUnreached = !done.ok && done.error.code === "updates.unreachable";
    // A start without a network, or sleep in the midst of it, is over sooner than the next turn.
    if (isUnreached) this.#plan(this.#about(Math.min(everyMs, againMs * 2 ** this.#failures)));
    this.#failures = isUnreached ? this.#failures + 1 : 0;
  }

  #show(change: {
    readonly state?: State;
    readonly release?: FoundRelease | null;
    readonly error?: AppError | null;
  }): void {
    this.#state = change.state ?? this.#state;
    if (change.release !== undefined) this.#release = change.release;
    if (change.error !== undefined) this.#error = change.error;
    this.#parts.changed();
  }

  /** While one is ready it stays so: looking again only finds a newer one still, or that it was taken back. */
  async #look(): Step {
    this.#isLooking = true;
    const wasReady = this.#state === "ready";
    if (!wasReady) this.#show({ state: "looking", error: null });
    const found = await this.#parts.engine.look();
    this.#isLooking = false;
    if (!found.ok) {
      if (!wasReady) this.#show({ state: "failed", error: found.error });
      return found;
    }
    this.#lastLookedAt = this.#parts.clock.now();
    return this.#take(found.value, wasReady);
  }

  async #take(found: FoundRelease, wasReady: boolean): Step {
    if (this.#state !== "looking" && this.#state !== "ready") return ok(undefined);
    const { isNewer, isInStage, changed } = this.#parts;
    const isHere = isInStage(found);
    if (!isNewer(found.version)) this.#show({ state: "current", release: null, error: null });
    else if (wasReady && this.#staysReady(found.version, isHere)) changed();
    else if (!isHere) this.#show({ state: "held-back", release: found, error: null });
    else return this.#fetch(found);
    return ok(undefined);
  }

  /** What is ready gives way to a newer one once that has come here, and at once to an older one: it was taken back. */
  #staysReady(found: string, isHere: boolean): boolean {
    const ready = this.#release?.version;
    return found === ready || (!isHere && this.#parts.isNewer(found, ready));
  }

  async #fetch(release: FoundRelease): Step {
    const download = new AbortController();
    this.#download = download;
    this.#progress = 0;
    this.#show({ state: "downloading", release, error: null });
    const done = await this.#parts.engine.download((share) => this.#tell(share), download.signal);
    this.#download = null;
    if (download.signal.aborted) this.#show({ state: "resting", release: null });
    else if (done.ok) this.#show({ state: "ready", error: null });
    else this.#show({ state: "failed", error: done.error });
    return done;
  }

  #tell(share: number): void {
    this.#progress = Math.min(1, Math.max(0, share));
    const now = this.#parts.clock.monotonicMs();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#parts.changed();
  }

  async #install(): Step {
    this.#show({ state: "installing", error: null });
    const done = await this.#parts.engine.install("now", () => this.#waitsFor().length === 0);
    if (!done.ok) {
      // A damaged file is gone; anything else can be tried again with the same file.
      const isGone = done.error.code === "updates.damaged";
      this.#show({ state: isGone ? "failed" : "ready", error: done.error });
      return done;
    }
    this.#show({ state: "installed" });
    // Somebody may have begun to type while the system asked for the password.
    if (this.#waitsFor().length === 0) this.#parts.restart();
    return ok(undefined);
  }
}
