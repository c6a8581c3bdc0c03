/** The calls about the way to the internet and the addresses of the services. */
import { z } from "zod";
import { command, nothing } from "./command-shape.ts";
import { networkViewSchema, reachSchema } from "./views-network.ts";

const address = z.string().max(500);

/** Calls from the window to main. */
export const networkCommands = {
  /** The addresses of the Scan and Verify APIs, and every host that this profile talks to. */
  "network.view": command({ in: nothing, out: networkViewSchema }),
  /** Changes the addresses and opens the services anew; the vault is locked by that. Not while a scan runs. */
  "network.set": command({
    in: z.strictObject({ scanBaseUrl: address, verifyBaseUrl: address }),
    out: nothing,
  }),
  /** Asks each host for nothing in particular, the way that is set now. */
  "network.test": command({ in: nothing, out: z.strictObject({ hosts: z.array(reachSchema).max(20) }) }),
  /** Where the profile and the log are on this computer. */
  "network.folders": command({
    in: nothing,
    out: z.strictObject({ profileDir: z.string().max(4_096), logFile: z.string().max(4_096) }),
  }),
} as const;
