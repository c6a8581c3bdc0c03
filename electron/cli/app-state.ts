/** Reads the app's snapshot once, and opens the vault by a tap where a verb needs it open. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AppView } from "#contract/views.ts";
import type { CliBridge } from "./bridge.ts";
import type { VerbContext } from "./context.ts";
import { tap } from "./tap.ts";
import { until } from "./until.ts";

/** What a verb does with the bridge: an exit code, or the error that `withBridge` prints. */
export type BridgeUse = (bridge: CliBridge) => Promise<Result<number, AppError>>;

/** The current snapshot. */
export const appState = (bridge: Bridge): Promise<AppView> => until(bridge, "app.changed", (view) => view);

/** Makes sure that the vault is open, by a tap when it is locked. */
export const ensureOpen = async (context: VerbContext, bridge: Bridge): Promise<Result<void, AppError>> => {
  const state = await appState(bridge);
  if (state.vaultError !== null) return err(state.vaultError);
  if (state.vault === "none") return fail("vault.none");
  if (state.vault === "unfinished") return fail("vault.unfinished");
  if (state.vault === "unlocked") return ok(undefined);
  const opened = await tap(bridge, "unlock", context.options, context.output);
  if (!opened.ok) return opened;
  const now = await appState(bridge);
  return now.vault === "unfinished" ? fail("vault.unfinished") : ok(undefined);
};

/** Runs a verb with the bridge, whatever the vault's state, and closes it. */
export const withBridge = async (context: VerbContext, use: BridgeUse): Promise<number> => {
  const bridge = await context.openBridge();
  if (!bridge.ok) return context.output.failure(bridge.error);
  try {
    const used = await use(bridge.value);
    return used.ok ? used.value : context.output.failure(used.error);
  } finally {
    await bridge.value.close();
  }
};

/** As withBridge, with the vault open. */
export const withOpenVault = (context: VerbContext, use: BridgeUse): Promise<number> =>
  withBridge(context, async (bridge) => {
    const opened = await ensureOpen(context, bridge);
    return opened.ok ? use(bridge) : opened;
  });

/** Tries it; only when the vault must be open for it, opens it by a tap and tries again. */
export const openIfAsked = async <T>(
  context: VerbContext,
  bridge: Bridge,
  attempt: () => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> => {
  const first = await attempt();
  if (first.ok || first.error.code !== "vault.locked") return first;
  const opened = await ensureOpen(context, bridge);
  return opened.ok ? attempt() : opened;
};
