/**
 * An Apex made of software: the Verify applet (contract 5.1) beside an NDEF applet, so that probing
 * in the wrong order shows. Outside the Verify applet it knows neither part of the authentication.
 */
import { joinResponse } from "#chip/apdu.ts";
import { concatBytes, hexConstant, startsWith } from "#chip/bytes.ts";
import { SW, statusMeaning } from "#chip/status-word.ts";
import { type ParsedCommand, isSelectByName, parseCommand } from "./soft-apdu.ts";
import {
  type AuthenticatorOptions,
  type ChipAnswer,
  type SoftAuthenticator,
  createSoftAuthenticator,
} from "./soft-authenticator.ts";
import { type SoftChip, atrs } from "./soft-chip.ts";
import { answerAsReader, answerAuthentication } from "./soft-spark2.ts";

/** What makes one Apex: `uid` 8 bytes (from SELECT), `key` 16 bytes. */
export interface SoftApexOptions extends Partial<AuthenticatorOptions> {
  readonly uid: Uint8Array;
  readonly key: Uint8Array;
  /** Whether the card also has an NDEF applet: yes unless said otherwise. */
  readonly hasNdef?: boolean;
  /** Status words after the two parts are not known: `wrapped` is 91AF and 9100, `iso` is 9000 and 6982. */
  readonly statusWords?: "wrapped" | "iso";
}

const verifyAid = hexConstant("A000000846737061726B3201");
const ndefAid = hexConstant("D2760000850101");
const historicalBytes = hexConstant("0031C173C840000090");

const answer = (sw: number, data: Uint8Array = new Uint8Array()): ChipAnswer => ({ data, sw });

const asIso = (given: ChipAnswer): ChipAnswer => {
  const meaning = statusMeaning(given.sw);
  if (meaning === "more" || meaning === "done") return { ...given, sw: SW.ok };
  return meaning === "refused" ? { ...given, sw: SW.security } : given;
};

class Apex {
  readonly #options: SoftApexOptions;
  readonly #authenticator: SoftAuthenticator;
  readonly #radioUid: Uint8Array;
  #selected: "none" | "verify" | "ndef" = "none";

  constructor(options: SoftApexOptions) {
    this.#options = options;
    this.#authenticator = createSoftAuthenticator({ keys: new Map([[2, options.key]]), ...options });
    this.#radioUid = concatBytes(Uint8Array.of(0x08), options.uid.subarray(5));
  }

  forget(): void {
    this.#selected = "none";
    this.#authenticator.drop();
  }

  answer(bytes: Uint8Array): ChipAnswer {
    const command = parseCommand(bytes);
    if (command?.cla === 0xff) return answerAsReader(command, this.#radioUid, historicalBytes);
    if (command !== null && this.#selected === "verify") {
      const given = answerAuthentication(this.#authenticator, command);
      if (given !== null) return this.#options.statusWords === "iso" ? asIso(given) : given;
    }
    this.#authenticator.drop();
    if (command === null) return answer(SW.wrongLength);
    if (command.cla !== 0x00) return answer(SW.class);
    return isSelectByName(command) ? this.#select(command) : answer(SW.instruction);
  }

  /** JavaCard selects by a leading part of the name too. */
  #select(command: ParsedCommand): ChipAnswer {
    const names = (aid: Uint8Array): boolean => command.data.length >= 5 && startsWith(aid, command.data);
    if (names(verifyAid)) {
      this.#selected = "verify";
      return answer(SW.ok, this.#options.uid.slice());
    }
    if (names(ndefAid) && this.#options.hasNdef !== false) {
      this.#selected = "ndef";
      return answer(SW.ok);
    }
    return answer(SW.notFound);
  }
}

/** Makes an Apex. Throws when UID or key have the wrong length. */
export const createSoftApex = (options: SoftApexOptions): SoftChip => {
  if (options.uid.length !== 8) throw new Error("an Apex has a UID of 8 bytes");
  if (options.key.length !== 16) throw new Error("a chip's key has 16 bytes");
  const chip = new Apex(options);
  return {
    kind: "apex",
    uid: options.uid.slice(),
    atr: atrs.apex,
    process: (command) => {
      const { data, sw } = chip.answer(command);
      return joinResponse(data, sw);
    },
    powerOff: () => chip.forget(),
    reset: () => chip.forget(),
  };
};
