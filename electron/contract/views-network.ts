/** What the window shows of the way to the internet: which hosts the app talks to, and whether they are reached. */
import { z } from "zod";

/** What a host is asked for. */
export const hostPurposes = ["scan", "verify", "hyperid", "dataswyft", "digime", "privo", "updates"] as const;

const host = z.string().max(300);

/** The addresses of the profile. `isSandbox`: everything stays on this computer. */
export const networkViewSchema = z.strictObject({
  isSandbox: z.boolean(),
  scanBaseUrl: z.string().max(500),
  verifyBaseUrl: z.string().max(500),
  hosts: z.array(z.strictObject({ purpose: z.enum(hostPurposes), host })).max(20),
});
export type NetworkView = z.infer<typeof networkViewSchema>;

/** Whether a host answered. `proxy`: the proxy did not let the request through, or there is none to use. */
export const reachSchema = z.strictObject({
  host,
  reach: z.enum(["answered", "proxy", "late", "away"]),
  tookMs: z.number().nonnegative(),
});
export type Reach = z.infer<typeof reachSchema>;
