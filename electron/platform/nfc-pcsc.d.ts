/** What this program uses of nfc-pcsc 0.8, which brings no types, and of our module below it. */
declare module "nfc-pcsc" {
  import type { EventEmitter } from "node:events";

  /** The reader of electron/platform/pcsclite, below nfc-pcsc's own. Emits `status`. */
  export interface RawReader extends EventEmitter {
    readonly name: string;
    readonly atr: Uint8Array | null;
    readonly SCARD_STATE_EMPTY: number;
    readonly SCARD_STATE_PRESENT: number;
    /** Begins a transaction: other programs wait until it ends. */
    begin(callback: (error: Error | null) => void): void;
    finish(callback: (error: Error | null) => void): void;
  }

  /** Emits `card`, `card.off`, `error`, `end`. */
  export interface Reader extends EventEmitter {
    readonly name: string;
    readonly reader: RawReader;
    autoProcessing: boolean;
    connect(): Promise<unknown>;
    /** Throws when there is no connection. */
    disconnect(): Promise<unknown>;
    /** Throws when there is no card or connection. `responseMaxLength` includes the status word. */
    transmit(data: Uint8Array, responseMaxLength: number): Promise<Uint8Array>;
  }

  /** Emits `reader` and `error`; `pcsc` emits `service-up` and `service-down`. */
  export class NFC extends EventEmitter {
    readonly pcsc: EventEmitter;
    close(): void;
  }
}
