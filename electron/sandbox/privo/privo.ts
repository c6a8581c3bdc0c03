/** Stand-in of Privo. */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";

/** What a client must know. */
export interface PrivoEndpoints {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly serviceIdentifier: string;
  readonly jurisdictionIdentifier: string;
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Makes the stand-in. */
export const makePrivo: MakeSandboxService<PrivoEndpoints> = () =>
  Promise.resolve({
    name: "privo",
    mounts: [{ path: "/privo", routes: new Hono<SandboxEnv>() }],
    endpoints: (origin) => ({
      baseUrl: `${origin}/privo`,
      tokenUrl: `${origin}/privo/token`,
      serviceIdentifier: "",
      jurisdictionIdentifier: "",
      apiKey: "",
      clientId: "",
      clientSecret: "",
    }),
    objects: () => ({}),
    reset: () => undefined,
  });
