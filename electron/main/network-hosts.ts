/** Every host that a profile's services are at, and whether it is reached the way that is set. */
import type { NetworkView, Reach } from "#contract/views-network.ts";
import type { Http, HttpFailure } from "#stores/http.port.ts";
import { usesSandbox } from "./has-sandbox.ts";
import type { Profile } from "./profile.ts";

type Named = readonly [purpose: NetworkView["hosts"][number]["purpose"], address: string];

const serviceAddresses = ({
  presence,
  scanBaseUrl,
  verifyBaseUrl,
  stores,
  lookup,
}: Profile): readonly Named[] => [
  presence === "verify" ? ["verify", verifyBaseUrl] : ["scan", scanBaseUrl],
  ["hyperid", stores.hyperid.issuer],
  ["dataswyft", stores.dataswyft.pdaUrl],
  ["digime", stores.digime.baseUrl],
  ["digime", stores.digime.onboardUrl],
  ["digime", stores.digime.cloudBaseUrl],
  ["privo", lookup.baseUrl],
  ["privo", lookup.tokenUrl],
];

const originOf = (address: string): string | null => {
  const text = address.includes("://") ? address : `https://${address}`;
  return address !== "" && URL.canParse(text) ? new URL(text).origin : null;
};

/** The sandbox's services are on this computer; newer versions come from elsewhere all the same. */
const addressesOf = (profile: Profile, updateServer: string | null): readonly Named[] => [
  ...(profile.kind === "real" ? serviceAddresses(profile) : []),
  ...(updateServer === null ? [] : [["updates", updateServer] as const]),
];

/** The origins by what they are for, each once; what is not set up has none. */
const originsOf = (
  profile: Profile,
  updateServer: string | null,
): readonly (readonly [Named[0], string])[] => {
  const seen = new Set<string>();
  return addressesOf(profile, updateServer).flatMap(([purpose, address]) => {
    const origin = originOf(address);
    if (origin === null || seen.has(`${purpose} ${origin}`)) return [];
    seen.add(`${purpose} ${origin}`);
    return [[purpose, origin] as const];
  });
};

/** The profile's addresses and hosts as they may be shown. */
export const networkView = (profile: Profile, updateServer: string | null): NetworkView => ({
  isSandbox: usesSandbox(profile.kind),
  scanBaseUrl: profile.scanBaseUrl,
  verifyBaseUrl: profile.verifyBaseUrl,
  hosts: originsOf(profile, updateServer).map(([purpose, origin]) => ({
    purpose,
    host: new URL(origin).host,
  })),
});

const reachOf = ({ reason, system }: HttpFailure): Reach["reach"] => {
  if (system === "PROXY_REFUSED" || system === "NO_PROXY_USABLE") return "proxy";
  return reason === "timeout" ? "late" : reason === "too-large" ? "answered" : "away";
};

/** Asks every host once; any answer at all will do. */
export const testHosts = async (
  profile: Profile,
  updateServer: string | null,
  http: Http,
  now: () => number,
): Promise<readonly Reach[]> => {
  const origins = originsOf(profile, updateServer).map(([, origin]) => origin);
  return Promise.all(
    [...new Set(origins)].map(async (origin) => {
      const startedAt = now();
      const signal = AbortSignal.timeout(10_000);
      const answer = await http({ url: `${origin}/`, method: "HEAD", signal, timeoutMs: 8_000 });
      const reach = answer.ok ? "answered" : reachOf(answer.error);
      return { host: new URL(origin).host, reach, tookMs: Math.max(0, now() - startedAt) };
    }),
  );
};
