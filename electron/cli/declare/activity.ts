/** Declares the verb that shows the activity log. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { whole } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { ActivityOptions } from "#cli/verbs/activity.ts";
import { momentOf } from "#cli/verbs/moments.ts";
import { activityKinds } from "#contract/views.ts";

const moment = (text: string): number => {
  const at = momentOf(text, Date.now());
  if (at === null) throw new InvalidArgumentError("a date, or a span such as 90m, 12h or 7d, is wanted");
  return at;
};

/** Adds activity. */
export const addActivityVerbs = (program: Command, run: Run): void => {
  program
    .command("activity")
    .addOption(new Option("--kind <kinds...>", "only these kinds").choices(activityKinds))
    .option("--failed", "only what failed")
    .option("--since <when>", "since a date, or for a span such as 90m, 12h or 7d", moment)
    .option("--limit <n>", "how many lines at most, latest first", whole(1, 100_000), 50)
    .description("what happened: taps, unlocks, sending, exports; exit code 9 when the log was changed")
    .action((options: ActivityOptions) =>
      run(async (c) => (await import("#cli/verbs/activity.ts")).activity(c, options)),
    );
};
