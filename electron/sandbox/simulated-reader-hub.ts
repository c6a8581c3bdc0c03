/**
 * One reader in this process with software chips on it: the second implementation of the reader
 * port. Same rules as the real one: one scan at a time, a link to exactly one presence, a deadline on
 * every exchange. Always says that it is simulated.
 */
import { late, within } from "#chip/deadline.ts";
import { createExclusive } from "#chip/exclusive.ts";
import type { CardLink, LinkError, ReaderHub, ReaderState, ReadersState } from "#chip/reader.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import { type AppError, appError, fail } from "#contract/errors.ts";
import { type Result, err, ok } from "#contract/result.ts";
import type { SoftChip } from "./soft-chip.ts";

/** How a tap goes: `tearAt` N vanishes at the Nth APDU before answering, `silentAt` N never answers it, `holdMs` leaves after a while. */
export interface TapOptions {
  readonly tearAt?: number;
  readonly silentAt?: number;
  readonly holdMs?: number;
}

/** The simulated reader with the hands that hold chips to it. */
export interface SimulatedReaderHub extends ReaderHub {
  /** Lays a chip on the reader. A second one beside it disturbs both, as in a real field. */
  tap(chip: SoftChip, options?: TapOptions): void;
  /** Takes every chip away. */
  remove(): void;
}

/** The id and name of the one reader. */
export const simulatedReader = { id: "simulated", name: "Simulated reader" } as const;

const EXCHANGE_MS = 3000;

interface Lying {
  readonly chip: SoftChip;
  readonly presence: number;
  readonly options: TapOptions;
  exchanges: number;
  isSilent: boolean;
  cancelHold: () => void;
}

class Simulation implements SimulatedReaderHub {
  readonly #clock: Clock;
  readonly #lock = createExclusive();
  readonly #listeners = new Set<(state: ReadersState) => void>();
  #presence = 0;
  #lying: Lying | null = null;
  /** Set while a second chip lies beside the first; one object, so that its reference stays the same. */
  #several: AppError<"chip.several"> | null = null;
  #isDisposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  state(): ReadersState {
    const lying = this.#lying;
    const reader: ReaderState = {
      ...simulatedReader,
      isSimulated: true,
      card: lying === null ? null : { presence: lying.presence, atr: lying.chip.atr.slice() },
      error: this.#several,
    };
    return { service: "running", error: null, readers: this.#isDisposed ? [] : [reader] };
  }

  subscribe(listener: (state: ReadersState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.state());
    return () => void this.#listeners.delete(listener);
  }

  tap(chip: SoftChip, options: TapOptions = {}): void {
    if (this.#isDisposed) return;
    if (this.#lying !== null) {
      this.#several ??= appError("chip.several");
      this.#lying.chip.powerOff();
      this.#tell();
      return;
    }
    chip.reset();
    this.#presence += 1;
    const { holdMs } = options;
    this.#lying = {
      chip,
      presence: this.#presence,
      options,
      exchanges: 0,
      isSilent: false,
      cancelHold: holdMs === undefined ? () => undefined : this.#clock.after(holdMs, () => this.remove()),
    };
    this.#tell();
  }

  remove(): void {
    const lying = this.#lying;
    if (lying === null) return;
    lying.cancelHold();
    lying.chip.powerOff();
    this.#lying = null;
    this.#several = null;
    this.#tell();
  }

  async withCard<T>(
    readerId: string,
    presence: number,
    signal: AbortSignal,
    work: (card: CardLink) => Promise<T>,
  ): Promise<Result<T, LinkError>> {
    const turn = await this.#lock.run(signal, async (): Promise<Result<T, LinkError>> => {
      if (this.#isDisposed || readerId !== simulatedReader.id) return fail("reader.lost");
      if (this.#lying?.presence !== presence) return fail("chip.removed");
      return ok(await work(this.#link(this.#lying, signal)));
    });
    return turn.ok ? turn.value : turn;
  }

  dispose(): Promise<void> {
    this.remove();
    this.#isDisposed = true;
    this.#tell();
    this.#listeners.clear();
    return Promise.resolve();
  }

  #tell(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }

  #link(lying: Lying, signal: AbortSignal): CardLink {
    return {
      transmit: async (command, options = {}) => {
        if (signal.aborted) return fail("scan.cancelled");
        if (lying.isSilent) return fail("reader.stuck");
        const answer = await within(
          this.#clock,
          options.deadlineMs ?? EXCHANGE_MS,
          this.#exchange(lying, command),
        );
        if (answer !== late) return answer;
        lying.isSilent = true;
        return fail("reader.stuck");
      },
    };
  }

  async #exchange(lying: Lying, command: Uint8Array): Promise<Result<Uint8Array, LinkError>> {
    await Promise.resolve();
    if (this.#isDisposed) return fail("reader.lost");
    if (this.#lying !== lying) return fail("chip.removed");
    if (this.#several !== null) return err(this.#several);
    lying.exchanges += 1;
    if (lying.exchanges === lying.options.tearAt) {
      this.remove();
      return fail("chip.removed");
    }
    if (lying.exchanges === lying.options.silentAt) return new Promise(() => undefined);
    return ok(lying.chip.process(command));
  }
}

/** Makes the simulated reader, empty. */
export const createSimulatedReaderHub = (parts: { readonly clock: Clock }): SimulatedReaderHub =>
  new Simulation(parts.clock);
