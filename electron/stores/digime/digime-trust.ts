/**
 * Whether a signed reply is digi.me's (contract 3): PS512 and nothing else, the keys fetched from the API's
 * own host only, the key matched by its id. The reply itself names the address of the keys, so that address
 * is believed only where it can be no one else's.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DigimeContext } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import { refusedAs } from "./digime-errors.ts";
import { isSafeAddress } from "./digime-settings.ts";
import { readJson, repeatedly } from "./digime-send.ts";

/** Checks signed replies and remembers the service's keys until another one is asked for. */
export interface DigimeTrust {
  /** The payload of a reply that came from the API at `base`. */
  open<T>(
    token: string,
    base: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<Result<T, Trouble>>;
}

const headerSchema = z.object({
  alg: z.literal("PS512"),
  jku: z.string().max(2_000),
  kid: z.string().min(1).max(500),
});

/** Not a standard key set: only `kid` and `pem` are there (contract 3). */
const keySetSchema = z.object({
  keys: z.array(z.object({ kid: z.string().max(500), pem: z.string().max(10_000) })).max(100),
});

type PublicKeys = ReadonlyMap<string, string>;

const untrusted = (reason: string): Result<never, Trouble> => err({ kind: "untrusted", reason });

const fetchKeysOnce = async (
  { http }: DigimeContext,
  url: string,
  signal: AbortSignal,
): Promise<Result<PublicKeys, Trouble>> => {
  const answer = await http({ url, headers: { accept: "application/json" }, signal });
  if (!answer.ok) return err({ kind: "unanswered", failure: answer.error });
  const { status, bytes } = answer.value;
  if (status >= 500 || status === 429) return err(refusedAs(status));
  const parsed = keySetSchema.safeParse(readJson(bytes));
  if (status !== 200 || !parsed.success) return err({ kind: "unreadable", reason: "keys", status });
  return ok(new Map(parsed.data.keys.map(({ kid, pem }) => [kid, pem])));
};

/** Whether the keys may be fetched there: https (http on this computer only) at the host that was asked. */
const isOwnHost = (jku: string, base: string, jkuHost: string | undefined): boolean => {
  if (!isSafeAddress(jku)) return false;
  const expected = jkuHost === undefined || jkuHost === "" ? new URL(base).host : jkuHost.toLowerCase();
  return new URL(jku).host === expected;
};

/** Makes the checker. */
export const createDigimeTrust = (context: DigimeContext): DigimeTrust => {
  const known = new Map<string, PublicKeys>();
  const keyOf = async (jku: string, kid: string, signal: AbortSignal): Promise<Result<string, Trouble>> => {
    const remembered = known.get(jku)?.get(kid);
    if (remembered !== undefined) return ok(remembered);
    // New tokens wait for these keys, and would be lost without them.
    const keys = await repeatedly(context, signal, () => fetchKeysOnce(context, jku, signal));
    if (!keys.ok) return keys;
    known.set(jku, keys.value);
    const pem = keys.value.get(kid);
    return pem === undefined ? untrusted("kid") : ok(pem);
  };
  return {
    open: async (token, base, schema, signal) => {
      const header = headerSchema.safeParse(context.crypto.readHeader(token));
      if (!header.success) return untrusted("header");
      const { jku, kid } = header.data;
      if (!isOwnHost(jku, base, context.settings.jkuHost)) return untrusted("jku");
      const pem = await keyOf(jku, kid, signal);
      if (!pem.ok) return pem;
      const payload = await context.crypto.verify(token, pem.value);
      if (payload === null) return untrusted("signature");
      const parsed = schema.safeParse(payload);
      return parsed.success ? ok(parsed.data) : err({ kind: "unreadable", reason: "payload" });
    },
  };
};
