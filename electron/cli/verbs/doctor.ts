/** doctor: looks at everything the main job needs and says for each what to do when it is not well. */
import { describeError } from "#contract/messages.ts";
import type { CheckView } from "#contract/views.ts";
import { appState } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodeOf, exitCodes } from "#cli/exit-codes.ts";

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

const appChecks = async (bridge: CliBridge): Promise<readonly CheckView[]> => {
  const service = await bridge.call("setup.testService", {});
  const state = await appState(bridge);
  return [
    {
      id: "keychain",
      isOk: state.keychain.backend === "os",
      detail:
        state.keychain.backend === "os" ? "the system's keychain answers" : "memory only, for this session",
      error: state.keychain.error,
    },
    {
      id: "service",
      isOk: service.ok,
      detail: service.ok
        ? `answered in ${Math.round(service.value.tookMs)} ms`
        : `profile ${state.profile.kind}`,
      error: service.ok ? null : service.error,
    },
    { id: "vault", isOk: state.vaultError === null, detail: state.vault, error: state.vaultError },
  ];
};

const line = (check: CheckView): string => {
  const mark = check.isOk ? "ok  " : "FAIL";
  const next =
    check.error === null ? "" : `\n       ${Object.values(describeError(check.error)).join("\n       ")}`;
  return `${mark}  ${check.id}: ${check.detail}${next}`;
};

/** Exit code 0 when all is well, else that of the first finding. */
export const doctor: Verb<[]> = async (context) => {
  const bridge = await context.openBridge();
  if (!bridge.ok) return context.output.failure(bridge.error);
  await readersSettled(bridge.value);
  const readers = await bridge.value.call("readers.check", {});
  const checks = [...(readers.ok ? readers.value.checks : []), ...(await appChecks(bridge.value))];
  await bridge.value.close();
  const failed = checks.find((check) => !check.isOk);
  context.output.answer({ isOk: failed === undefined, checks }, checks.map(line).join("\n"));
  if (failed === undefined) return exitCodes.ok;
  return failed.error === null ? exitCodes.failed : exitCodeOf(failed.error.code);
};
