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

/** The handlers. */
export const createNetworkHandlers = ({
  core,
  now,
}: HandlerParts): Pick<Handlers, keyof typeof networkCommands> => ({
  "network.view": () => ok(networkView(core.profile)),
  "network.set": async (given) => {
    const scan = parseAddress(given.scanBaseUrl);
    if (!scan.ok) return scan;
    const verify = parseAddress(given.verifyBaseUrl);
    if (!verify.ok) return verify;
    if (core.scans.isBusy) return fail("scan.busy");
    const profile = { ...core.profile, scanBaseUrl: scan.value, verifyBaseUrl: verify.value };
    return nothing(await core.setProfile(profile, true));
  },
  "network.test": async () => ok({ hosts: [...(await testHosts(core.profile, core.environment.http, now))] }),
  "network.folders": () => {
    const { profileDir } = core.environment;
    return ok({ profileDir, logFile: join(profileDir, "tapvault.log") });
  },
});
