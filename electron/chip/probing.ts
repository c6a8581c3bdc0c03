/**
 * Finds out what lies on the reader: by SELECT, never by ATR alone, because a Spark 2 and a DESFire
 * have the same ATR (contract 8.1). The ATR only tells apart what cannot be asked: phones and
 * ISO 15693 chips. Reads the UID first; sends nothing that could count against the chip.
 */
import { type AppError, fail } from "#contract/errors.ts";
import { type Result, err, ok } from "#contract/result.ts";
import { apexSelectCommands, parseApexSelect } from "./apex.ts";
import { type Response, getUidCommand, splitResponse } from "./apdu.ts";
import { equalBytes, hexConstant } from "./bytes.ts";
import { answerLost } from "./failure.ts";
import type { IdentifiedChip } from "./presence.port.ts";
import type { CardLink, LinkError } from "./reader.port.ts";
import { normaliseIso15693Uid } from "./spark1.ts";
import { spark2SelectCommands } from "./spark2.ts";
import { statusHex, statusMeaning } from "./status-word.ts";

/** How long one exchange may take. */
export interface ExchangeDeadlines {
  readonly exchangeMs: number;
}

/** The deadline of every exchange unless told otherwise. */
export const defaultDeadlines: ExchangeDeadlines = { exchangeMs: 3000 };

/** What identification can end with. */
export type IdentifyError = LinkError | AppError<"chip.unsupported" | "chip.phone">;

const SPARK2_UID_LENGTH = 7;
const phoneAtr = hexConstant("3B80800101");
const storageCardMark = hexConstant("4F0CA000000306");

/** Whether the ATR is that of a phone emulating a card (contract 8.1). */
export const isPhoneAtr = (atr: Uint8Array): boolean => equalBytes(atr, phoneAtr);

/** The standard byte of a PC/SC part 3 storage card's ATR: 03 ISO 14443-3 A, 09..0C ISO 15693; null for others. */
export const storageStandard = (atr: Uint8Array): number | null => {
  if (atr.length < 13 || !equalBytes(atr.subarray(5, 12), storageCardMark)) return null;
  return atr[12] ?? null;
};

const ask = async (
  card: CardLink,
  command: Uint8Array,
  deadlines: ExchangeDeadlines,
): Promise<Result<Response, LinkError>> => {
  const answer = await card.transmit(command, { deadlineMs: deadlines.exchangeMs });
  if (!answer.ok) return answer;
  const parts = splitResponse(answer.value);
  if (parts === null) return err(answerLost());
  return statusMeaning(parts.sw) === "lost" ? fail("chip.removed", { sw: statusHex(parts.sw) }) : ok(parts);
};

/** The UID as the reader gives it; null when it has none to give (contact cards). */
const readUid = async (
  card: CardLink,
  deadlines: ExchangeDeadlines,
): Promise<Result<Uint8Array | null, LinkError>> => {
  const answer = await ask(card, getUidCommand, deadlines);
  if (!answer.ok) return answer;
  const isUid = statusMeaning(answer.value.sw) === "done" && answer.value.data.length > 0;
  return ok(isUid ? answer.value.data : null);
};

const probeApex = async (
  card: CardLink,
  deadlines: ExchangeDeadlines,
): Promise<Result<Uint8Array | null, LinkError>> => {
  for (const command of apexSelectCommands) {
    const answer = await ask(card, command, deadlines);
    if (!answer.ok) return answer;
    const uid = parseApexSelect(answer.value);
    if (uid !== null) return ok(uid);
  }
  return ok(null);
};

const probeSpark2 = async (
  card: CardLink,
  deadlines: ExchangeDeadlines,
): Promise<Result<boolean, LinkError>> => {
  for (const command of spark2SelectCommands) {
    const answer = await ask(card, command, deadlines);
    if (!answer.ok) return answer;
    if (statusMeaning(answer.value.sw) === "done") return ok(true);
  }
  return ok(false);
};

const identifyStorageCard = (
  standard: number,
  uid: Uint8Array | null,
): Result<IdentifiedChip, IdentifyError> => {
  const isIso15693 = standard >= 0x09 && standard <= 0x0c;
  const normalised = isIso15693 && uid !== null ? normaliseIso15693Uid(uid) : null;
  return normalised === null ? fail("chip.unsupported") : ok({ kind: "spark1", uid: normalised });
};

/** By SELECT: Apex first, because it may answer the NDEF SELECT too. */
const identifyByName = async (
  card: CardLink,
  uid: Uint8Array | null,
  deadlines: ExchangeDeadlines,
): Promise<Result<IdentifiedChip, IdentifyError>> => {
  const apex = await probeApex(card, deadlines);
  if (!apex.ok) return apex;
  if (apex.value !== null) return ok({ kind: "apex", uid: apex.value });
  const spark2 = await probeSpark2(card, deadlines);
  if (!spark2.ok) return spark2;
  const hasSpark2Uid = uid !== null && uid.length === SPARK2_UID_LENGTH;
  return spark2.value && hasSpark2Uid ? ok({ kind: "spark2", uid }) : fail("chip.unsupported");
};

/**
 * Says which chip lies there and leaves its application selected. A chip that answers the NDEF
 * SELECT counts as a Spark 2 until its part 1 says otherwise (contract 5.3).
 */
export const identifyChip = async (
  card: CardLink,
  atr: Uint8Array,
  deadlines: ExchangeDeadlines = defaultDeadlines,
): Promise<Result<IdentifiedChip, IdentifyError>> => {
  if (isPhoneAtr(atr)) return fail("chip.phone");
  const uid = await readUid(card, deadlines);
  if (!uid.ok) return uid;
  const standard = storageStandard(atr);
  return standard === null
    ? identifyByName(card, uid.value, deadlines)
    : identifyStorageCard(standard, uid.value);
};
