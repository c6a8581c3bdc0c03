/** The handlers of the calls about newer versions. Without a desk (command line, a copy put here by hand) they say so. */
import { fail } from "#contract/errors.ts";
import type { updateCommands } from "#contract/ipc-updates.ts";
import { ok } from "#contract/result.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { nothing } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createUpdateHandlers = ({
  updates,
}: HandlerParts): Pick<Handlers, keyof typeof updateCommands> => ({
  "updates.look": () => {
    if (updates === null) return fail("updates.not-self-updating");
    updates.look();
    return ok({});
  },
  "updates.install": () =>
    updates === null ? fail("updates.not-self-updating") : nothing(updates.install()),
  "updates.unsaved": ({ isUnsaved }) => {
    updates?.noteUnsaved(isUnsaved);
    return ok({});
  },
});
