/**
 * Puts a software chip in front of vpcd, the virtual reader of pcscd: one TCP connection is one card
 * on the reader (contract 8.5). Frames are a 2-byte length and a payload, both ways; payloads of one
 * byte switch the power. Leaving closes the connection; the same chip can come back later.
 */
import { type Socket, createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { concatBytes } from "#chip/bytes.ts";
import { type Result, err, ok } from "#contract/result.ts";
import type { SoftChip } from "./soft-chip.ts";

/** How a visit goes; `onCommand` is told of each APDU before it is answered. */
export interface VpcdOptions {
  /** vpcd's first reader listens on 35963, its second on 35964. */
  readonly port?: number;
  /** Leaves at the Nth APDU, before answering it. */
  readonly tearAt?: number;
  /** Never answers the Nth APDU, but stays. */
  readonly silentAt?: number;
  /** Leaves after this long. */
  readonly holdMs?: number;
  readonly onCommand?: (command: Uint8Array, answer: Uint8Array | null) => void;
}

/** A card that lies on a virtual reader. */
export interface VpcdCard {
  /** Takes the card away; resolves when the connection is closed. */
  leave(): Promise<void>;
  /** Resolves when the card has left, by itself or because the reader went away. */
  readonly left: Promise<"left" | "torn" | "hold-over" | "reader-gone">;
}

/** The port of vpcd's first reader. */
export const vpcdPort = 35963;
const CONTROL_POWER_OFF = 0;
const CONTROL_RESET = 2;
const CONTROL_ATR = 4;

/** Length and payload in one piece; two writes would wait for each other's acknowledgement. Under 256 bytes. */
const frame = (payload: Uint8Array): Uint8Array => {
  if (payload.length > 255) throw new Error("a software chip answers at most 255 bytes");
  return concatBytes(Uint8Array.of(0, payload.length), payload);
};

/** The first byte of every answer's length. */
const early = Uint8Array.of(0);

/** Cuts complete frames off the front; returns them and the rest. */
const takeFrames = (buffer: Uint8Array): { readonly frames: Uint8Array[]; readonly rest: Uint8Array } => {
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const [high, low] = buffer.subarray(offset, offset + 2);
    if (high === undefined || low === undefined) break;
    const end = offset + 2 + high * 256 + low;
    if (end > buffer.length) break;
    frames.push(buffer.slice(offset + 2, end));
    offset = end;
  }
  return { frames, rest: buffer.slice(offset) };
};

type Leaving = "left" | "torn" | "hold-over" | "reader-gone";

class Visit implements VpcdCard {
  readonly left: Promise<Leaving>;
  readonly #socket: Socket;
  readonly #chip: SoftChip;
  readonly #options: VpcdOptions;
  #received: Uint8Array = new Uint8Array();
  #exchanges = 0;
  #isAnswerBegun = false;
  #reason: Leaving = "reader-gone";

  constructor(socket: Socket, chip: SoftChip, options: VpcdOptions) {
    this.#socket = socket;
    this.#chip = chip;
    this.#options = options;
    this.left = new Promise((resolve) => {
      socket.once("close", () => {
        chip.powerOff();
        resolve(this.#reason);
      });
    });
    socket.on("error", () => undefined);
    socket.on("data", (data) => this.#receive(data));
    if (options.holdMs !== undefined) void this.#leaveAfter(options.holdMs);
  }

  async leave(): Promise<void> {
    this.#go("left");
    await this.left;
  }

  async #leaveAfter(holdMs: number): Promise<void> {
    const stop = new AbortController();
    void this.left.then(() => stop.abort());
    await sleep(holdMs, undefined, { signal: stop.signal }).then(
      () => this.#go("hold-over"),
      () => undefined,
    );
  }

  #isLeaving(): boolean {
    return this.#socket.destroyed || this.#socket.writableEnded;
  }

  #go(reason: Leaving): void {
    if (this.#isLeaving()) return;
    this.#reason = reason;
    // vpcd 3.3 crashes when it gets half a length: an answer that was begun ends as an empty one.
    if (this.#isAnswerBegun) this.#socket.end(Uint8Array.of(0), () => this.#socket.destroy());
    else this.#socket.destroy();
  }

  #receive(data: Uint8Array): void {
    const { frames, rest } = takeFrames(concatBytes(this.#received, data));
    this.#received = rest;
    for (const payload of frames) {
      if (!this.#isLeaving()) this.#answer(payload);
    }
    this.#hurry();
  }

  /**
   * vpcd writes length and command separately, and its system holds the command back until the length
   * is acknowledged, which ours delays by 40 ms. The first byte of the answer carries that at once.
   */
  #hurry(): void {
    const [high, low] = this.#received;
    const isCommandComing = high !== undefined && low !== undefined && high * 256 + low > 1;
    const isAnswered = !this.#isUnanswered(this.#exchanges + 1);
    if (!isCommandComing || !isAnswered || this.#isAnswerBegun || this.#isLeaving()) return;
    this.#isAnswerBegun = true;
    this.#socket.write(early);
  }

  #answer(payload: Uint8Array): void {
    const [control] = payload;
    if (payload.length > 1) this.#exchange(payload);
    else if (control === CONTROL_ATR) this.#socket.write(frame(this.#chip.atr));
    else if (control === CONTROL_POWER_OFF) this.#chip.powerOff();
    else if (control === CONTROL_RESET) this.#chip.reset();
  }

  #isUnanswered(exchange: number): boolean {
    return exchange === this.#options.tearAt || exchange === this.#options.silentAt;
  }

  #exchange(command: Uint8Array): void {
    this.#exchanges += 1;
    const { tearAt, onCommand } = this.#options;
    const answer = this.#isUnanswered(this.#exchanges) ? null : this.#chip.process(command);
    onCommand?.(command, answer);
    if (answer !== null) this.#socket.write(frame(answer).subarray(this.#isAnswerBegun ? early.length : 0));
    this.#isAnswerBegun = false;
    if (this.#exchanges === tearAt) this.#go("torn");
  }
}

/** Lays a chip on a virtual reader. The error says that nobody listens there (or why not). */
export const layOnVpcd = async (
  chip: SoftChip,
  options: VpcdOptions = {},
): Promise<Result<VpcdCard, { readonly reason: string }>> => {
  const socket = createConnection({ host: "127.0.0.1", port: options.port ?? vpcdPort, noDelay: true });
  const failure = await new Promise<Error | null>((resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("error", resolve);
  });
  if (failure !== null) return err({ reason: failure.message });
  chip.reset();
  return ok(new Visit(socket, chip, options));
};
