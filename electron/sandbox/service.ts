/** What a stand-in of one service is to the server: routes, what a client must know, and what it holds. */
import type { Hono } from "hono";
import type { SandboxContext } from "./context.ts";
import type { SandboxEnv } from "./faults.ts";

/** The services besides VivoKey's, by the names that faults and objects use. */
export type SandboxServiceName = "hyperid" | "dataswyft" | "digime" | "privo";

/** One stand-in. Its tables are made by its maker and its rows survive a restart. */
export interface SandboxService<Endpoints> {
  readonly name: SandboxServiceName;
  /** Routes by the path they are mounted at; faults act on all of them. */
  readonly mounts: readonly { readonly path: string; readonly routes: Hono<SandboxEnv> }[];
  /** Routes below /control/<name>, if it has switches of its own. */
  readonly controls?: Hono<SandboxEnv>;
  /** What a client needs to know; printed by `npm run sandbox -- --json`. */
  endpoints(origin: string): Endpoints;
  /** What it holds, as it holds it, for GET /control/objects. */
  objects(): unknown;
  /** Forgets everything but keys and client registrations. */
  reset(): void;
}

/** Makes one. `origin` is known once the server listens: ask for it within a request, not before. */
export type MakeSandboxService<Endpoints> = (
  context: SandboxContext,
  origin: () => string,
) => Promise<SandboxService<Endpoints>>;
