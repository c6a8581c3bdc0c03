/**
 * One reader of nfc-pcsc with its card: counts presences, watches that a card that lies there is
 * really connected, and carries exchanges with a deadline. nfc-pcsc tells failed connections under
 * the wrong event name, so this file looks at the status below it (contract 8.3).
 */
import { late, within } from "#chip/deadline.ts";
import { createExclusive } from "#chip/exclusive.ts";
import type { LinkError, ReaderSelf, ReaderState } from "#chip/reader.port.ts";
import { type AppError, appError, fail } from "#contract/errors.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import { type Result, err, ok } from "#contract/result.ts";
import type { NfcReader } from "./nfc-library.ts";
import { askForFacts } from "./nfc-facts.ts";
import { linkError, pcscCode } from "./pcsc-errors.ts";
import { isSamAtr } from "./sam-slots.ts";

/** What a slot needs from its hub. */
export interface SlotParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly nextPresence: () => number;
  readonly changed: () => void;
  /** Called when an exchange has not come back. */
  readonly stuck: () => void;
  /** Names a program that may hold the reader, or null. */
  readonly findHolder: () => Promise<string | null>;
  /** How long a card may lie there unconnected before this file connects by itself. */
  readonly watchdogMs: number;
}

/** A short answer with its status word. */
const RESPONSE_MAX = 258;
const CONNECT_MS = 3000;
const TRANSACTION_MS = 5000;
/** How often a card that lies there is connected anew, after a failure or a spoilt exchange. */
const MAX_CONNECTS = 8;
const CONNECT_PAUSE_MS = 500;

type Present = NonNullable<ReaderState["card"]>;

/** The callbacks of the raw reader as promises. */
const asPromise = (call: (callback: (error: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => call((error) => (error === null ? resolve() : reject(error))));

/** A reader with its card. */
export class NfcSlot {
  readonly name: string;
  readonly lock = createExclusive();
  readonly #reader: NfcReader;
  readonly #parts: SlotParts;
  #isPresent = false;
  #isGone = false;
  #isSam = false;
  #stuckError: AppError<"reader.stuck"> | null = null;
  #error: AppError | null = null;
  #card: Present | null = null;
  #connects = 0;
  #facts: ReaderSelf | null = null;
  #cancelWatch = (): void => undefined;

  constructor(reader: NfcReader, parts: SlotParts) {
    this.name = reader.name;
    this.#reader = reader;
    this.#parts = parts;
    reader.autoProcessing = false;
    reader.on("card", () => this.#announce());
    reader.on("error", (cause: unknown) => parts.log.warn("reader.error", { pcsc: pcscCode(cause) }, cause));
    const { SCARD_STATE_EMPTY: empty, SCARD_STATE_PRESENT: present } = reader.reader;
    reader.reader.on("status", (status: { readonly state: number }) => {
      if ((status.state & present) !== 0) this.#arrive();
      else if ((status.state & empty) !== 0) this.#leave();
    });
  }

  /** The reader as others see it; null while it turned out to be a SAM slot. */
  state(): ReaderState | null {
    if (this.#isSam) return null;
    const error = this.#stuckError ?? this.#error;
    return { id: this.name, name: this.name, isSimulated: false, card: this.#card, error };
  }

  /** Whether an exchange has not come back; such a thread keeps a process from ending. */
  isStuck(): boolean {
    return this.#stuckError !== null;
  }

  /** What the reader says of itself, asked once and only while nothing lies on it; null when it cannot be asked now. */
  async facts(): Promise<ReaderSelf | null> {
    if (this.#facts !== null || !this.#isAskable()) return this.#facts;
    this.#facts = await askForFacts(this.#reader.reader, this.#parts.clock);
    return this.#facts;
  }

  /** On Windows such a connection would keep everybody else away. */
  #isAskable(): boolean {
    return process.platform !== "win32" && !this.#isPresent && !this.#isGone && this.#stuckError === null;
  }

  /** Why the card of that presence cannot be used now; null when it can. `lost` says why a reader is gone. */
  obstacle(presence: number, lost: () => LinkError): LinkError | null {
    if (this.#isGone) return lost();
    if (this.#stuckError !== null) return this.#stuckError;
    return this.#card?.presence === presence ? null : appError("chip.removed");
  }

  /** Keeps other programs away from the card; `reader.busy` when one of them does not let go in time. */
  async begin(): Promise<Result<null, LinkError>> {
    if (process.platform === "win32") return ok(null);
    const begun = asPromise((callback) => this.#reader.reader.begin(callback));
    try {
      const outcome = await within(this.#parts.clock, TRANSACTION_MS, begun);
      if (outcome !== late) return ok(null);
    } catch (cause) {
      this.spoil();
      return err(linkError(cause));
    }
    begun.then(
      () => this.#finish(),
      () => undefined,
    );
    return err(await this.#busy());
  }

  /** Ends what `begin` began; a card whose exchange was spoilt is connected anew as another presence. */
  async end(isSpoilt: boolean): Promise<void> {
    if (process.platform !== "win32" && this.#stuckError === null && !this.#isGone) await this.#finish();
    if (isSpoilt) this.spoil();
  }

  /** Sends one command. When the deadline passes the connection is given up and nothing is sent on it again. */
  async exchange(command: Uint8Array, deadlineMs: number): Promise<Result<Uint8Array, LinkError>> {
    try {
      const pending = this.#reader.transmit(Buffer.from(command), RESPONSE_MAX);
      const answer = await within(this.#parts.clock, deadlineMs, pending);
      if (answer === late) return err(this.#giveUp(pending));
      // A card that leaves while it answers shows as an answer without status word.
      return answer.length < 2 ? fail("chip.removed") : ok(new Uint8Array(answer));
    } catch (cause) {
      const error = linkError(cause);
      this.#parts.log.info("reader.exchange", { ref: error.ref, code: error.code, pcsc: pcscCode(cause) });
      return err(error);
    }
  }

  /** The reader is gone for good. */
  retire(): void {
    this.#isGone = true;
    this.#cancelWatch();
    this.#card = null;
  }

  /** The connection is of no use any more: if a card still lies there, connects to it as a new presence. */
  spoil(): void {
    if (this.#card === null && !this.#isPresent) return;
    this.#card = null;
    this.#parts.changed();
    if (this.#stuckError !== null || this.#isGone) return;
    this.#watch(CONNECT_PAUSE_MS);
  }

  #arrive(): void {
    if (this.#isPresent) return;
    this.#isPresent = true;
    this.#connects = 0;
    this.#watch(this.#parts.watchdogMs);
  }

  #leave(): void {
    if (!this.#isPresent) return;
    this.#isPresent = false;
    this.#cancelWatch();
    this.#card = null;
    this.#error = null;
    this.#isSam = false;
    this.#parts.changed();
  }

  #announce(): void {
    const atr = this.#reader.reader.atr;
    if (!this.#isPresent || this.#isGone || this.#card !== null || atr === null) return;
    this.#cancelWatch();
    this.#error = null;
    this.#isSam = isSamAtr(atr);
    if (!this.#isSam) this.#card = { presence: this.#parts.nextPresence(), atr: new Uint8Array(atr) };
    this.#parts.changed();
  }

  #watch(delayMs: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#parts.clock.after(delayMs, () => void this.#connect());
  }

  #isConnectWanted(): boolean {
    return this.#isPresent && this.#card === null && this.#stuckError === null && !this.#isGone;
  }

  /** Connects by itself; what nfc-pcsc does at the same time gets the same connection. */
  async #connect(): Promise<void> {
    if (!this.#isConnectWanted() || this.#connects >= MAX_CONNECTS) return;
    this.#connects += 1;
    const failure = await this.#tryConnect();
    if (failure === null) this.#announce();
    if (failure === null || !this.#isConnectWanted()) return;
    if (failure.code === "reader.busy" || this.#connects >= MAX_CONNECTS) this.#show(failure);
    this.#watch(CONNECT_PAUSE_MS);
  }

  async #tryConnect(): Promise<AppError | null> {
    try {
      const connecting = this.#reader.connect();
      const outcome = await within(this.#parts.clock, CONNECT_MS, connecting);
      if (outcome !== late) return null;
      connecting.then(
        () => this.#announce(),
        () => undefined,
      );
      return await this.#busy();
    } catch (cause) {
      const code = pcscCode(cause);
      this.#parts.log.info("reader.connect", { pcsc: code, attempt: this.#connects });
      if (code === "SharingViolation") return this.#busy();
      // Two chips in one field, or one that is held badly: the reader sees something and cannot talk to it.
      if (code === "UnresponsiveCard" || code === "UnpoweredCard")
        return appError("chip.several", { pcsc: code });
      return linkError(cause);
    }
  }

  #show(error: AppError): void {
    if (this.#error?.code === error.code) return;
    this.#error = error;
    this.#parts.changed();
  }

  async #busy(): Promise<LinkError> {
    const program = await this.#parts.findHolder();
    return appError("reader.busy", program === null ? undefined : { program });
  }

  async #finish(): Promise<void> {
    const finished = asPromise((callback) => this.#reader.reader.finish(callback)).catch(() => undefined);
    await within(this.#parts.clock, CONNECT_MS, finished);
  }

  #giveUp(pending: Promise<unknown>): LinkError {
    const error = appError("reader.stuck");
    this.#stuckError = error;
    this.#card = null;
    this.#parts.log.warn("reader.stuck", { ref: error.ref });
    this.#parts.stuck();
    this.#parts.changed();
    const recover = (): void => {
      this.#stuckError = null;
      this.spoil();
      this.#parts.changed();
    };
    pending.then(recover, recover);
    return error;
  }
}
