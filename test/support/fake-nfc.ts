/** An nfc-pcsc made by hand: readers that come and go, cards that connect or do not, exchanges that hang. */
import { EventEmitter } from "node:events";
import type { Nfc, NfcReader, RawReader } from "#platform/nfc-library.ts";

const EMPTY = 0x10;
const PRESENT = 0x20;

/** An error as nfc-pcsc throws it, with pcsc-mini's below. */
export const pcscError = (code: string): Error =>
  Object.assign(new Error("wrapped"), {
    code: "failure",
    previous: Object.assign(new Error(code), { code }),
  });

class FakeRaw extends EventEmitter implements RawReader {
  readonly SCARD_STATE_EMPTY = EMPTY;
  readonly SCARD_STATE_PRESENT = PRESENT;
  atr: Uint8Array | null = null;
  readonly calls: string[] = [];
  /** What `begin` answers; "never" does not answer. */
  beginAnswer: Error | null | "never" = null;

  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  begin(callback: (error: Error | null) => void): void {
    this.calls.push("begin");
    if (this.beginAnswer !== "never") callback(this.beginAnswer);
  }

  finish(callback: (error: Error | null) => void): void {
    this.calls.push("finish");
    callback(null);
  }
}

/** A reader of nfc-pcsc. `answers` are given in turn, then 9000 for ever. */
export class FakeReader extends EventEmitter implements NfcReader {
  readonly reader: FakeRaw;
  autoProcessing = true;
  connects = 0;
  readonly sent: Uint8Array[] = [];
  answers: (Uint8Array | Error | Promise<Uint8Array>)[] = [];
  connectAnswers: (Error | Promise<unknown>)[] = [];

  constructor(name: string) {
    super();
    this.reader = new FakeRaw(name);
  }

  get name(): string {
    return this.reader.name;
  }

  connect(): Promise<unknown> {
    this.connects += 1;
    const answer = this.connectAnswers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  transmit(data: Uint8Array): Promise<Uint8Array> {
    this.sent.push(new Uint8Array(data));
    const answer = this.answers.shift() ?? Uint8Array.of(0x90, 0x00);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  /** A card is laid on; nfc-pcsc tells of it unless its connection failed. */
  lay(atr: Uint8Array, isTold = true): void {
    this.reader.atr = atr;
    this.reader.emit("status", { state: PRESENT });
    if (isTold) this.emit("card", {});
  }

  /** The card is taken away. */
  take(): void {
    this.reader.emit("status", { state: EMPTY });
  }
}

/** The library: emits readers, and the service's state below it. */
export class FakeNfc extends EventEmitter implements Nfc {
  readonly pcsc = new EventEmitter();
  isClosed = false;

  plug(reader: FakeReader): FakeReader {
    this.emit("reader", reader);
    return reader;
  }

  close(): void {
    this.isClosed = true;
  }
}
