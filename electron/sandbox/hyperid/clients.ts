/**
 * Registered clients and where they may be redirected to (contract 2.1). One registration is made at first
 * start; others through control. All outlive a reset, so that endpoints handed out stay good.
 */
import type { SandboxContext } from "#sandbox/context.ts";
import { newSecret } from "./parts.ts";
import type { HyperidSettings } from "./settings.ts";

/** A registration. `public_key`: PEM of the RSA key for assertions with RS256. */
export interface ClientRow {
  readonly id: string;
  readonly secret: string;
  readonly public_key: string | null;
}

/** The registration that the sandbox hands out. */
export const ownClientId = "tapvault-sandbox";

/** Finds one. */
export const findClient = ({ database }: SandboxContext, id: string): ClientRow | null =>
  (database.prepare("SELECT * FROM hyperid_client WHERE id = ?").get(id) as ClientRow | undefined) ?? null;

/** Registers a client, or gives a registered one another public key; its secret stays. */
export const registerClient = (
  context: SandboxContext,
  id: string,
  publicKey: string | null = null,
): ClientRow => {
  context.database
    .prepare(
      `INSERT INTO hyperid_client VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET public_key = coalesce(excluded.public_key, public_key)`,
    )
    .run(id, newSecret(), publicKey);
  return findClient(context, id) as ClientRow;
};

const loopbackHosts: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address may be redirected to. Without a list of exact ones: any loopback one, and our scheme. */
export const isRegisteredRedirect = (uri: string, { redirects }: HyperidSettings): boolean => {
  if (!URL.canParse(uri)) return false;
  if (redirects !== null) return redirects.includes(uri);
  const { protocol, hostname, username, password, hash } = new URL(uri);
  if (username !== "" || password !== "" || hash !== "") return false;
  return protocol === "tapvault:" || (protocol === "http:" && loopbackHosts.includes(hostname));
};
