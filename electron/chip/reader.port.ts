/**
 * Readers as the rest of the app sees them: a list that changes, and an exclusive card link for as
 * long as a whole scan needs it. Two implementations: nfc-pcsc on a real PC/SC service, and the
 * software chip in this process.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** What can go wrong on the way to the card. */
export type LinkError = AppError<
  | "reader.service-down"
  | "reader.lost"
  | "reader.stuck"
  | "reader.busy"
  | "chip.removed"
  | "chip.several"
  | "scan.cancelled"
>;

/** One reader with what lies on it. `presence` counts up with each arrival, so that a swapped card is another presence. */
export interface ReaderState {
  readonly id: string;
  readonly name: string;
  readonly isSimulated: boolean;
  readonly card: { readonly presence: number; readonly atr: Uint8Array } | null;
  readonly error: AppError | null;
}

/** All readers and the state of the service behind them. */
export interface ReadersState {
  readonly service: "starting" | "running" | "down";
  /** Why the service is down, with the cause told apart as well as the system allows. */
  readonly error: AppError<"reader.service-down" | "reader.service-refused"> | null;
  readonly readers: readonly ReaderState[];
  /** Names of slots that are left alone because they are for the reader's own card. */
  readonly samSlots?: readonly string[];
}

/** What a reader says of itself without a card being touched. A null is not known. */
export interface ReaderSelf {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly serial: string | null;
  readonly features: readonly ("pin-pad" | "display" | "escape" | "properties")[];
}

/** Exchanges APDUs with the card that was present when the link was opened, and with no other. */
export interface CardLink {
  /** Sends one C-APDU and returns the whole R-APDU, status word included. Never repeats anything. */
  transmit(
    command: Uint8Array,
    options?: { readonly deadlineMs?: number },
  ): Promise<Result<Uint8Array, LinkError>>;
}

/** The readers of this computer. */
export interface ReaderHub {
  state(): ReadersState;
  /** Calls `listener` on every change, and once at once. Returns its own unsubscribe. */
  subscribe(listener: (state: ReadersState) => void): () => void;
  /**
   * Runs `work` with the reader locked for it alone. A second caller waits its turn; when the card
   * or reader goes away, every further transmit answers chip.removed or reader.lost.
   */
  withCard<T>(
    readerId: string,
    presence: number,
    signal: AbortSignal,
    work: (card: CardLink) => Promise<T>,
  ): Promise<Result<T, LinkError>>;
  /** Asks the reader itself, never a card; null when it cannot be asked now. Absent where there is nothing to ask. */
  facts?(readerId: string): Promise<ReaderSelf | null>;
  dispose(): Promise<void>;
}
