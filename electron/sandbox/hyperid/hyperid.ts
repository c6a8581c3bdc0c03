/** Stand-in of Hyperid. */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";

/** What a client must know. */
export interface HyperidEndpoints {
  readonly issuer: string;
  readonly restBaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Makes the stand-in. */
export const makeHyperid: MakeSandboxService<HyperidEndpoints> = () =>
  Promise.resolve({
    name: "hyperid",
    mounts: [{ path: "/hyperid", routes: new Hono<SandboxEnv>() }],
    endpoints: (origin) => ({
      issuer: `${origin}/hyperid/auth/realms/HyperID`,
      restBaseUrl: `${origin}/hyperid/rest`,
      clientId: "tapvault-sandbox",
      clientSecret: "",
    }),
    objects: () => ({}),
    reset: () => undefined,
  });
