/**
 * A Spark 1 made of software, seen through an ACR1552U: the reader's UID pseudo-APDU and its
 * transparent session, and behind them the chip's one command (contract 6 and 7).
 */
import { createCipheriv, randomBytes } from "node:crypto";
import { joinResponse } from "#chip/apdu.ts";
import { concatBytes, equalBytes, hexConstant, reverseBytes, startsWith } from "#chip/bytes.ts";
import { SW } from "#chip/status-word.ts";
import { type ParsedCommand, parseCommand } from "./soft-apdu.ts";
import type { ChipAnswer } from "./soft-authenticator.ts";
import { type SoftChip, atrs } from "./soft-chip.ts";
import { answerAsReader } from "./soft-spark2.ts";

/** What makes one Spark 1: `uid` 8 bytes MSB first (E0…), `key` is slot 2 with 16 bytes. */
export interface SoftSpark1Options {
  readonly uid: Uint8Array;
  readonly key: Uint8Array;
  /** Makes TRnd, 4 bytes; fixed in tests. */
  readonly random?: (length: number) => Uint8Array;
  /** In which order the reader reports the UID: MSB first unless said otherwise (contract 7). */
  readonly reportsUid?: "msb-first" | "lsb-first";
}

const FRAME_LENGTH = 23;
const BARKER = 0xa7;
const outcomeOk = hexConstant("C003009000");
const noAnswer = hexConstant("C003016401");
const notBegun = hexConstant("C003016985");
const radioOk = hexConstant("96020000920100");

const done = (data: Uint8Array): ChipAnswer => ({ data, sw: SW.ok });

/** TAM1 (contract 6.3): constant, TRnd and challenge under AES-ECB, byte-reversed on air. */
const tam1 = (key: Uint8Array, tRnd: Uint8Array, challenge: Uint8Array): Uint8Array => {
  const block = concatBytes(Uint8Array.of(0x96, 0xc5), tRnd, reverseBytes(challenge));
  const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  return reverseBytes(new Uint8Array(cipher.update(block)));
};

/** The frame inside object 95; the objects before it only set times. Null when there is none. */
const findFrame = (data: Uint8Array): Uint8Array | null => {
  for (let offset = 0; offset + 1 < data.length;) {
    const tagLength = ((data[offset] ?? 0) & 0x1f) === 0x1f ? 2 : 1;
    const start = offset + tagLength + 1;
    const length = data[offset + tagLength] ?? 0;
    if (data[offset] === 0x95) return data.slice(start, start + length);
    offset = start + length;
  }
  return null;
};

class Spark1 {
  readonly #options: SoftSpark1Options;
  #session: "none" | "begun" | "iso15693" = "none";

  constructor(options: SoftSpark1Options) {
    this.#options = options;
  }

  forget(): void {
    this.#session = "none";
  }

  answer(bytes: Uint8Array): ChipAnswer {
    const command = parseCommand(bytes);
    if (command?.cla !== 0xff) return { data: new Uint8Array(), sw: SW.class };
    if (command.ins === 0xc2) return this.#transparent(command);
    const { uid, reportsUid } = this.#options;
    return answerAsReader(command, reportsUid === "lsb-first" ? reverseBytes(uid) : uid, new Uint8Array());
  }

  #transparent(command: ParsedCommand): ChipAnswer {
    switch (command.p2) {
      case 0x00:
        this.#session = startsWith(command.data, hexConstant("8100")) ? "begun" : "none";
        return done(outcomeOk);
      case 0x02:
        if (this.#session === "none") return done(notBegun);
        this.#session = "iso15693";
        return done(outcomeOk);
      case 0x01:
        return this.#session === "iso15693" ? this.#exchange(command.data) : done(notBegun);
      default:
        return { data: new Uint8Array(), sw: SW.functionNotSupported };
    }
  }

  #exchange(data: Uint8Array): ChipAnswer {
    const frame = findFrame(data);
    const head = concatBytes(Uint8Array.of(0x20, 0x35), reverseBytes(this.#options.uid));
    if (frame === null || !startsWith(frame, head)) return done(noAnswer);
    const isForSlot2 =
      frame.length === FRAME_LENGTH && equalBytes(frame.subarray(10, 13), Uint8Array.of(0x00, 0x00, 0x02));
    if (!isForSlot2) return done(concatBytes(outcomeOk, radioOk, hexConstant("9702010F")));
    const random = this.#options.random ?? ((length: number) => new Uint8Array(randomBytes(length)));
    const response = tam1(this.#options.key, random(4), frame.subarray(13));
    return done(concatBytes(outcomeOk, radioOk, Uint8Array.of(0x97, 18, 0x00, BARKER), response));
  }
}

/** Makes a Spark 1. Throws when UID or key have the wrong length. */
export const createSoftSpark1 = (options: SoftSpark1Options): SoftChip => {
  if (options.uid.length !== 8 || options.uid[0] !== 0xe0) {
    throw new Error("a Spark 1 has a UID of 8 bytes that begins with E0");
  }
  if (options.key.length !== 16) throw new Error("a chip's key has 16 bytes");
  const chip = new Spark1(options);
  return {
    kind: "spark1",
    uid: options.uid.slice(),
    atr: atrs.iso15693,
    process: (command) => {
      const { data, sw } = chip.answer(command);
      return joinResponse(data, sw);
    },
    powerOff: () => chip.forget(),
    reset: () => chip.forget(),
  };
};
