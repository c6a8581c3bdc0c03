/** doctor: looks at everything the main job needs and says for each what to do when it is not well. */
import { diagnosticsWords, findingWords } from "#contract/diagnostics-words.ts";
import { describeError } from "#contract/messages.ts";
import { ok } from "#contract/result.ts";
import type { CheckView } from "#contract/views.ts";
import { withBridge } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodeOf, exitCodes } from "#cli/exit-codes.ts";
import { targetFile } from "#cli/files.ts";

/** Options of the verb. `report`: true for the screen, else a file. */
export interface DoctorOptions {
  readonly report?: string | true;
  readonly trace?: boolean;
  readonly force?: boolean;
}

/** The system is asked for its readers in the background; this long it may take to answer. */
const settleMs = 1_500;

const readersSettled = (bridge: CliBridge): Promise<void> =>
  new Promise((resolve) => {
    let stop = (): void => undefined;
    const finish = (): void => {
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve();
    };
    const timer = setTimeout(finish, settleMs);
    stop = bridge.subscribe("readers.changed", (view) => {
      if (view.readers.some((reader) => !reader.isSimulated) || view.error !== null) finish();
    });
  });

const marks: Readonly<Record<CheckView["state"], string>> = {
  ok: "ok  ",
  warning: "warn",
  failed: "FAIL",
  unknown: "?   ",
};

const indent = "\n       ";

const line = (check: CheckView): string => {
  const { error: failure } = check;
  const words = failure === null ? null : describeError(failure);
  const error = words === null ? [] : [words.title, words.next];
  const command = check.command === null ? [] : [`$ ${check.command}`];
  const rest = [...error, ...command].map((text) => `${indent}${text}`).join("");
  return `${marks[check.state]}  ${diagnosticsWords.checks[check.id]}: ${findingWords(check)}${rest}`;
};

/** The same error may stand at a reader and at what holds it; the first one decides. */
const exitCode = (checks: readonly CheckView[]): number => {
  const failed = checks.find(({ state }) => state === "failed");
  if (failed === undefined) return exitCodes.ok;
  return failed.error === null ? exitCodes.failed : exitCodeOf(failed.error.code);
};

const check: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    await readersSettled(bridge);
    const reply = await bridge.call("diagnostics.check", {});
    if (!reply.ok) return reply;
    const { checks } = reply.value;
    const isOk = checks.every(({ state }) => state !== "failed");
    const told = checks.map((one) => ({ ...one, isOk: one.state !== "failed", detail: findingWords(one) }));
    context.output.answer({ isOk, checks: told }, checks.map(line).join("\n"));
    return ok(exitCode(checks));
  });

const report: Verb<[file: string | true, force: boolean]> = (context, file, force) =>
  withBridge(context, async (bridge) => {
    const path = file === true ? ok(null) : targetFile(file, force);
    if (!path.ok) return path;
    await readersSettled(bridge);
    const made = await bridge.call("diagnostics.report", { withTrace: false });
    if (!made.ok) return made;
    if (path.value === null) {
      context.output.answer(made.value, made.value.text);
      return ok(exitCodes.ok);
    }
    const saved = await bridge.call("diagnostics.saveReport", { path: path.value });
    if (!saved.ok) return saved;
    context.output.answer({ file: path.value }, `Written to ${path.value}. Read it before you pass it on.`);
    return ok(exitCodes.ok);
  });

/** Exit code 0 when all is well, else that of the first thing that failed. */
export const doctor: Verb<[options: DoctorOptions]> = async (context, options) => {
  if (options.trace === true) return (await import("./doctor-trace.ts")).doctorTrace(context);
  if (options.report !== undefined) return report(context, options.report, options.force === true);
  return check(context);
};
