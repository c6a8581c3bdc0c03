/** The public key, and the owner's sign-in by credentials in headers, which is for development only (contract 2.3). */
import { Hono } from "hono";
import type { Context } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { businessError, demandedFailure, notAuthenticated, rateExceeded } from "./answers.ts";
import type { Pda } from "./pda.ts";
import { secured } from "./secured.ts";
import { issueToken } from "./tokens.ts";

const burst = 10;
const refillMs = 2_000;

/** Lets `burst` calls through at once, and one more for every `refillMs` by the sandbox's clock. */
export interface RateLimit {
  isWithin(): boolean;
  reset(): void;
}

/** A full one. There is one caller: this computer. */
export const createRateLimit = (now: () => number): RateLimit => {
  let left = burst;
  let filledAt = now();
  return {
    isWithin() {
      const elapsed = Math.max(0, now() - filledAt);
      left = Math.min(burst, left + elapsed / refillMs);
      filledAt = now();
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    reset() {
      left = burst;
    },
  };
};

/** The server takes credentials as URL-encoded text, in which a plus sign is a blank. */
const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
};

const signIn = async (pda: Pda, limit: RateLimit, c: Context<SandboxEnv>): Promise<Response> => {
  const failure = demandedFailure(c);
  if (failure !== null) return failure;
  if (!limit.isWithin()) return rateExceeded(c);
  const username = c.req.header("username");
  const password = c.req.header("password");
  if (username === undefined || password === undefined)
    return businessError(
      c,
      401,
      "Credentials required",
      "No username or password provided to retrieve token",
    );
  const { owner } = pda;
  const isRight = decode(username) === owner.username && decode(password) === owner.password;
  if (!isRight || c.get("isExpired")) return notAuthenticated(c);
  const accessToken = await issueToken(pda, null);
  c.header("x-auth-token", accessToken);
  return c.json({ accessToken, userId: owner.userId });
};

/** The routes below /users. */
export const userRoutes = (pda: Pda, limit: RateLimit): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get("/access_token", (c) => signIn(pda, limit, c));
  routes.get(
    "/access_token/validate",
    secured(
      pda,
      () => true,
      (c) => c.json({ message: "Authenticated" }),
    ),
  );
  return routes;
};

/** The route /publickey: PEM text, for anybody. */
export const publicKeyRoutes = (pda: Pda): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get("/", async (c) => demandedFailure(c) ?? c.text((await pda.key()).publicPem));
  return routes;
};
