/** Puts what calls came to into the activity log, whoever calls: the window, the agent or the command line. */
import type { AppError } from "#contract/errors.ts";
import type { CommandName } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import type { Handlers } from "#main/ipc-checks.ts";
import type { ActivityLog } from "./activity-log.ts";
import { createCallNotes } from "./call-events.ts";

/** A handler whose name is not known to the compiler. Input and output are checked around all of them. */
type AnyHandler = (input: never) => Promise<Result<never, AppError>>;

/** The same handlers, each of which leaves its line. */
export const recordedHandlers = (handlers: Handlers, activity: () => ActivityLog): Handlers => {
  const noteOf = createCallNotes();
  const recorded = (name: CommandName): AnyHandler => {
    const handle = handlers[name] as AnyHandler;
    return async (input) => {
      const outcome = await handle(input);
      const event = noteOf(name, outcome, input);
      if (event !== null) activity().record(event);
      return outcome;
    };
  };
  const names = Object.keys(handlers) as CommandName[];
  return Object.fromEntries(names.map((name) => [name, recorded(name)])) as Handlers;
};
