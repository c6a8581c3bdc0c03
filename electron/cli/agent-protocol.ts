/** What the command line and its agent say to each other: the calls and events of the contract, one JSON value a line. */
import { z } from "zod";

/** To the agent. `stop` ends it. */
export const requestSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("call"),
    id: z.number().int(),
    name: z.string().max(60),
    input: z.unknown(),
  }),
  z.strictObject({ type: z.literal("subscribe"), name: z.string().max(60) }),
  z.strictObject({ type: z.literal("stop") }),
]);

/** From the agent. */
export const answerSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("reply"), id: z.number().int(), reply: z.unknown() }),
  z.strictObject({ type: z.literal("event"), name: z.string().max(60), snapshot: z.unknown() }),
]);
