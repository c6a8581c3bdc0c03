/**
 * Spark 2 (NTAG 413/424 DNA): SELECT of the NDEF application and AuthenticateFirst with key 2
 * (contract 4.1). No cryptography: the bytes pass between chip and service unchanged.
 */
import { encodeCommand, selectCommand, splitResponse } from "./apdu.ts";
import { concatBytes, hexConstant } from "./bytes.ts";
import { type AuthenticationError, answerLost, partOneFailure, partTwoFailure } from "./failure.ts";
import { statusMeaning } from "./status-word.ts";
import { type Result, err, ok } from "#contract/result.ts";

/** Length of the part-1 message, E(RndB). */
export const PART_ONE_LENGTH = 16;
/** Length of what the chip is sent in part 2, and of its answer. */
export const PART_TWO_LENGTH = 32;

/** SELECT of the NDEF application, then of the PICC level, in the order to try (contract 4.1). */
export const spark2SelectCommands: readonly Uint8Array[] = [
  selectCommand(hexConstant("D2760000850101"), 0x0c),
  selectCommand(hexConstant("D2760000850100"), 0x0c),
];

/** AuthenticateFirst part 1: key number 2, LenCap 0, Le 00 (contract 0.4). */
export const partOneCommand = encodeCommand({
  cla: 0x90,
  ins: 0x71,
  p1: 0,
  p2: 0,
  data: Uint8Array.of(0x02, 0x00),
  le: 0,
});

/** Part 2 with the service's 32 bytes. */
export const partTwoCommand = (forChip: Uint8Array): Uint8Array =>
  encodeCommand({ cla: 0x90, ins: 0xaf, p1: 0, p2: 0, data: forChip, le: 0 });

const parse = (
  response: Uint8Array,
  length: number,
  accepts: (meaning: ReturnType<typeof statusMeaning>) => boolean,
  failure: (sw: number) => AuthenticationError,
): Result<Uint8Array, AuthenticationError> => {
  const parts = splitResponse(response);
  if (parts === null) return err(answerLost());
  if (!accepts(statusMeaning(parts.sw)) || parts.data.length !== length) return err(failure(parts.sw));
  return ok(concatBytes(parts.data));
};

/** The 16-byte message of a part-1 answer. Spark 2 says 91AF, an Apex may say 9000 or 9100 (contract 5.1). */
export const parsePartOne = (
  response: Uint8Array,
  alsoAcceptDone: boolean,
): Result<Uint8Array, AuthenticationError> =>
  parse(
    response,
    PART_ONE_LENGTH,
    (meaning) => meaning === "more" || (alsoAcceptDone && meaning === "done"),
    partOneFailure,
  );

/** The 32-byte answer of part 2; 9100, and 9000 from an Apex (contract 0.8, 5.1). */
export const parsePartTwo = (response: Uint8Array): Result<Uint8Array, AuthenticationError> =>
  parse(response, PART_TWO_LENGTH, (meaning) => meaning === "done", partTwoFailure);
