/**
 * One call to digi.me: a fresh signature for every attempt, the answer's status before its body, and the
 * service's refusals read in both their shapes. Only calls that may be made twice are made again.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, HttpFailure } from "#stores/http.port.ts";
import type { DigimeContext } from "./digime-context.ts";
import { pause } from "#stores/waiting.ts";
import { cancelled, randomText } from "./digime-context.ts";
import type { ServiceCode, Trouble } from "./digime-errors.ts";
import { isPassing, readServiceCode } from "./digime-errors.ts";
import type { DigimeIdentity } from "./digime-settings.ts";

/** What is sent. `authorise` makes the bearer token and is asked again for every attempt. */
export interface DigimeCall extends Omit<BytesRequest, "headers"> {
  readonly authorise: () => Promise<string>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Making it twice has the same effect as making it once. */
  readonly isRepeatable?: boolean;
}

const nonceCharacters = 32;

/** The claims and signature of most calls: a nonce and a time of this attempt, in milliseconds (contract 3). */
export const bearer = (
  { random, clock }: DigimeContext,
  { clientId, key }: DigimeIdentity,
  claims: Readonly<Record<string, string>> = {},
): Promise<string> =>
  key.sign(
    { typ: "JWT" },
    {
      ...claims,
      client_id: clientId,
      nonce: randomText(random, nonceCharacters),
      timestamp: clock.now(),
    },
  );

/** The API's own shape, and the one the storage host may use (contract 9). */
const refusalSchema = z.union([
  z.object({ error: z.object({ code: z.string() }) }).transform(({ error }) => error.code),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

const decoder = new TextDecoder();

/** Parses JSON; undefined for anything else. */
export const readJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

/** How far our clock is ahead of the answer's Date. */
const aheadMs = ({ headers }: BytesAnswer, now: number): number | null => {
  const theirs = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(theirs) ? null : now - theirs;
};

const codeIn = (json: unknown): ServiceCode | null => {
  const parsed = refusalSchema.safeParse(json);
  return parsed.success ? readServiceCode(parsed.data) : null;
};

/** A refusal without JSON in it is a proxy's page, unless it is empty or a failure of the machine. */
const isForeign = ({ status, bytes }: BytesAnswer, json: unknown): boolean =>
  status < 500 && status !== 429 && bytes.length > 0 && json === undefined;

const refusalOf = (answer: BytesAnswer, now: number): Trouble => {
  const { status } = answer;
  if (status < 400) return { kind: "unreadable", reason: "redirect", status };
  const json = readJson(answer.bytes);
  if (isForeign(answer, json)) return { kind: "unreadable", reason: "not-json", status };
  return { kind: "refused", status, code: codeIn(json), aheadMs: aheadMs(answer, now) };
};

/** A page in place of an answer is a proxy's or a portal's, whatever its status. */
const isPage = ({ headers }: BytesAnswer): boolean =>
  (headers.get("content-type") ?? "").toLowerCase().startsWith("text/html");

const judge = (answer: Result<BytesAnswer, HttpFailure>, now: number): Result<BytesAnswer, Trouble> => {
  if (!answer.ok) return err({ kind: "unanswered", failure: answer.error });
  const { status } = answer.value;
  if (status < 200 || status >= 300) return err(refusalOf(answer.value, now));
  return isPage(answer.value) ? err({ kind: "unreadable", reason: "page", status }) : ok(answer.value);
};

const tries = 3;
const firstPauseMs = 200;

/** Half to one and a half times the pause of this attempt, so that many clients do not come back at once. */
const pauseMs = (random: DigimeContext["random"], attempt: number): number =>
  firstPauseMs * 4 ** attempt * (0.5 + (random(1)[0] ?? 0) / 256);

/** Does something up to three times while the service is busy or away. Only for what may be done twice. */
export const repeatedly = async <T>(
  { clock, random }: DigimeContext,
  signal: AbortSignal,
  action: () => Promise<Result<T, Trouble>>,
): Promise<Result<T, Trouble>> => {
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) return err(cancelled);
    const answer = await action();
    if (answer.ok || attempt + 1 >= tries || !isPassing(answer.error)) return answer;
    await pause(clock, pauseMs(random, attempt), signal);
  }
};

const attemptOnce = async (
  { http, clock }: DigimeContext,
  { authorise, headers, ...request }: DigimeCall,
): Promise<Result<BytesAnswer, Trouble>> => {
  if (request.signal.aborted) return err(cancelled);
  const authorization = `Bearer ${await authorise()}`;
  const answer = await http({
    ...request,
    headers: { accept: "application/json", ...headers, authorization },
  });
  return judge(answer, clock.now());
};

/** Makes a call, up to three times when it may be repeated and the service is busy or away. */
export const send = (context: DigimeContext, call: DigimeCall): Promise<Result<BytesAnswer, Trouble>> =>
  call.isRepeatable === true
    ? repeatedly(context, call.signal, () => attemptOnce(context, call))
    : attemptOnce(context, call);

/** Makes a call and reads its JSON. */
export const sendForJson = async <T>(
  context: DigimeContext,
  call: DigimeCall,
  schema: z.ZodType<T>,
): Promise<Result<T, Trouble>> => {
  const answer = await send(context, call);
  return answer.ok ? parseJson(answer.value, schema) : answer;
};

/** Reads the JSON of a good answer. */
export const parseJson = <T>({ bytes, status }: BytesAnswer, schema: z.ZodType<T>): Result<T, Trouble> => {
  const parsed = schema.safeParse(readJson(bytes));
  return parsed.success ? ok(parsed.data) : err({ kind: "unreadable", reason: "reply", status });
};
