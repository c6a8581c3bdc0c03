/**
 * The two parts of an authentication as the chip sees them. Part 1 may be repeated while the chip
 * asks for time; part 2 is sent once and never again, whatever happens, because the chip counts
 * failures for ever (contract 0.7). Nothing else is sent between the two.
 */
import { fail } from "#contract/errors.ts";
import type { Clock } from "#contract/clock.port.ts";
import { type Result, err, ok } from "#contract/result.ts";
import { pause } from "./deadline.ts";
import type { AuthenticationError } from "./failure.ts";
import type { IdentifiedChip } from "./presence.port.ts";
import { type ExchangeDeadlines, defaultDeadlines } from "./probing.ts";
import type { CardLink } from "./reader.port.ts";
import {
  SPARK1_CHALLENGE_LENGTH,
  beginSession,
  chooseIso15693,
  endSession,
  exchangeFrame,
  parseExchange,
  parseSession,
  tam1Frame,
} from "./spark1.ts";
import { PART_TWO_LENGTH, parsePartOne, parsePartTwo, partOneCommand, partTwoCommand } from "./spark2.ts";

/** How long the chip may ask for time (91AD) and how the waits grow. */
export interface DelayPolicy {
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly totalMs: number;
}

/** Waits of 50 ms and more (contract 4.3 asks for at least 25), 8 s in all. */
export const defaultDelayPolicy: DelayPolicy = { firstWaitMs: 50, longestWaitMs: 400, totalMs: 8000 };

/** Settings of an authentication; both have defaults. */
export interface AuthenticationOptions {
  readonly deadlines?: ExchangeDeadlines;
  readonly delay?: DelayPolicy;
}

type Answer = Result<Uint8Array, AuthenticationError>;

/** One part 1: the chip's message, or why there is none. */
const askPartOne = async (card: CardLink, chip: IdentifiedChip, deadlineMs: number): Promise<Answer> => {
  const sent = await card.transmit(partOneCommand, { deadlineMs });
  return sent.ok ? parsePartOne(sent.value, chip.kind === "apex") : sent;
};

/**
 * Sends part 1 and returns the chip's message (16 bytes). While the chip answers 91AD, waits and
 * repeats part 1 only; `chip.delayed` when that takes longer than the policy allows.
 */
export const startAuthentication = async (
  card: CardLink,
  chip: IdentifiedChip,
  clock: Clock,
  signal: AbortSignal,
  { deadlines = defaultDeadlines, delay = defaultDelayPolicy }: AuthenticationOptions = {},
): Promise<Answer> => {
  if (chip.kind === "spark1") return fail("chip.unsupported");
  const endsAt = clock.monotonicMs() + delay.totalMs;
  let waitMs = delay.firstWaitMs;
  while (!signal.aborted) {
    const answer = await askPartOne(card, chip, deadlines.exchangeMs);
    const isDelayed = !answer.ok && answer.error.code === "chip.delayed";
    if (!isDelayed || clock.monotonicMs() + waitMs > endsAt) return answer;
    await pause(clock, waitMs, signal);
    waitMs = Math.min(waitMs * 2, delay.longestWaitMs);
  }
  return fail("scan.cancelled");
};

/**
 * Sends part 2 with the service's 32 bytes, once, and returns the chip's answer (32 bytes).
 * `chip.refused` when the chip judged and refused; anything else says that it was not judged.
 */
export const finishAuthentication = async (
  card: CardLink,
  chip: IdentifiedChip,
  forChip: Uint8Array,
  options: AuthenticationOptions = {},
): Promise<Answer> => {
  if (chip.kind === "spark1") return fail("chip.unsupported");
  if (forChip.length !== PART_TWO_LENGTH) return fail("auth.bad-reply");
  const { exchangeMs } = options.deadlines ?? defaultDeadlines;
  const sent = await card.transmit(partTwoCommand(forChip), { deadlineMs: exchangeMs });
  return sent.ok ? parsePartTwo(sent.value) : sent;
};

const runSession = async (
  transmit: (command: Uint8Array) => ReturnType<CardLink["transmit"]>,
  frame: Uint8Array,
): Promise<Answer> => {
  for (const command of [beginSession, chooseIso15693]) {
    const sent = await transmit(command);
    if (!sent.ok) return sent;
    const accepted = parseSession(sent.value);
    if (!accepted.ok) return accepted;
  }
  const sent = await transmit(exchangeFrame(frame));
  return sent.ok ? parseExchange(sent.value) : sent;
};

/**
 * Spark 1: one TAM1 exchange in a transparent session, answer 16 bytes (contract 6 and 7). Only the
 * first 10 bytes of the challenge go on air. The session is ended in any case.
 */
export const authenticateSpark1 = async (
  card: CardLink,
  chip: IdentifiedChip,
  challenge: Uint8Array,
  options: AuthenticationOptions = {},
): Promise<Answer> => {
  if (chip.kind !== "spark1") return fail("chip.unsupported");
  if (challenge.length < SPARK1_CHALLENGE_LENGTH) return fail("auth.bad-reply");
  const { exchangeMs } = options.deadlines ?? defaultDeadlines;
  const transmit = (command: Uint8Array): ReturnType<CardLink["transmit"]> =>
    card.transmit(command, { deadlineMs: exchangeMs });
  const answer = await runSession(transmit, tam1Frame(chip.uid, challenge));
  // The verdict stands; a session that cannot be ended is seen by the next one.
  await transmit(endSession);
  return answer.ok ? ok(answer.value) : err(answer.error);
};
