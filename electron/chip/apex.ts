/**
 * The Verify applet of an Apex (contract 5.1): its SELECT answers the chip's 8-byte UID, after that
 * it speaks Spark 2's two parts. The older applet of the Scan API (5.2) is not spoken.
 */
import { type Response, selectCommand } from "./apdu.ts";
import { hexConstant } from "./bytes.ts";
import { statusMeaning } from "./status-word.ts";

/** Length of the UID that the applet answers to SELECT. */
export const APEX_UID_LENGTH = 8;

/** SELECT of the applet with its version byte, then without it, in the order to try. */
export const apexSelectCommands: readonly Uint8Array[] = [
  selectCommand(hexConstant("A000000846737061726B3201"), 0x00),
  selectCommand(hexConstant("A000000846737061726B32"), 0x00),
];

/** The chip's UID from the answer to SELECT, as it is; null when this was not the Verify applet. */
export const parseApexSelect = (response: Response): Uint8Array | null =>
  statusMeaning(response.sw) === "done" && response.data.length === APEX_UID_LENGTH ? response.data : null;
