/** Hands an address of our own scheme to whom it is for. What is not on the list is dropped, and nothing of it is logged. */
import type { Log } from "#contract/log.port.ts";
import type { ShellRequest } from "#contract/views-shell.ts";
import { parseLink } from "./links.ts";

/** Who takes what. */
export interface AddressEnds {
  readonly core: { readonly stores: { takeAddress(address: string): boolean } };
  readonly desk: { ask(wish: ShellRequest): void };
  readonly lockIfOpen: (why: "command") => void;
}

/** Makes the taker. */
export const createAddressTaker =
  ({ core, desk, lockIfOpen }: AddressEnds, log: Log) =>
  (address: string): void => {
    const link = parseLink(address);
    switch (link?.kind) {
      case "wish":
        desk.ask(link.wish);
        return;
      case "lock":
        lockIfOpen("command");
        return;
      case "callback":
        core.stores.takeAddress(address);
        return;
      default:
        log.info("link.ignored");
    }
  };
