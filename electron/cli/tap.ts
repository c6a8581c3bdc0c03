/** Asks for a tap and tells how it goes, line by line, until the vault is open or it failed. */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { ScanView } from "#contract/views.ts";
import type { GlobalOptions } from "./context.ts";
import type { Output } from "./output.ts";
import { until } from "./until.ts";

const lines: Partial<Readonly<Record<ScanView["instruction"], string>>> = {
  "connect-reader": "Connect a reader.",
  hold: "Hold your chip to the reader.",
  "keep-holding": "Keep holding.",
  "tap-again": "The chip moved away. Tap the same chip again.",
  "may-remove": "You may remove the chip.",
};

const outcomeOf = (scan: ScanView): Result<ScanView, AppError> | null => {
  if (scan.error !== null && (scan.state === "failed" || scan.after === "failed")) return err(scan.error);
  if (scan.state === "cancelled") return err(appError("scan.cancelled"));
  return scan.after === "done" ? ok(scan) : null;
};

const follow = (bridge: Bridge, scanId: string, output: Output): Promise<Result<ScanView, AppError>> => {
  let last: ScanView["instruction"] = "none";
  return until(bridge, "scan.changed", (scan) => {
    if (scan.scanId !== scanId) return null;
    const line = lines[scan.instruction];
    if (scan.instruction !== last && line !== undefined) output.progress(line);
    last = scan.instruction;
    return outcomeOf(scan);
  });
};

/** Runs one scan with that purpose. Errors: those of the scan; chip.timeout when nobody taps in time. */
export const tap = async (
  bridge: Bridge,
  purpose: ScanView["purpose"],
  options: GlobalOptions,
  output: Output,
): Promise<Result<ScanView, AppError>> => {
  const started = await bridge.call("scan.start", { purpose });
  if (!started.ok) return started;
  const { scanId } = started.value;
  const outcome = follow(bridge, scanId, output);
  if (options.simulate !== undefined) {
    const laid = await bridge.call("simulation.tap", { kind: options.simulate, whose: "mine", tearAt: null });
    if (!laid.ok) return laid;
  }
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    void bridge.call("scan.cancel", { scanId });
  }, options.timeout * 1_000);
  const ended = await outcome;
  clearTimeout(timer);
  if (options.simulate !== undefined) await bridge.call("simulation.remove", {});
  return !ended.ok && late.signal.aborted ? err(appError("chip.timeout")) : ended;
};
