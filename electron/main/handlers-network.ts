/** The handlers of the calls about the way to the internet. */
import { join } from "node:path";
import { fail } from "#contract/errors.ts";
import type { networkCommands } from "#contract/ipc-network.ts";
import { ok } from "#contract/result.ts";
import { parseAddress } from "./api-key.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { nothing } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";
import { networkView, testHosts } from "./network-hosts.ts";

const updateServer = async (updates: HandlerParts["updates"]): Promise<string | null> =>
  (await updates?.server()) ?? null;

/** The handlers. */
export const createNetworkHandlers = ({
  core,
  updates,
  now,
}: HandlerParts): Pick<Handlers, keyof typeof networkCommands> => ({
  "network.view": async () => ok(networkView(core.profile, await updateServer(updates))),
  "network.set": async (given) => {
    const scan = parseAddress(given.scanBaseUrl);
    if (!scan.ok) return scan;
    const verify = parseAddress(given.verifyBaseUrl);
    if (!verify.ok) return verify;
    if (core.scans.isBusy) return fail("scan.busy");
    const profile = { ...core.profile, scanBaseUrl: scan.value, verifyBaseUrl: verify.value };
    return nothing(await core.setProfile(profile, true));
  },
  "network.test": async () => {
    const { profile, environment } = core;
    const hosts = await testHosts(profile, await updateServer(updates), environment.http, now);
    return ok({ hosts: [...hosts] });
  },
  "network.folders": () => {
    const { profileDir } = core.environment;
    return ok({ profileDir, logFile: join(profileDir, "tapvault.log") });
  },
});
