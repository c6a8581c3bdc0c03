/** Faults on demand: the next N requests to a service, or to one path of it, go wrong in a chosen way. */
import type { Context, MiddlewareHandler } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { z } from "zod";

/** What the services' handlers may read of a request. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The fault `expire`: what the caller shows counts as just ended. */
    isExpired: boolean;
    /** The fault `code`: the service is to answer with this failure of its own table. */
    failureCode: string | null;
  };
}

/** One fault as POST /faults takes it. `count` requests are hit. */
export const faultSchema = z.strictObject({
  service: z.enum(["vivokey", "hyperid", "dataswyft", "digime", "privo"]),
  /** The end of the address, in whole parts: `get-challenge` hits /v1/get-challenge, `challenge` does not. */
  path: z.string().min(1).max(200).optional(),
  count: z.number().int().min(1).max(100_000),
  /**
   * `status`: an HTTP status without words. `drop`: the connection ends before an answer, `cut`: in the
   * middle of one. `delay`: a late answer, `slow`: one that comes in small pieces. `garbage`: no answer of
   * the service. `expire`: the token counts as ended. `code`: a failure of the service's own table.
   */
  kind: z.enum(["status", "drop", "cut", "delay", "slow", "garbage", "expire", "code"]),
  code: z.string().min(1).max(100).optional(),
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

const garbage = (c: Context<SandboxEnv>, kind: Fault["garbage"]): Response | Promise<Response> => {
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

const pieceBytes = 64;

/** The same answer, in pieces with a pause before each; `stopAfter` bytes the connection ends. */
const inPieces = (
  c: Context<SandboxEnv>,
  body: Uint8Array<ArrayBuffer>,
  pauseMs: number,
  stopAfter: number,
): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await new Promise((wake) => setTimeout(wake, pauseMs));
      if (at >= stopAfter) return void c.env.incoming.socket.destroy();
      const piece = body.subarray(at, Math.min(at + pieceBytes, stopAfter));
      at += piece.length;
      if (piece.length > 0) controller.enqueue(piece);
      if (at >= body.length) controller.close();
    },
  });
};

/** Cuts or slows the answer that the service gave. */
const spoilAnswer = async (c: Context<SandboxEnv>, fault: Fault | null): Promise<void> => {
  if (fault?.kind !== "cut" && fault?.kind !== "slow") return;
  const whole = new Uint8Array(await c.res.arrayBuffer());
  const headers = new Headers(c.res.headers);
  headers.set("content-length", String(whole.length));
  const pieces = Math.max(1, Math.ceil(whole.length / pieceBytes));
  const isCut = fault.kind === "cut";
  const stream = isCut
    ? inPieces(c, whole, 1, Math.max(0, Math.floor(whole.length / 2)))
    : inPieces(c, whole, fault.delayMs / pieces, Infinity);
  c.res = new Response(stream, { status: c.res.status, headers });
};

/** What a fault puts in the place of an answer; null when the service is to answer. */
const instead = (c: Context<SandboxEnv>, fault: Fault | null): Response | Promise<Response> | null => {
  switch (fault?.kind) {
    case "status":
      return c.body("", fault.status as 500);
    case "drop":
      return drop(c);
    case "garbage":
      return garbage(c, fault.garbage);
    default:
      return null;
  }
};

/** Faults that are the service's own to answer. */
const tellService = (c: Context<SandboxEnv>, fault: Fault | null): void => {
  c.set("isExpired", fault?.kind === "expire");
  c.set("failureCode", fault?.kind === "code" ? (fault.code ?? "") : null);
};

/** Lets the plan act on every request of a service. */
export const withFaults =
  (plan: FaultPlan, service: Fault["service"]): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    const fault = plan.take(service, c.req.path);
    tellService(c, fault);
    const spoiled = instead(c, fault);
    if (spoiled !== null) return spoiled;
    if (fault?.kind === "delay") await new Promise((wake) => setTimeout(wake, fault.delayMs));
    await next();
    await spoilAnswer(c, fault);
    return undefined;
  };
