/**
 * Spark 1 (ICODE DNA, ISO 15693): the TAM1 frame and the transparent session that carries it through
 * an ACR1552U (contract 6 and 7). Only bytes are made and read here; authenticate.ts sends them.
 */
import { type AppError, appError } from "#contract/errors.ts";
import { type Result, err, ok } from "#contract/result.ts";
import { encodeCommand, splitResponse } from "./apdu.ts";
import { concatBytes, hexConstant, reverseBytes } from "./bytes.ts";
import { answerLost } from "./failure.ts";
import { statusHex, statusMeaning } from "./status-word.ts";

/** What a transparent session can end with. */
export type Spark1Error = AppError<"chip.removed" | "chip.several" | "chip.unsupported" | "chip.refused">;

/** Length of the challenge on air: the first bytes of the service's 16 (contract 6.1). */
export const SPARK1_CHALLENGE_LENGTH = 10;
/** Length of the chip's answer: the last bytes of the frame (contract 6.2). */
export const SPARK1_RESPONSE_LENGTH = 16;

const session = (p2: number, data: Uint8Array): Uint8Array =>
  encodeCommand({ cla: 0xff, ins: 0xc2, p1: 0x00, p2, data, le: 0 });

/** Begins a transparent session. */
export const beginSession = session(0x00, hexConstant("8100"));
/** Switches the session to ISO 15693 layer 3. */
export const chooseIso15693 = session(0x02, hexConstant("8F020203"));
/** Ends the session; must follow every begin, also after an error. */
export const endSession = session(0x00, hexConstant("8200"));

const timeoutObject = hexConstant("5F4604000F4240");
const waitingTimeObject = hexConstant("FF6E0303010F");

/** The addressed AUTHENTICATE frame: UID (8 bytes, MSB first here, LSB first on air), TAM1, key slot 2 (contract 6.1). */
export const tam1Frame = (uid: Uint8Array, challenge: Uint8Array): Uint8Array =>
  concatBytes(
    Uint8Array.of(0x20, 0x35),
    reverseBytes(uid),
    Uint8Array.of(0x00, 0x00, 0x02),
    challenge.subarray(0, SPARK1_CHALLENGE_LENGTH),
  );

/** The transparent exchange that carries one frame. */
export const exchangeFrame = (frame: Uint8Array): Uint8Array =>
  session(0x01, concatBytes(timeoutObject, waitingTimeObject, Uint8Array.of(0x95, frame.length), frame));

/** Reads one-byte-length TLVs; a tag with all low five bits set has a second byte. Null when cut. */
const readObjects = (data: Uint8Array): ReadonlyMap<number, Uint8Array> | null => {
  const objects = new Map<number, Uint8Array>();
  let offset = 0;
  while (offset < data.length) {
    const first = data[offset] ?? 0;
    const tagLength = (first & 0x1f) === 0x1f ? 2 : 1;
    const tag = tagLength === 2 ? first * 256 + (data[offset + 1] ?? 0) : first;
    const length = data[offset + tagLength];
    const start = offset + tagLength + 1;
    if (length === undefined || start + length > data.length) return null;
    objects.set(tag, data.slice(start, start + length));
    offset = start + length;
  }
  return objects;
};

/** The objects of a session answer; the error object C0 must say 9000 (contract 7). */
export const parseSession = (response: Uint8Array): Result<ReadonlyMap<number, Uint8Array>, Spark1Error> => {
  const parts = splitResponse(response);
  if (parts === null) return err(answerLost());
  const meaning = statusMeaning(parts.sw);
  if (meaning !== "done") {
    const detail = { sw: statusHex(parts.sw) };
    return err(appError(meaning === "lost" ? "chip.removed" : "chip.unsupported", detail));
  }
  const objects = readObjects(parts.data);
  if (objects === null) return err(appError("chip.unsupported", { sw: statusHex(parts.sw) }));
  const outcome = objects.get(0xc0);
  if (outcome === undefined) return ok(objects);
  const sw = (outcome[1] ?? 0) * 256 + (outcome[2] ?? 0);
  if (statusMeaning(sw) === "done") return ok(objects);
  return err(appError("chip.removed", { sw: statusHex(sw) }));
};

/** Object 97: flags byte (bit 0 is an error, then its code), one leading byte, 16 bytes (contract 6.2). */
const readFrame = (frame: Uint8Array): Result<Uint8Array, Spark1Error> => {
  const [flags = 0, code = 0] = frame;
  if ((flags & 0x01) !== 0) return err(appError("chip.refused", { iso15693: code }));
  return frame.length > SPARK1_RESPONSE_LENGTH ? ok(frame.slice(-SPARK1_RESPONSE_LENGTH)) : err(answerLost());
};

/** The chip's 16 bytes from an exchange's answer: object 97 without flags and leading byte. */
export const parseExchange = (response: Uint8Array): Result<Uint8Array, Spark1Error> => {
  const objects = parseSession(response);
  if (!objects.ok) return objects;
  const [radio = 0] = objects.value.get(0x96) ?? [];
  if ((radio & 0x02) !== 0) return err(appError("chip.several"));
  if (radio !== 0) return err(answerLost());
  return readFrame(objects.value.get(0x97) ?? new Uint8Array());
};

/** Normalises an ISO 15693 UID (8 bytes) to MSB first: E0 comes first (contract 7). Null when it is neither. */
export const normaliseIso15693Uid = (uid: Uint8Array): Uint8Array | null => {
  if (uid.length !== 8) return null;
  if (uid[0] === 0xe0) return uid.slice();
  return uid[7] === 0xe0 ? reverseBytes(uid) : null;
};
