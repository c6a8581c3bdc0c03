/** Declares lookups at PRIVO Protect. What is asked about is personal data, so it is read from stdin or a prompt. */
import type { Command } from "commander";
import { Option } from "commander";
import type { Run } from "#cli/context.ts";
import type { ConfigureOptions } from "#cli/verbs/lookup-configure.ts";
import type { LookupOptions } from "#cli/verbs/lookup.ts";

const addConfigure = (lookup: Command, run: Run): void => {
  lookup
    .command("configure")
    .option("--base-url <url>", "address of the registry; empty: the one for testing")
    .option("--token-url <url>", "where tokens come from; empty: the one for testing")
    .option("--service <name>", "the service identifier that PRIVO gave you")
    .option("--jurisdiction <name>", "the jurisdiction identifier that PRIVO gave you")
    .addOption(new Option("--auth <way>", "what proves who asks").choices(["api-key", "token"]))
    .option("--client-id <id>", "for tokens")
    .option("--scope <scope>", "for tokens, openid unless said")
    .addOption(
      new Option("--token-style <style>", "where a token's request has its parameters").choices([
        "form",
        "query",
      ]),
    )
    .option("--default-country <code>", "of phone numbers without one, two letters; empty: none")
    .option("--lookup-path <path>", "of lookups by API key, below the address; empty: as documented")
    .option("--s2s-path <path>", "of lookups by token; empty: as documented")
    .option("--no-stdin", "read no secret")
    .addOption(new Option("--forget", "forget the API key and the client secret").implies({ stdin: false }))
    .description(
      "set PRIVO Protect up; the API key, or the client secret for tokens, is read from stdin or a hidden prompt",
    )
    .action((options: ConfigureOptions) =>
      run(async (c) => (await import("#cli/verbs/lookup-configure.ts")).configureLookup(c, options)),
    );
};

/** Adds lookup and lookup configure. */
export const addLookupVerbs = (program: Command, run: Run): void => {
  const lookup = program
    .command("lookup")
    .addOption(new Option("--email", "what is read are e-mail addresses").conflicts("phone"))
    .option("--phone", "what is read are phone numbers")
    .option("--country <code>", "of phone numbers without one, two letters")
    .option("--as-typed", "ask about each text exactly as typed too")
    .option("--plain", "send the texts themselves instead of their hashes, once confirmed")
    .option("--confirm-host <host>", "confirm --plain for this host without a question")
    .option("--keep <title>", "keep the results as an encrypted entry")
    .description(
      "ask PRIVO Protect for age facts about e-mail addresses and phone numbers, read from stdin, one a line",
    )
    .action((options: LookupOptions) =>
      run(async (c) => (await import("#cli/verbs/lookup.ts")).lookup(c, options)),
    );
  addConfigure(lookup, run);
};
