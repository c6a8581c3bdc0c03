/** The played calls about the way to the internet. */
import type { CommandInput, Reply } from "#contract/ipc.ts";
import type { networkCommands } from "#contract/ipc-network.ts";
import type { NetworkView } from "#contract/views-network.ts";
import { ok } from "#contract/result.ts";
import type { FakeWorld } from "./fake-world.ts";

const usual: NetworkView = {
  isSandbox: false,
  scanBaseUrl: "https://api2.vivokey.com/v1/",
  verifyBaseUrl: "https://auth.vivokey.com",
  hosts: [
    { purpose: "scan", host: "api2.vivokey.com" },
    { purpose: "hyperid", host: "login.hypersecureid.com" },
    { purpose: "dataswyft", host: "mara.hubat.net" },
    { purpose: "privo", host: "protect.example.org" },
    { purpose: "updates", host: "releases.example.org" },
  ],
};

/** The handlers. */
export const networkHandlers = (
  world: FakeWorld,
): {
  readonly [C in keyof typeof networkCommands]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>>;
} => {
  let view = usual;
  return {
    "network.view": () => ok(view),
    "network.set": (given) => {
      view = { ...view, ...given };
      world.push("app.changed", { vault: "locked" });
      return ok({});
    },
    "network.test": () =>
      ok({
        hosts: view.hosts.map(({ host }, at) => ({
          host,
          reach: (["answered", "proxy", "late", "away"] as const)[at % 4] ?? "answered",
          tookMs: 40 + at * 13,
        })),
      }),
    "network.folders": () =>
      ok({
        profileDir: "/home/mara/.config/tapvault",
        logFile: "/home/mara/.config/tapvault/tapvault.log",
      }),
  };
};
