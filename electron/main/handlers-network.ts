/** The handlers of the calls about the way to the internet. */
import type { networkCommands } from "#contract/ipc-network.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createNetworkHandlers = (
  _parts: HandlerParts,
): Pick<Handlers, keyof typeof networkCommands> => ({});
