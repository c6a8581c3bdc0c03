/**
 * Building commands and splitting answers, short form only: the extended form with another Le made
 * real chips answer 917E (contract 0.4). Knows no chip.
 */
import { concatBytes } from "./bytes.ts";

/** A short command; `data` at most 255 bytes; `le` 0 asks for as much as there is, null asks for nothing. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array;
  readonly le: number | null;
}

/** Command to bytes: CLA INS P1 P2 [Lc data] [Le]. */
export const encodeCommand = (command: Command): Uint8Array => {
  const { cla, ins, p1, p2, data, le } = command;
  if (data !== undefined && data.length > 255) throw new Error("command data longer than a short APDU holds");
  return concatBytes(
    Uint8Array.of(cla, ins, p1, p2),
    data === undefined || data.length === 0 ? new Uint8Array() : Uint8Array.of(data.length),
    data ?? new Uint8Array(),
    le === null ? new Uint8Array() : Uint8Array.of(le),
  );
};

/** An answer taken apart: `data` without the status word, `sw` as a 16-bit number. */
export interface Response {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** Splits an R-APDU; null when it is shorter than its own status word. */
export const splitResponse = (response: Uint8Array): Response | null => {
  const high = response.at(-2);
  const low = response.at(-1);
  if (high === undefined || low === undefined) return null;
  return { data: response.slice(0, -2), sw: high * 256 + low };
};

/** An answer from data and a 16-bit status word, for chips made of software. */
export const joinResponse = (data: Uint8Array, sw: number): Uint8Array =>
  concatBytes(data, Uint8Array.of(sw >> 8, sw & 0xff));

/** GET DATA for the UID, answered by the reader (contract 8.1). */
export const getUidCommand = encodeCommand({ cla: 0xff, ins: 0xca, p1: 0, p2: 0, le: 0 });

/** SELECT by application identifier; `p2` 0C asks for no file information, 00 for whatever the applet says. */
export const selectCommand = (aid: Uint8Array, p2: 0x00 | 0x0c): Uint8Array =>
  encodeCommand({ cla: 0x00, ins: 0xa4, p1: 0x04, p2, data: aid, le: 0 });
