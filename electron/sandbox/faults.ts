/** Faults on demand: the next N requests to a service, or to one path of it, go wrong in a chosen way. */
import type { Context, MiddlewareHandler } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { z } from "zod";

/** What the services' handlers may read of a request. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: { isExpired: boolean };
}

/** One fault as POST /faults takes it. `count` requests are hit. */
export const faultSchema = z.strictObject({
  service: z.enum(["vivokey", "hyperid", "dataswyft", "digime", "privo"]),
  /** The end of the address, in whole parts: `get-challenge` hits /v1/get-challenge, `challenge` does not. */
  path: z.string().min(1).max(200).optional(),
  count: z.number().int().min(1).max(100_000),
  kind: z.enum(["status", "drop", "delay", "garbage", "expire"]),
  status: z.number().int().min(400).max(599).default(500),
  delayMs: z.number().int().min(1).max(600_000).default(1_000),
  garbage: z.enum(["html", "truncated", "huge", "empty"]).default("html"),
});
export type Fault = z.infer<typeof faultSchema>;

/** The faults still to happen. */
export interface FaultPlan {
  add(fault: Fault): void;
  /** Takes one hit off the first fault that fits, and returns it. */
  take(service: Fault["service"], path: string): Fault | null;
  clear(): void;
}

const isAimedAt = (fault: Fault, service: Fault["service"], path: string): boolean =>
  fault.service === service &&
  (fault.path === undefined || path.endsWith(`/${fault.path.replace(/^\/+/, "")}`));

/** An empty plan. */
export const createFaultPlan = (): FaultPlan => {
  let planned: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void planned.push({ fault, left: fault.count }),
    take: (service, path) => {
      const hit = planned.find(({ fault, left }) => left > 0 && isAimedAt(fault, service, path));
      if (hit === undefined) return null;
      hit.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      return hit.fault;
    },
    clear: () => (planned = []),
  };
};

const hugeBytes = 10 * 1024 * 1024;

const garbage = (c: Context<SandboxEnv>, kind: Fault["garbage"]): Response => {
  switch (kind) {
    case "html":
      return c.html("<!doctype html><title>Welcome</title><p>Please sign in to this network.</p>");
    case "truncated":
      return c.body('{"picc-challenge":"17695fd2', 200, { "content-type": "application/json" });
    case "huge":
      return c.body(`{"data":"${"x".repeat(hugeBytes)}"}`, 200, { "content-type": "application/json" });
    case "empty":
      return c.body("", 200, { "content-type": "application/json" });
  }
};

const drop = (c: Context<SandboxEnv>): Response => {
  c.env.incoming.socket.destroy();
  return c.body(null, 500);
};

/** Lets the plan act on every request of a service. */
export const withFaults =
  (plan: FaultPlan, service: Fault["service"]): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    const fault = plan.take(service, c.req.path);
    c.set("isExpired", fault?.kind === "expire");
    if (fault?.kind === "status") return c.body("", fault.status as 500);
    if (fault?.kind === "drop") return drop(c);
    if (fault?.kind === "garbage") return garbage(c, fault.garbage);
    if (fault?.kind === "delay") await new Promise((wake) => setTimeout(wake, fault.delayMs));
    return next();
  };
