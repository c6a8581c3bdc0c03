/**
 * A Spark 2 made of software: NTAG 424 DNA as far as the app can see it (contract 4), with the reader's
 * UID pseudo-APDU in front. Any other card command between the two parts drops the authentication.
 */
import { joinResponse } from "#chip/apdu.ts";
import { concatBytes, equalBytes, hexConstant } from "#chip/bytes.ts";
import { SW } from "#chip/status-word.ts";
import { type ParsedCommand, isSelectByName, parseCommand } from "./soft-apdu.ts";
import {
  type AuthenticatorOptions,
  type ChipAnswer,
  type SoftAuthenticator,
  createSoftAuthenticator,
} from "./soft-authenticator.ts";
import { type SoftChip, atrs } from "./soft-chip.ts";

/** What makes one Spark 2: `uid` 7 bytes, `key` is key 2 with 16 bytes; the other keys are zero unless given. */
export interface SoftSpark2Options extends Partial<AuthenticatorOptions> {
  readonly uid: Uint8Array;
  readonly key: Uint8Array;
}

/** The application and the PICC level; both answer SELECT. */
const knownAids = [hexConstant("D2760000850101"), hexConstant("D2760000850100")];
const historicalBytes = hexConstant("067777710280");
/** GetVersion in three frames; hardware and software as in the published trace (contract 4.1). */
const versionFrames = [hexConstant("04040230001105"), hexConstant("04040201021105")];
const productionData = hexConstant("CF00000000 2024");

const answer = (sw: number, data: Uint8Array = new Uint8Array()): ChipAnswer => ({ data, sw });

/** Keys 0 to 4 of a chip whose key 2 is the given one; the others are all zeros. */
export const keySlots = (key: Uint8Array): ReadonlyMap<number, Uint8Array> =>
  new Map([0, 1, 2, 3, 4].map((number) => [number, number === 2 ? key : new Uint8Array(16)]));

/** FF-class commands: the reader's part, which does not disturb the card (contract 8.1). */
export const answerAsReader = (command: ParsedCommand, uid: Uint8Array, ats: Uint8Array): ChipAnswer => {
  if (command.ins !== 0xca || command.p2 !== 0) return answer(SW.functionNotSupported);
  if (command.p1 === 0) return answer(SW.ok, uid.slice());
  return command.p1 === 1 ? answer(SW.ok, ats.slice()) : answer(SW.functionNotSupported);
};

/** The two authentication commands, wrapped form; null when the command is neither. */
export const answerAuthentication = (
  authenticator: SoftAuthenticator,
  command: ParsedCommand,
): ChipAnswer | null => {
  const isPart = command.cla === 0x90 && (command.ins === 0x71 || command.ins === 0xaf);
  if (!isPart) return null;
  const isWellFormed = command.le === 0 && command.p1 === 0 && command.p2 === 0;
  if (!isWellFormed) {
    authenticator.drop();
    return answer(command.le === 0 ? SW.parameter : SW.wrappedLength);
  }
  return command.ins === 0x71 ? authenticator.partOne(command.data) : authenticator.partTwo(command.data);
};

class Spark2 {
  readonly #uid: Uint8Array;
  readonly #authenticator: SoftAuthenticator;
  /** How many frames of GetVersion have been answered; 0 when none is going on. */
  #versionFrame = 0;

  constructor(options: SoftSpark2Options) {
    this.#uid = options.uid.slice();
    this.#authenticator = createSoftAuthenticator({ keys: keySlots(options.key), ...options });
  }

  forget(): void {
    this.#versionFrame = 0;
    this.#authenticator.drop();
  }

  answer(bytes: Uint8Array): ChipAnswer {
    const command = parseCommand(bytes);
    if (command?.cla === 0xff) return answerAsReader(command, this.#uid, historicalBytes);
    const version = this.#versionFrame;
    this.#versionFrame = 0;
    if (command === null) {
      this.#authenticator.drop();
      return answer(bytes[0] === 0x90 ? SW.wrappedLength : SW.wrongLength);
    }
    return command.cla === 0x90 ? this.#answerWrapped(command, version) : this.#answerIso(command);
  }

  #answerWrapped(command: ParsedCommand, version: number): ChipAnswer {
    const isNextFrame = version > 0 && command.ins === 0xaf && command.data.length === 0;
    if (isNextFrame) return this.#versionAnswer(version);
    const authentication = answerAuthentication(this.#authenticator, command);
    if (authentication !== null) return authentication;
    this.#authenticator.drop();
    return command.ins === 0x60 ? this.#versionAnswer(0) : answer(SW.unknownCommand);
  }

  #versionAnswer(frame: number): ChipAnswer {
    const data = versionFrames[frame];
    if (data === undefined) return answer(SW.wrappedOk, concatBytes(this.#uid, productionData));
    this.#versionFrame = frame + 1;
    return answer(SW.more, data.slice());
  }

  #answerIso(command: ParsedCommand): ChipAnswer {
    this.#authenticator.drop();
    if (command.cla !== 0x00) return answer(SW.class);
    if (!isSelectByName(command)) return answer(command.ins === 0xa4 ? SW.incorrectP1P2 : SW.instruction);
    return answer(knownAids.some((aid) => equalBytes(aid, command.data)) ? SW.ok : SW.notFound);
  }
}

/** Makes a Spark 2. Throws when UID or key have the wrong length. */
export const createSoftSpark2 = (options: SoftSpark2Options): SoftChip => {
  if (options.uid.length !== 7) throw new Error("a Spark 2 has a UID of 7 bytes");
  if (options.key.length !== 16) throw new Error("a chip's key has 16 bytes");
  const chip = new Spark2(options);
  return {
    kind: "spark2",
    uid: options.uid.slice(),
    atr: atrs.ntag,
    process: (command) => {
      const { data, sw } = chip.answer(command);
      return joinResponse(data, sw);
    },
    powerOff: () => chip.forget(),
    reset: () => chip.forget(),
  };
};
