/** Stand-in of Digime. */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";

/** What a client must know. */
export interface DigimeEndpoints {
  readonly baseUrl: string;
  readonly onboardUrl: string;
  readonly cloudBaseUrl: string;
  readonly applicationId: string;
  readonly contractId: string;
  readonly privateKeyFile: string;
}

/** Makes the stand-in. */
export const makeDigime: MakeSandboxService<DigimeEndpoints> = () =>
  Promise.resolve({
    name: "digime",
    mounts: [{ path: "/digime", routes: new Hono<SandboxEnv>() }],
    endpoints: (origin) => ({
      baseUrl: `${origin}/digime/v1.7/`,
      onboardUrl: `${origin}/digime/apps/saas/`,
      cloudBaseUrl: `${origin}/digime/cloud/`,
      applicationId: "",
      contractId: "",
      privateKeyFile: "",
    }),
    objects: () => ({}),
    reset: () => undefined,
  });
