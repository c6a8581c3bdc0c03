/** The real client of PRIVO Protect against the sandbox's stand-in, over real HTTP. */
import { z } from "zod";
import { lookupFacts } from "#contract/views-lookup.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import type { Log } from "#contract/log.port.ts";
import type { Asking } from "#lookup/ask.ts";
import { askRegistry } from "#lookup/ask.ts";
import type { Question, Registry } from "#lookup/lookup.port.ts";
import { hostOf } from "#lookup/registry-place.ts";
import { pathsOf } from "#lookup/registry-place.ts";
import { http } from "#platform/http.ts";
import type { PrivoCredentials, PrivoRegistryOptions } from "#platform/privo-registry.ts";
import { createPrivoRegistry } from "#platform/privo-registry.ts";
import { createSha512 } from "#platform/sha512.ts";
import { createRushingClock } from "./hand-clock.ts";
import type { TestSandbox } from "./sandbox.ts";
import { silentLog } from "./silent-log.ts";

/** Both kinds of proof that the stand-in takes. */
export const credentialsOf = (
  { endpoints: { privo } }: TestSandbox,
  style: "form" | "query" = "form",
): { readonly "api-key": PrivoCredentials; readonly token: PrivoCredentials } => ({
  "api-key": { kind: "api-key", apiKey: privo.apiKey },
  token: {
    kind: "token",
    tokenUrl: privo.tokenUrl,
    clientId: privo.clientId,
    clientSecret: privo.clientSecret,
    scope: "openid",
    style,
  },
});

/** The client, with the API key unless told otherwise. Pauses are over at once. */
export const clientOf = (sandbox: TestSandbox, change: Partial<PrivoRegistryOptions> = {}): Registry => {
  const { baseUrl, serviceIdentifier, jurisdictionIdentifier } = sandbox.endpoints.privo;
  return createPrivoRegistry({
    baseUrl,
    serviceIdentifier,
    jurisdictionIdentifier,
    families: pathsOf({ keyPath: "", tokenPath: "" }),
    credentials: credentialsOf(sandbox)["api-key"],
    http,
    clock: createRushingClock(),
    log: silentLog,
    ...change,
  });
};

/** A client that writes into a log. */
export const loggedClient = (sandbox: TestSandbox, log: Log, credentials: PrivoCredentials): Registry =>
  clientOf(sandbox, { log, credentials });

/** Asks as the app does. In plain it agrees to the registry's host. */
export const askSandbox = (
  sandbox: TestSandbox,
  registry: Registry,
  questions: readonly Question[],
  change: Partial<Asking> = {},
): ReturnType<typeof askRegistry> => {
  const host = hostOf(sandbox.endpoints.privo.baseUrl);
  return askRegistry(
    { questions, mode: "hash", confirmedHost: host, alsoAsTyped: false, ...change },
    { registry, hash: createSha512(), host, defaultCountry: "US" },
    new AbortController().signal,
  );
};

/** As askSandbox; throws where it fails. */
export const resultsFrom = async (
  ...given: Parameters<typeof askSandbox>
): Promise<readonly LookupResult[]> => {
  const results = await askSandbox(...given);
  if (!results.ok) throw new Error(results.error.code);
  return results.value;
};

/** The error's code, or “ok”. */
export const codeFrom = async (...given: Parameters<typeof askSandbox>): Promise<string> => {
  const results = await askSandbox(...given);
  return results.ok ? "ok" : results.error.code;
};

/** A question about an address. */
export const emailOf = (text: string): Question => ({ type: "email", text, country: "" });

/** A question about a number. */
export const phoneOf = (text: string): Question => ({ type: "phone", text, country: "" });

/** A person whom the stand-in knows, by age. */
export const personAged = (age: number): Question => emailOf(`age${age}@sandbox.example`);

/** The facts that are known of a result. */
export const knownFacts = (result: LookupResult | undefined): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    (result?.facts ?? []).flatMap(({ fact, value }) => (value === null ? [] : [[fact, value] as const])),
  );

/** Every fact as it must be at an age. */
export const factsAt = (age: number): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    lookupFacts.map((fact) => {
      const limit = Number(/\d+/.exec(fact)?.[0]);
      return [fact, fact.startsWith("is_under") ? age < limit : age >= limit];
    }),
  );

const askedSchema = z.object({
  privo: z.object({
    asked: z.object({
      counts: z.array(z.object({ method: z.string(), family: z.string(), count: z.number() })),
      last: z.array(
        z.object({
          method: z.string(),
          family: z.string(),
          isBare: z.boolean(),
          attType: z.string(),
          value: z.string(),
        }),
      ),
    }),
  }),
});

/** What the stand-in was asked: how often by each way, and the last values as they came. */
export const askedOf = async (sandbox: TestSandbox): Promise<z.infer<typeof askedSchema>["privo"]["asked"]> =>
  askedSchema.parse(await sandbox.control("/objects")).privo.asked;
