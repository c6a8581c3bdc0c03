/**
 * Client of PRIVO Protect's lookups (contract 2, 3, 4): the API key with one family of paths, the bearer
 * token with the other, an array out and an array in. It logs code, status and counts and nothing else.
 */
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Registry, RegistryElement, RegistryError, RegistryRequest } from "#lookup/lookup.port.ts";
import { isIdentifier } from "#lookup/registry-place.ts";
import type { BytesAnswer, Http } from "#stores/http.port.ts";
import type { PrivoSender } from "./privo-http.ts";
import { jsonOf, sendPatiently, troubleByStatus, troubleOf } from "./privo-http.ts";
import type { PrivoClient, PrivoToken } from "./privo-token.ts";
import { createPrivoToken } from "./privo-token.ts";
import { logged } from "./service-log.ts";

/** What proves who asks; its kind decides the family of paths (contract 2, 5.4). */
export type PrivoCredentials =
  { readonly kind: "api-key"; readonly apiKey: string } | ({ readonly kind: "token" } & PrivoClient);

/** Where the registry is and who asks there. `random` spreads the tries. */
export interface PrivoRegistryOptions {
  readonly baseUrl: string;
  readonly serviceIdentifier: string;
  readonly jurisdictionIdentifier: string;
  readonly credentials: PrivoCredentials;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  /** Where lookups are below the address, for each kind of credentials. */
  readonly families: Readonly<Record<PrivoCredentials["kind"], string>>;
}

const methods = { hash: "by-hash", plain: "by-plain-value" } as const;

const maxElements = 10_000;
const answerSchema = z.array(z.unknown()).max(maxElements);
const elementSchema = z.looseObject({
  att_type: z.string().max(100),
  value: z.string().max(10_000),
  status: z.string().max(200).catch(""),
});

const elementOf = (given: unknown): readonly RegistryElement[] => {
  const parsed = elementSchema.safeParse(given);
  if (!parsed.success) return [];
  const { att_type: type, value, status, ...members } = parsed.data;
  return [{ type, value, status, members }];
};

/** An answer that names nothing that was asked is unreadable; one that leaves some out is not. */
const readAnswer = (answer: BytesAnswer): Result<readonly RegistryElement[], RegistryError> => {
  const parsed = answerSchema.safeParse(jsonOf(answer));
  const elements = parsed.success ? parsed.data.flatMap(elementOf) : [];
  const isReadable = parsed.success && (parsed.data.length === 0 || elements.length > 0);
  return isReadable ? ok(elements) : fail("lookup.bad-reply", { status: answer.status });
};

/** 403 is an invalid key for one kind of credential; for the other it is a matter of what it may do (contract 4). */
const refusal = (status: number, kind: PrivoCredentials["kind"]): Result<never, RegistryError> => {
  const trouble = troubleByStatus(status);
  if (trouble !== null) return trouble;
  if (status === 401 || (status === 403 && kind === "api-key"))
    return fail("lookup.bad-credentials", { status });
  if (status === 404) return fail("lookup.unknown-place", { status });
  return fail(status >= 400 ? "lookup.refused" : "lookup.bad-reply", { status });
};

const bodyOf = ({ questions }: RegistryRequest): string =>
  JSON.stringify(questions.map(({ type, value }) => ({ att_type: type, value })));

type Send = (
  request: RegistryRequest,
  proof: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<Result<BytesAnswer, RegistryError>>;

const createSend = (options: PrivoRegistryOptions, sender: PrivoSender): Send => {
  const family = options.families[options.credentials.kind];
  const place = [options.serviceIdentifier, options.jurisdictionIdentifier].map(encodeURIComponent);
  const addressOf = (mode: RegistryRequest["mode"]): string =>
    [options.baseUrl.replace(/\/+$/, ""), family, methods[mode], ...place].join("/");
  return async (request, proof, signal) => {
    const answer = await sendPatiently(sender, {
      url: addressOf(request.mode),
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", ...proof },
      body: bodyOf(request),
      signal,
    });
    return answer.ok ? answer : troubleOf(answer.error);
  };
};

/** PRIVO may end a token early at any time (contract 2.1): once more with a new one, then it is the client. */
const sendWithToken =
  (send: Send, token: PrivoToken) =>
  async (request: RegistryRequest, signal: AbortSignal): ReturnType<Send> => {
    const first = await token.get(signal);
    if (!first.ok) return first;
    const answer = await send(request, { authorization: `Bearer ${first.value}` }, signal);
    if (!answer.ok || answer.value.status !== 401) return answer;
    token.drop(first.value);
    const second = await token.get(signal);
    return second.ok ? send(request, { authorization: `Bearer ${second.value}` }, signal) : second;
  };

/** Makes the client. One token is kept for all its requests. */
export const createPrivoRegistry = (options: PrivoRegistryOptions): Registry => {
  const { credentials, log, serviceIdentifier, jurisdictionIdentifier } = options;
  const sender = { http: options.http, clock: options.clock, random: options.random ?? Math.random };
  const send = createSend(options, sender);
  const sendProven =
    credentials.kind === "api-key"
      ? (request: RegistryRequest, signal: AbortSignal) =>
          send(request, { "x-api-key": credentials.apiKey }, signal)
      : sendWithToken(send, createPrivoToken(credentials, sender));
  const ask: Registry["ask"] = async (request, signal) => {
    if (![serviceIdentifier, jurisdictionIdentifier].every(isIdentifier))
      return fail("lookup.not-configured");
    const answer = await sendProven(request, signal);
    if (!answer.ok) return answer;
    const { status } = answer.value;
    return status === 200 ? readAnswer(answer.value) : refusal(status, credentials.kind);
  };
  return {
    ask: async (request, signal) => {
      const call = methods[request.mode];
      const answer = logged(log, "privo", call, await ask(request, signal));
      if (answer.ok)
        log.info("privo", { call, asked: request.questions.length, answered: answer.value.length });
      return answer;
    },
  };
};
