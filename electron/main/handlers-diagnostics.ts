/** The handlers of the calls about readers and diagnostics. */
import type { diagnosticsCommands } from "#contract/ipc-diagnostics.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createDiagnosticsHandlers = (
  _parts: HandlerParts,
): Pick<Handlers, keyof typeof diagnosticsCommands> => ({});
