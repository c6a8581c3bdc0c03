/**
 * What main tells about readers and about what stands in their way. Findings are codes with values: their
 * words are in diagnostics-words.ts, so that window and command line say the same in any language.
 */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";
import {
  checkIds,
  findings,
  readerKinds,
  traceCommands,
  traceEvents,
  traceMeanings,
} from "./diagnostics-words.ts";

const seq = z.number().int().nonnegative();
const epochMs = z.number().int();
const short = z.string().max(200);

/** One finding of the doctor, with at most one error and at most one command that mends it. */
export const checkViewSchema = z.strictObject({
  id: z.enum(checkIds),
  /** `unknown`: this computer does not let it be known, or it is not known yet. */
  state: z.enum(["ok", "warning", "failed", "unknown"]),
  finding: z.enum(findings),
  /** What goes into the finding's words. */
  values: z.record(z.string(), z.union([z.string().max(400), z.number()])),
  error: appErrorSchema.nullable(),
  /** What a person may run in a terminal to mend it. */
  command: z.string().max(600).nullable(),
});
export type CheckView = z.infer<typeof checkViewSchema>;

/** What the ATR of a card tells without asking the card. */
export const atrViewSchema = z.strictObject({
  /** Upper-case hex, pairs with spaces. */
  hex: z.string().max(120),
  kind: z.enum(readerKinds),
  /** Bits a second on the contacts, where it says so. */
  baud: z.number().int().nullable(),
  protocols: z.array(z.enum(["T=0", "T=1"])).max(2),
});
export type AtrView = z.infer<typeof atrViewSchema>;

/** One reader with what could be learnt of it. A null is not known. */
export const readerFactsSchema = z.strictObject({
  id: short,
  name: short,
  isSimulated: z.boolean(),
  /** A slot for the reader's own card, which is no place for chips. */
  isSam: z.boolean(),
  vendor: short.nullable(),
  model: short.nullable(),
  version: z.string().max(40).nullable(),
  serial: short.nullable(),
  /** PC/SC part 10: what else the reader can do. */
  features: z.array(z.enum(["pin-pad", "display", "escape", "properties"])).max(4),
  card: atrViewSchema.nullable(),
  /** When something was laid on it last since the app started. */
  lastTapAt: epochMs.nullable(),
  error: appErrorSchema.nullable(),
});
export type ReaderFacts = z.infer<typeof readerFactsSchema>;

/** How much of what goes to and from a chip is recorded. */
export const traceLevels = ["off", "outline", "full"] as const;

/** One line: what was sent, what came back, or what happened around it. */
export const traceLineSchema = z.strictObject({
  n: z.number().int(),
  at: epochMs,
  reader: short,
  kind: z.enum(["command", "answer", "event"]),
  command: z.enum(traceCommands).nullable(),
  event: z.enum(traceEvents).nullable(),
  /** Bytes on the wire. */
  length: z.number().int(),
  tookMs: z.number().nullable(),
  /** Four hex digits and what they mean. */
  sw: z.string().max(4).nullable(),
  meaning: z.enum(traceMeanings).nullable(),
  /** Why no answer came. */
  error: z.string().max(40).nullable(),
  /** Full level only; bytes that could help somebody are dots. */
  bytes: z.string().max(900).nullable(),
});
export type TraceLine = z.infer<typeof traceLineSchema>;

/** The recording: at most the last 200 lines of 500. */
export const traceViewSchema = z.strictObject({
  seq,
  level: z.enum(traceLevels),
  /** When the full level ends by itself. */
  endsAt: epochMs.nullable(),
  /** Lines since the recording was cleared. */
  total: z.number().int(),
  lines: z.array(traceLineSchema).max(200),
});
export type TraceView = z.infer<typeof traceViewSchema>;
