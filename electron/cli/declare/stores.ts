/** Declares what is about the services that keep copies of entries. */
import type { Command } from "commander";
import { Argument, InvalidArgumentError, Option } from "commander";
import { accountStores, remoteStores, shareWays } from "#contract/views.ts";
import type { AccountStore, RemoteStore, ShareWay } from "#contract/views.ts";
import { positive } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { ConfigureOptions } from "#cli/verbs/stores-configure.ts";
import type { ConnectOptions } from "#cli/verbs/stores-connect.ts";

const stores = () => import("#cli/verbs/stores.ts");
const connecting = () => import("#cli/verbs/stores-connect.ts");

const account = (): Argument => new Argument("<store>", "which service").choices(accountStores);
const remote = (text: string): Argument => new Argument(text, "which service").choices(remoteStores);

const addConnecting = (verb: Command, run: Run): void => {
  verb
    .command("connect")
    .addArgument(account())
    .option("--reading", "digi.me: allow the second contract to read back")
    .option("--username <name>", "Dataswyft's developer sandbox only: the owner's name; the password is read")
    .description("sign in with the system's browser; the link is printed too")
    .action((store: AccountStore, options: ConnectOptions) =>
      run(async (c) => (await connecting()).connectStore(c, store, options)),
    );
  verb
    .command("disconnect")
    .addArgument(account())
    .addOption(
      new Option("--copies <what>", "what happens to the copies there")
        .choices(["keep", "delete"])
        .makeOptionMandatory(),
    )
    .description("sign out; with --copies delete after all copies there were removed")
    .action((store: AccountStore, options: { copies: "keep" | "delete" }) =>
      run(async (c) => (await connecting()).disconnectStore(c, store, options.copies)),
    );
};

const addConfigure = (verb: Command, run: Run): void => {
  verb
    .command("configure")
    .addArgument(account())
    .option("--issuer <url>", "HyperID: address of the issuer; empty: its own")
    .option("--client-id <id>", "HyperID")
    .option("--pda <address>", "Dataswyft: the person's account, such as ada.hubat.net")
    .option("--application <id>", "Dataswyft and digi.me: the application's id")
    .option("--namespace <name>", "Dataswyft: empty: the application's id")
    .addOption(
      new Option("--page <page>", "Dataswyft: which page to sign in at").choices(["hatlogin", "auth"]),
    )
    .option("--state", "Dataswyft: bind the way back to the sign-in by a value in it")
    .option("--no-state", "Dataswyft: leave it out where the portal wants the way back exactly as registered")
    .option("--contract <id>", "digi.me: the contract that writes")
    .option("--read-contract <id>", "digi.me: the contract that reads back")
    .option("--base-url <url>", "digi.me: address of the API; empty: its own")
    .option("--onboard-url <url>", "digi.me: address of its pages")
    .option("--cloud-url <url>", "digi.me: address of the storage")
    .option("--legacy-url <url>", "digi.me: address of the older API")
    .addOption(new Option("--write <protocol>", "digi.me").choices(["library", "postbox"]))
    .addOption(new Option("--way-back <way>", "how the browser comes back").choices(["loopback", "scheme"]))
    .option("--value-bytes <n>", "HyperID: longest value", positive)
    .option("--keys <n>", "HyperID: keys in a request", positive)
    .addOption(
      new Option("--secret <which>", "read this from stdin or a hidden prompt").choices([
        "client-secret",
        "contract-key",
        "read-contract-key",
      ]),
    )
    .description("set a service up with what it gave you; without options, show what is set")
    .action((store: AccountStore, options: ConfigureOptions) =>
      run(async (c) => (await import("#cli/verbs/stores-configure.ts")).configureStore(c, store, options)),
    );
};

const addUses = (verb: Command, run: Run): void => {
  verb
    .command("test")
    .addArgument(remote("<store>"))
    .description("ask the service something small")
    .action((store: RemoteStore) => run(async (c) => (await stores()).testStore(c, store)));
  verb
    .command("check")
    .addArgument(remote("<store>"))
    .option("--repair", "mend what is missing, older or damaged, and take over what is only there", false)
    .description("read every copy back and compare; exit code 9 when one is not as it should be")
    .action((store: RemoteStore, options: { repair: boolean }) =>
      run(async (c) => (await stores()).checkStore(c, store, options.repair)),
    );
  verb
    .command("share")
    .argument("<entry>", "title, id or part of a title")
    .addOption(new Option("--as <way>", "how").choices(shareWays).makeOptionMandatory())
    .requiredOption("--name <name>", "the name that other programs see")
    .option("--withdraw", "take it back", false)
    .description("hand an entry, still sealed, to other programs at a service")
    .action((entry: string, options: { as: ShareWay; name: string; withdraw: boolean }) =>
      run(async (c) => (await stores()).shareEntry(c, entry, options)),
    );
  verb
    .command("read-back")
    .description("digi.me: read back what was written there")
    .action(() => run(async (c) => (await stores()).readBack(c)));
};

const portList = (text: string): number[] =>
  text.split(",").map((part) => {
    const port = Number(part.trim());
    if (!Number.isInteger(port) || port < 1024 || port > 65_535)
      throw new InvalidArgumentError("numbers from 1024 to 65535, separated by commas");
    return port;
  });

const addPorts = (verb: Command, run: Run): void => {
  verb
    .command("ports")
    .argument("[list]", "such as 47811,47812", portList)
    .description("show or set the ports on which the browser comes back; register them with the services")
    .action((list: number[] | undefined) => run(async (c) => (await stores()).ports(c, list)));
};

/** Adds stores with all below it, and sync. */
export const addStoreVerbs = (program: Command, run: Run): void => {
  const verb = program
    .command("stores")
    .description("list the services that keep copies, and how they stand")
    .action(() => run(async (c) => (await stores()).listStores(c)));
  addConfigure(verb, run);
  addConnecting(verb, run);
  addUses(verb, run);
  addPorts(verb, run);
  program
    .command("sync")
    .addArgument(remote("[store]"))
    .description("send what waits, to one service or to all")
    .action((store: RemoteStore | undefined) => run(async (c) => (await stores()).sync(c, store)));
};
