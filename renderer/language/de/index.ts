/** German. */
import activity from "./activity.json" with { type: "json" };
import commands from "./commands.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import diagnostics from "./diagnostics.json" with { type: "json" };
import entry from "./entry.json" with { type: "json" };
import errorsStores from "./errors-stores.json" with { type: "json" };
import errorsTap from "./errors-tap.json" with { type: "json" };
import errors from "./errors.json" with { type: "json" };
import firstRun from "./first-run.json" with { type: "json" };
import list from "./list.json" with { type: "json" };
import lookup from "./lookup.json" with { type: "json" };
import quick from "./quick.json" with { type: "json" };
import settings from "./settings.json" with { type: "json" };
import stores from "./stores.json" with { type: "json" };
import tap from "./tap.json" with { type: "json" };
import transfer from "./transfer.json" with { type: "json" };
import updates from "./updates.json" with { type: "json" };

/** The texts. */
export const de = {
  ...activity,
  ...commands,
  ...common,
  ...diagnostics,
  ...entry,
  ...errors,
  ...errorsStores,
  ...errorsTap,
  ...firstRun,
  ...list,
  ...lookup,
  ...quick,
  ...settings,
  ...stores,
  ...tap,
  ...transfer,
  ...updates,
};
