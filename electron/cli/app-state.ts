/** Reads the app's snapshot once, and opens the vault by a tap where a verb needs it open. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AppView } from "#contract/views.ts";
import type { VerbContext } from "./context.ts";
import { tap } from "./tap.ts";

/** The current snapshot. */
export const appState = (bridge: Bridge): Promise<AppView> =>
  new Promise((resolve) => {
    let stop = (): void => undefined;
    stop = bridge.subscribe("app.changed", (view) => {
      queueMicrotask(() => stop());
      resolve(view);
    });
  });

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
