/** The handlers of the calls about the services that keep copies. */
import { ok } from "#contract/result.ts";
import type { Core } from "./core.ts";
import { nothing } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

type StoreHandlers = Pick<Handlers, Extract<keyof Handlers, `stores.${string}`>>;

/** All handlers of this area. */
export const createStoreHandlers = (core: Core): StoreHandlers => ({
  "stores.sync": async ({ store }) => nothing(await core.sync.send(store)),
  "stores.settings": ({ store }) => core.stores.settings(store),
  "stores.configure": async (input) => nothing(await core.stores.configure(input)),
  "stores.connect": (input) => core.stores.connect(input),
  "stores.cancelConnect": ({ linkId }) => {
    core.stores.cancelConnect(linkId);
    return ok({});
  },
  "stores.connectAsOwner": async ({ username, password }) =>
    nothing(await core.stores.connectAsOwner(username, password)),
  "stores.test": ({ store }) => core.stores.test(store),
  "stores.disconnect": async (input) => nothing(await core.stores.disconnect(input)),
  "stores.verify": (input) => core.stores.verify(input),
  "stores.share": async (input) => nothing(await core.stores.share(input)),
  "stores.readBack": () => core.stores.readBack(),
});
