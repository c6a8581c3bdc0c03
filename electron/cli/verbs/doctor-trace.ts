/**
 * doctor --trace: waits for a tap and shows, line by line, what goes to and from the chip, until Ctrl-C.
 * Names, lengths and status words only, never bytes.
 */
import { ok } from "#contract/result.ts";
import type { TraceView } from "#contract/views.ts";
import { traceLineText } from "#main/diagnostics/trace-text.ts";
import { withBridge } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";

/** Says each line once, also when a snapshot brings old ones along. */
const teller = (say: (text: string) => void): ((view: TraceView) => void) => {
  let last = 0;
  return ({ lines }) => {
    for (const line of lines.filter(({ n }) => n > last)) {
      last = line.n;
      say(traceLineText(line, false));
    }
  };
};

/** A tap that only proves the chip, as `scan` does; without one there would be nothing to see. */
const offerTap = async ({ options, output }: VerbContext, bridge: CliBridge): Promise<void> => {
  const started = await bridge.call("scan.start", { purpose: "session" });
  const { simulate } = options;
  if (!started.ok) output.progress("No tap can be started now; what others start is shown.");
  else if (simulate === undefined) output.progress("Hold your chip to the reader.");
  else await bridge.call("simulation.tap", { kind: simulate, whose: "mine", tearAt: null });
};

const interrupted = (context: VerbContext): Promise<void> =>
  new Promise((resolve) => {
    const stop = context.onInterrupt(() => {
      stop();
      resolve();
    });
  });

/** Runs until Ctrl-C, then turns the recording off again. */
export const doctorTrace: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const begun = await bridge.call("diagnostics.trace", { level: "outline" });
    if (!begun.ok) return begun;
    const ended = interrupted(context);
    const stop = bridge.subscribe(
      "trace.changed",
      teller((text) => context.output.progress(text)),
    );
    await offerTap(context, bridge);
    context.output.progress("Ctrl-C ends it.");
    await ended;
    stop();
    await bridge.call("diagnostics.trace", { level: "off" });
    await bridge.call("simulation.remove", {});
    context.output.answer({ ended: true }, "");
    return ok(exitCodes.ok);
  });
