/**
 * Real readers: nfc-pcsc over the system's PC/SC service, loaded only when the hub starts so that a
 * program without the native module still runs. One lock and one transaction per scan, a deadline on
 * every exchange, and a service that may come and go.
 */
import type { CardLink, LinkError, ReaderHub, ReaderSelf, ReadersState } from "#chip/reader.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import { appError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import { type Result, err, ok } from "#contract/result.ts";
import type { Nfc, NfcLoader, NfcReader } from "./nfc-library.ts";
import { NfcLink } from "./nfc-link.ts";
import { NfcSlot } from "./nfc-slot.ts";
import { pcscCode } from "./pcsc-errors.ts";
import { findReaderUsers } from "./pcsc-holders.ts";
import { type ServiceError, explainService } from "./pcsc-service.ts";
import { isSamName } from "./sam-slots.ts";

/** What the hub needs; the rest has defaults and is there for tests. */
export interface NfcReaderHubParts {
  readonly clock: Clock;
  readonly log: Log;
  /** The deadline of an exchange unless the caller gives one: 3 s. */
  readonly exchangeMs?: number;
  /** How long a card may lie there unconnected: 700 ms. */
  readonly watchdogMs?: number;
  readonly loadNfc?: NfcLoader;
}

const EXCHANGE_MS = 3000;
const WATCHDOG_MS = 700;

const loadNfcPcsc: NfcLoader = async () => {
  const { NFC } = (await import("nfc-pcsc")) as { readonly NFC: new () => Nfc };
  return () => new NFC();
};

class NfcReaderHub implements ReaderHub {
  readonly #parts: NfcReaderHubParts;
  readonly #slots = new Map<NfcReader, NfcSlot>();
  readonly #listeners = new Set<(state: ReadersState) => void>();
  readonly #samSlots = new Set<string>();
  readonly #everStuck = new Set<NfcSlot>();
  #nfc: Nfc | null = null;
  #service: ReadersState["service"] = "starting";
  #serviceError: ServiceError | null = null;
  #presence = 0;
  #isDisposed = false;

  constructor(parts: NfcReaderHubParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    try {
      const make = await (this.#parts.loadNfc ?? loadNfcPcsc)();
      if (!this.#isDisposed) this.#listen(make());
    } catch (cause) {
      const error = appError("reader.service-down", { cause: "module" });
      this.#parts.log.error("reader.module", { ref: error.ref }, cause);
      this.#down(error);
    }
  }

  state(): ReadersState {
    const slots = [...this.#slots.values()];
    const readers = slots.flatMap((slot) => slot.state() ?? []);
    const cardSlots = slots.filter((slot) => slot.state() === null).map(({ name }) => name);
    const samSlots = [...this.#samSlots, ...cardSlots];
    return { service: this.#service, error: this.#serviceError, readers, samSlots };
  }

  subscribe(listener: (state: ReadersState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.state());
    return () => void this.#listeners.delete(listener);
  }

  async withCard<T>(
    readerId: string,
    presence: number,
    signal: AbortSignal,
    work: (card: CardLink) => Promise<T>,
  ): Promise<Result<T, LinkError>> {
    const slot = [...this.#slots.values()].find((candidate) => candidate.name === readerId);
    if (slot === undefined) return err(this.#lost());
    const turn = await slot.lock.run(signal, async () => this.#alone(slot, presence, signal, work));
    return turn.ok ? turn.value : turn;
  }

  facts(readerId: string): Promise<ReaderSelf | null> {
    const slot = [...this.#slots.values()].find((candidate) => candidate.name === readerId);
    return slot?.facts() ?? Promise.resolve(null);
  }

  async dispose(): Promise<void> {
    if (!this.#isDisposed) {
      this.#isDisposed = true;
      this.#listeners.clear();
      this.#nfc?.close();
      for (const slot of this.#slots.values()) slot.retire();
    }
    await this.#nfc?.pcsc.whenClosed?.();
  }

  #listen(nfc: Nfc): void {
    this.#nfc = nfc;
    nfc.on("reader", (reader: NfcReader) => this.#add(reader));
    nfc.on("error", (cause: unknown) => this.#parts.log.warn("reader.nfc", {}, cause));
    nfc.pcsc.on("service-up", () => {
      this.#service = "running";
      this.#serviceError = null;
      this.#parts.log.info("reader.service-up");
      this.#changed();
    });
    nfc.pcsc.on("service-down", (cause: unknown) => this.#down(explainService(pcscCode(cause)), cause));
  }

  /** Told again on every try; said again only when the cause has changed. */
  #down(error: ServiceError, cause?: unknown): void {
    const before = this.#serviceError;
    const isSame = before?.code === error.code && before.detail?.["cause"] === error.detail?.["cause"];
    this.#service = "down";
    if (isSame) return;
    this.#serviceError = error;
    this.#parts.log.warn("reader.service-down", { ref: error.ref, code: error.code }, cause);
    this.#changed();
  }

  #add(reader: NfcReader): void {
    // Whatever a reader of nfc-pcsc reports as error must have a listener, also when it is ignored.
    if (isSamName(reader.name)) {
      reader.autoProcessing = false;
      reader.on("error", () => undefined);
      this.#samSlots.add(reader.name);
      reader.on("end", () => void this.#samSlots.delete(reader.name));
      return;
    }
    const slot: NfcSlot = new NfcSlot(reader, {
      clock: this.#parts.clock,
      log: this.#parts.log,
      nextPresence: () => (this.#presence += 1),
      changed: () => this.#changed(),
      stuck: () => this.#watchExit(slot),
      findHolder: async () => (await findReaderUsers())[0] ?? null,
      watchdogMs: this.#parts.watchdogMs ?? WATCHDOG_MS,
    });
    this.#slots.set(reader, slot);
    reader.on("end", () => {
      slot.retire();
      this.#slots.delete(reader);
      this.#changed();
    });
    this.#changed();
  }

  async #alone<T>(
    slot: NfcSlot,
    presence: number,
    signal: AbortSignal,
    work: (card: CardLink) => Promise<T>,
  ): Promise<Result<T, LinkError>> {
    const lost = (): LinkError => this.#lost();
    const obstacle = slot.obstacle(presence, lost);
    if (obstacle !== null) return err(obstacle);
    const begun = await slot.begin();
    if (!begun.ok) return begun;
    const exchangeMs = this.#parts.exchangeMs ?? EXCHANGE_MS;
    const link = new NfcLink({ slot, presence, signal, exchangeMs, lost });
    try {
      return ok(await work(link));
    } finally {
      link.close();
      await slot.end(link.isBroken());
    }
  }

  #lost(): LinkError {
    if (this.#service !== "down") return appError("reader.lost");
    return appError("reader.service-down", this.#serviceError?.detail);
  }

  #changed(): void {
    if (this.#isDisposed) return;
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }

  /**
   * A thread that waits for the service for ever keeps the process from ending: libuv waits for it.
   * Nothing is lost by ending hard there, everything else has been closed before that event.
   */
  #watchExit(slot: NfcSlot): void {
    if (this.#everStuck.size === 0) {
      process.once("exit", () => {
        if ([...this.#everStuck].some((one) => one.isStuck())) process.kill(process.pid, "SIGKILL");
      });
    }
    this.#everStuck.add(slot);
  }
}

/** Starts the readers of this computer. Never throws; what is missing shows in the state. */
export const createNfcReaderHub = (parts: NfcReaderHubParts): ReaderHub => {
  const hub = new NfcReaderHub(parts);
  void hub.start();
  return hub;
};
