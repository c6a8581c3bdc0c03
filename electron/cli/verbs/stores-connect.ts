/** stores connect and disconnect: signing in to a service with the system's browser, and out again. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import { openIfAsked, withBridge } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { oneLine } from "#cli/output.ts";
import { watchTasks } from "#cli/tasks.ts";
import { until } from "#cli/until.ts";
import { knownStores, storeNames } from "./stores.ts";

/** How `stores connect` signs in. */
export interface ConnectOptions {
  readonly reading?: boolean;
  readonly username?: string;
}

const tellLink = async ({ output }: VerbContext, bridge: Bridge, linkId: string): Promise<void> => {
  const link = await until(bridge, "stores.changed", (view) =>
    view.link?.linkId === linkId ? view.link : view.lastLink?.linkId === linkId ? "over" : null,
  );
  if (link !== "over") output.progress(`Finish in the browser. If none opened:\n${link.url}`);
};

/** Follows a sign-in to its end; Ctrl-C gives it up. */
const inBrowser = async (
  context: VerbContext,
  bridge: Bridge,
  store: AccountStore,
  isForReading: boolean,
): Promise<Result<void, AppError>> => {
  const begun = await bridge.call("stores.connect", { store, isForReading });
  if (!begun.ok) return begun;
  const { linkId } = begun.value;
  const stopCatching = context.onInterrupt(() => void bridge.call("stores.cancelConnect", { linkId }));
  await tellLink(context, bridge, linkId);
  const ended = await until(bridge, "stores.changed", ({ lastLink }) =>
    lastLink?.linkId === linkId ? lastLink : null,
  );
  stopCatching();
  return ended.error === null ? ok(undefined) : err(ended.error);
};

const asOwner = async (
  { input }: VerbContext,
  bridge: Bridge,
  store: AccountStore,
  username: string,
): Promise<Result<unknown, AppError>> => {
  if (store !== "dataswyft") return fail("ipc.bad-request");
  const password = await input.secret("Password of the account's owner: ");
  return bridge.call("stores.connectAsOwner", { username, password });
};

/** stores connect STORE. */
export const connectStore: Verb<[store: AccountStore, options: ConnectOptions]> = (context, store, options) =>
  withBridge(context, async (bridge) => {
    const { username, reading = false } = options;
    if (reading && store !== "digime") return fail("ipc.bad-request");
    const connected =
      username === undefined
        ? await inBrowser(context, bridge, store, reading)
        : await asOwner(context, bridge, store, username);
    if (!connected.ok) return connected;
    const view = (await knownStores(bridge)).find((one) => one.store === store);
    const account = oneLine(view?.account ?? "");
    context.output.answer(view ?? { store }, `${storeNames[store]} is connected: ${account}`);
    return ok(exitCodes.ok);
  });

/** stores disconnect STORE --copies keep|delete. */
export const disconnectStore: Verb<[store: AccountStore, copies: "keep" | "delete"]> = (
  context,
  store,
  copies,
) =>
  withBridge(context, async (bridge) => {
    const stopWatching = watchTasks(context, bridge, "store-removal", "removed");
    const ended = await openIfAsked(context, bridge, () =>
      bridge.call("stores.disconnect", { store, copies }),
    );
    stopWatching();
    if (!ended.ok) return ended;
    const words = copies === "delete" ? "Its copies were removed." : "Its copies stay there, sealed.";
    context.output.answer({ store, copies }, `${storeNames[store]} is disconnected. ${words}`);
    return ok(exitCodes.ok);
  });
