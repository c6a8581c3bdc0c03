/** What this program uses of nfc-pcsc 0.8, which brings no types, and of our own module below it. */
import type { EventEmitter } from "node:events";

/** The reader of electron/platform/pcsclite, below nfc-pcsc's own. Emits `status`. */
export interface RawReader extends EventEmitter {
  readonly name: string;
  /** The ATR of the card connected last. */
  readonly atr: Uint8Array | null;
  readonly SCARD_STATE_EMPTY: number;
  readonly SCARD_STATE_PRESENT: number;
  /** Begins a transaction: other programs wait until it ends. */
  begin(callback: (error: Error | null) => void): void;
  finish(callback: (error: Error | null) => void): void;
  /** Asks the reader, not a card; answers by name what the driver knows. */
  describe?(callback: (error: Error | null, answers?: Readonly<Record<string, Uint8Array>>) => void): void;
}

/** A reader of nfc-pcsc. Emits `card`, `card.off`, `error`, `end`. */
export interface NfcReader extends EventEmitter {
  readonly name: string;
  readonly reader: RawReader;
  autoProcessing: boolean;
  connect(): Promise<unknown>;
  /** Throws when there is no card or connection. `responseMaxLength` includes the status word. */
  transmit(data: Uint8Array, responseMaxLength: number): Promise<Uint8Array>;
}

/** Our own module. Emits `service-up` and `service-down`. */
export interface PcscService extends EventEmitter {
  /** When a closed one has let go of the service. */
  whenClosed?(): Promise<void>;
}

/** The library. Emits `reader` and `error`. */
export interface Nfc extends EventEmitter {
  readonly pcsc: PcscService;
  close(): void;
}

/** Makes the library's one object. */
export type NfcLoader = () => Promise<() => Nfc>;
