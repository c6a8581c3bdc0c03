/** The handlers of the calls about lookups at PRIVO Protect. */
import { ok } from "#contract/result.ts";
import { nothing } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";
import type { LookupDesk } from "./lookup-desk.ts";

/** What these handlers use. `desk` is asked for with each call: another profile brings another one. */
export interface LookupHandlerParts {
  readonly desk: () => LookupDesk;
}

/** All handlers of this area. */
export const createLookupHandlers = ({
  desk,
}: LookupHandlerParts): Pick<Handlers, Extract<keyof Handlers, `lookup.${string}`>> => ({
  "lookup.settings": () => desk().settings(),
  "lookup.configure": async (input) => nothing(await desk().configure(input)),
  "lookup.preview": (question) => desk().preview(question),
  "lookup.ask": (input) => desk().ask(input),
  "lookup.keep": (input) => desk().keep(input),
  "lookup.forget": ({ lookupId }) => {
    desk().forget(lookupId);
    return ok({});
  },
});
