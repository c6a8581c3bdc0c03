/** The chip protocol as one object for the scan runner: probing and the two-part authentication. */
import type { Clock } from "#contract/clock.port.ts";
import { authenticateSpark1, finishAuthentication, startAuthentication } from "./authenticate.ts";
import { identifyChip } from "./probing.ts";
import type { ChipProtocol } from "./scan-ports.ts";

/** The protocol with its usual deadlines: 3 s an exchange, 8 s for a chip that asks for time. */
export const createChipProtocol = (clock: Clock): ChipProtocol => ({
  identify: (card, atr) => identifyChip(card, atr),
  start: (card, chip, signal) => startAuthentication(card, chip, clock, signal),
  finish: (card, chip, forChip) => finishAuthentication(card, chip, forChip),
  answerSpark1: (card, chip, challenge) => authenticateSpark1(card, chip, challenge),
});
