/** Declares the verbs by which the command line tells about itself. */
import type { Command } from "commander";
import { Argument } from "commander";
import type { Run } from "#cli/context.ts";
import type { Shell } from "#cli/verbs/completion.ts";

const shells: readonly Shell[] = ["bash", "zsh", "fish"];
const verbs = () => import("#cli/verbs/completion.ts");

/** Adds completion and the hidden describe. */
export const addCompletionVerbs = (program: Command, run: Run): void => {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .description("print the script by which a shell completes the words of this program")
    .action((shell: Shell) => run(async (c) => (await verbs()).completion(c, program, shell)));
  program
    .command("describe", { hidden: true })
    .description("print every verb, argument and option as JSON, as the manual page is made from it")
    .action(() => run(async (c) => (await verbs()).describe(c, program)));
};
