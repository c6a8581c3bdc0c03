/** Stand-in of Dataswyft. */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";

/** What a client must know. */
export interface DataswyftEndpoints {
  readonly pdaUrl: string;
  readonly applicationId: string;
  readonly username: string;
  readonly password: string;
}

/** Makes the stand-in. */
export const makeDataswyft: MakeSandboxService<DataswyftEndpoints> = () =>
  Promise.resolve({
    name: "dataswyft",
    mounts: [{ path: "/dataswyft", routes: new Hono<SandboxEnv>() }],
    endpoints: (origin) => ({
      pdaUrl: origin,
      applicationId: "tapvault-sandbox",
      username: "ada",
      password: "",
    }),
    objects: () => ({}),
    reset: () => undefined,
  });
