/** PRIVO's client over a scripted service, with what its tests ask and get. */
import { hashText } from "#lookup/hash.ts";
import type { Registry, RegistryRequest } from "#lookup/lookup.port.ts";
import { pathsOf } from "#lookup/registry-place.ts";
import type { PrivoRegistryOptions } from "#platform/privo-registry.ts";
import { createPrivoRegistry } from "#platform/privo-registry.ts";
import { createSha512 } from "#platform/sha512.ts";
import { createRushingClock } from "./hand-clock.ts";
import type { ScriptedBytes, ScriptedBytesHttp } from "./scripted-bytes-http.ts";
import { bytesAnswered } from "./scripted-bytes-http.ts";
import { silentLog } from "./silent-log.ts";

/** Never aborted. */
export const { signal } = new AbortController();

/** The hash of jo@example.com. */
export const joHash = hashText(createSha512(), "jo@example.com");

/** One question by hash. */
export const byHash: RegistryRequest = { mode: "hash", questions: [{ type: "email", value: joHash }] };

/** The same in plain. */
export const inPlain: RegistryRequest = {
  mode: "plain",
  questions: [{ type: "email", value: "jo@example.com" }],
};

/** A client that shows tokens. */
export const tokenClient = {
  kind: "token",
  tokenUrl: "https://gateway.example/token",
  clientId: "acme int",
  clientSecret: "s3&cr=t",
  scope: "openid",
  style: "form",
} as const;

/** An answer that finds Jo. */
export const foundJo = bytesAnswered([
  { att_type: "email", value: joHash, status: "found", is_under_13: true },
]);

/** An answer that gives a token. */
export const grantOf = (token: string, seconds = 599): ScriptedBytes =>
  bytesAnswered({ access_token: token, token_type: "Bearer", expires_in: seconds });

/** The client; with an API key unless told otherwise. */
export const registryOver = (
  scripted: ScriptedBytesHttp,
  change: Partial<PrivoRegistryOptions> = {},
): Registry =>
  createPrivoRegistry({
    baseUrl: "https://registry.example/",
    serviceIdentifier: "acme",
    jurisdictionIdentifier: "US",
    families: pathsOf({ keyPath: "", tokenPath: "" }),
    credentials: { kind: "api-key", apiKey: "the-key" },
    http: scripted.http,
    clock: createRushingClock(),
    log: silentLog,
    random: () => 0.5,
    ...change,
  });

/** What asking by hash ends with: an error's code or “ok”. */
export const codeOver = async (
  scripted: ScriptedBytesHttp,
  change: Partial<PrivoRegistryOptions> = {},
): Promise<string> => {
  const answer = await registryOver(scripted, change).ask(byHash, signal);
  return answer.ok ? "ok" : answer.error.code;
};
