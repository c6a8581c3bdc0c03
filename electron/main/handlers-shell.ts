/** The handlers of the calls about the window itself. */
import type { shellCommands } from "#contract/ipc-shell.ts";
import { ok } from "#contract/result.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createShellHandlers = ({ shell }: HandlerParts): Pick<Handlers, keyof typeof shellCommands> => ({
  "shell.taken": ({ id }) => {
    shell.taken(id);
    return ok({});
  },
  "quick.close": () => {
    shell.closeQuick();
    return ok({});
  },
  "quick.showEntry": ({ entryId }) => {
    shell.showEntry(entryId);
    return ok({});
  },
});
