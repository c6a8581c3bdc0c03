/**
 * The middle of a scan, with the chip on the reader: part 1, the service's word, part 2. Straight
 * line, no loops: what is sent to the chip once is never sent again from here. A refusal by the chip
 * is written into the ledger, because the chip counts it for ever (contract 4.3).
 */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { fromHex } from "./bytes.ts";
import type { IdentifiedChip, PresenceService, ScanChallenge } from "./presence.port.ts";
import type { CardLink } from "./reader.port.ts";
import type { ChipProtocol, Fingerprint, RefusalLedger } from "./scan-ports.ts";

/** What the presence service needs to judge the tap. `response` is 32 bytes (Spark 1: 16). */
export interface TapAnswer {
  readonly chip: IdentifiedChip;
  readonly challenge: ScanChallenge | null;
  readonly token: string | null;
  readonly response: Uint8Array;
}

interface Parts {
  readonly service: PresenceService;
  readonly protocol: ChipProtocol;
  readonly ledger: RefusalLedger;
  readonly fingerprint: Fingerprint;
}

interface Tap {
  readonly card: CardLink;
  readonly chip: IdentifiedChip;
  readonly challenge: ScanChallenge | null;
  readonly signal: AbortSignal;
}

const cancelled = err(appError("scan.cancelled"));

const answerSpark1 = async (parts: Parts, tap: Tap): Promise<Result<TapAnswer, AppError>> => {
  const challenge = fromHex(tap.challenge?.value ?? "");
  // Spark 1 answers a challenge of the Scan API; the Verify API's first call would come before the tap.
  if (challenge === null || challenge.length === 0) return err(appError("chip.unsupported"));
  const response = await parts.protocol.answerSpark1(tap.card, tap.chip, challenge);
  return response.ok
    ? ok({ chip: tap.chip, challenge: tap.challenge, token: null, response: response.value })
    : response;
};

/** Lets the chip answer. Errors: those of the link, the chip and the service; chip.resting after too many refusals. */
export const answerTap = async (parts: Parts, tap: Tap): Promise<Result<TapAnswer, AppError>> => {
  const fingerprint = parts.fingerprint(tap.chip.uid);
  if (parts.ledger.isResting(fingerprint)) return err(appError("chip.resting"));
  if (tap.chip.kind === "spark1") return answerSpark1(parts, tap);
  const message = await parts.protocol.start(tap.card, tap.chip, tap.signal);
  if (!message.ok) return message;
  const { chip, challenge } = tap;
  const answer = await parts.service.answerChip({ chip, challenge, message: message.value }, tap.signal);
  if (!answer.ok) return answer;
  if (tap.signal.aborted) return cancelled;
  const response = await parts.protocol.finish(tap.card, chip, answer.value.forChip);
  if (!response.ok) {
    if (response.error.code === "chip.refused") parts.ledger.record(fingerprint);
    return response;
  }
  return ok({ chip, challenge, token: answer.value.token, response: response.value });
};
