/** agent: the process that `unlock` leaves behind. People do not call it. */
import { runAgent } from "#cli/agent.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { openLocalCore } from "#cli/local-core.ts";

/** Runs the agent until it is idle for that many minutes, stopped, or locked. */
export const agent: Verb<[minutes: number]> = async (context, minutes) => {
  const local = openLocalCore(context.options.profile, context.version);
  if (!local.ok) return context.output.failure(local.error);
  const wasFree = await runAgent(context.options.profile, local.value, minutes * 60_000);
  return wasFree ? exitCodes.ok : exitCodes.failed;
};
