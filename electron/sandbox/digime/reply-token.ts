/** Replies of the authorisation calls: tokens that digi.me signs, with where their key is published (contract 3). */
import { createPrivateKey } from "node:crypto";
import { Hono } from "hono";
import { SignJWT } from "jose";
import type { JWTPayload } from "jose";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { Desk } from "./desk.ts";
import { makeRsaPair } from "./keys.ts";

const keySetPath = "/digime/jwks";

/** The key set's address; on demand at another host, which a client must not ask (contract 10.5). */
const keySetUrl = ({ origin, settings }: Desk): string => {
  const url = new URL(keySetPath, origin());
  if (settings().replySignature === "other-host") url.hostname = "localhost";
  return url.href;
};

/** Signs a payload. It carries no claims but its own. */
export const signReply = async (desk: Desk, payload: JWTPayload): Promise<string> => {
  const { replySignature } = desk.settings();
  const { kid, privateKey } = await desk.replyKey();
  const key =
    replySignature === "other-key" ? createPrivateKey((await makeRsaPair()).privateKey) : privateKey;
  return new SignJWT(payload)
    .setProtectedHeader({
      alg: replySignature === "other-algorithm" ? "RS256" : "PS512",
      typ: "JWT",
      jku: keySetUrl(desk),
      kid: replySignature === "unknown-kid" ? "no-such-key" : kid,
    })
    .sign(key);
};

/** The key set: not a standard one, only `kid` and `pem` (contract 3). */
export const keySetRoutes = ({ replyKey }: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get("/jwks", async (c) => {
    const { kid, pem } = await replyKey();
    return c.json({ keys: [{ kid, pem }] });
  });
  return routes;
};
