/**
 * A read session at digi.me (contract 6): begun for a scope, asked until it has what there is. Sessions may
 * be good for one reading only, so a new one is made for every run.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DigimeContext } from "./digime-context.ts";
import { pause } from "#stores/waiting.ts";
import type { Trouble } from "./digime-errors.ts";
import { readServiceCode, refusedAs } from "./digime-errors.ts";
import type { Kept } from "./digime-kept.ts";
import { baseOfKept } from "./digime-read-account.ts";
import { bearer, sendForJson } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { agent } from "./digime-sign-in.ts";
import type { DigimeTokens } from "./digime-tokens.ts";

/** What is asked for: files with any of these tags, and any of these references if there are any. */
export interface ReadScope {
  readonly tags: readonly string[];
  readonly references?: readonly string[];
}

/** How far a session is. `listed` counts files seen so far, `fetched` those that were downloaded. */
export interface ReadProgress {
  readonly state: "pending" | "running" | "partial" | "completed";
  readonly listed: number;
  readonly fetched: number;
}

/** One file as listed; `at` is epoch ms where the service tells it. */
export interface ListedFile {
  readonly name: string;
  readonly at: number | null;
}

/** What a session ended with. `problems` are of single sources; what was listed is good all the same. */
export interface SessionList {
  readonly key: string;
  readonly isComplete: boolean;
  readonly files: readonly ListedFile[];
  readonly problems: readonly Trouble[];
}

/** What a session works with. */
export interface SessionParts {
  readonly context: DigimeContext;
  readonly tokens: DigimeTokens;
  readonly identity: DigimeIdentity;
  readonly signal: AbortSignal;
}

const pollMs = 3_000;
const longestMs = 120_000;
const maxListBytes = 8 * 1024 * 1024;

const sessionSchema = z.object({ session: z.object({ key: z.string().min(1).max(500) }) });

const errorSchema = z.object({
  code: z.string().optional(),
  statusCode: z.number().int().min(400).max(599).optional(),
});
const listSchema = z.object({
  status: z.object({
    state: z.enum(["pending", "running", "partial", "completed"]),
    details: z.record(z.string(), z.object({ error: errorSchema.optional() })).optional(),
  }),
  fileList: z
    .array(z.object({ name: z.string().min(1).max(300), updatedDate: z.number().optional() }))
    .max(20_000)
    .optional(),
});
type ListReply = z.infer<typeof listSchema>;

/** Only what was written by our own contract is asked for; its time matters not (contract 6.1). */
const scopeOf = ({ tags, references }: ReadScope): unknown => ({
  criteria: [{ from: 0, metadata: { tags, ...(references === undefined ? {} : { reference: references }) } }],
});

/** The bearer of a call in the person's name. */
export const readBearer = ({ context, identity }: SessionParts, { access }: Kept): Promise<string> =>
  bearer(context, identity, { access_token: access.value });

/** Begins a session. Answers its key. */
const beginSession = async (parts: SessionParts, scope: ReadScope): Promise<Result<string, Trouble>> => {
  const { context, tokens, identity, signal } = parts;
  const body = JSON.stringify({ agent, scope: scopeOf(scope) });
  const begun = await tokens.withTokens(identity, signal, (kept) =>
    sendForJson(
      context,
      {
        url: `${baseOfKept(identity, kept)}permission-access/trigger`,
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        authorise: () => readBearer(parts, kept),
        signal,
      },
      sessionSchema,
    ),
  );
  return begun.ok ? ok(begun.value.session.key) : begun;
};

const askForList = (parts: SessionParts, key: string): Promise<Result<ListReply, Trouble>> => {
  const { context, tokens, identity, signal } = parts;
  return tokens.withTokens(identity, signal, (kept) =>
    sendForJson(
      context,
      {
        url: `${baseOfKept(identity, kept)}permission-access/query/${encodeURIComponent(key)}`,
        authorise: () => readBearer(parts, kept),
        isRepeatable: true,
        maxBytes: maxListBytes,
        signal,
      },
      listSchema,
    ),
  );
};

const problemsOf = ({ status }: ListReply): readonly Trouble[] =>
  Object.values(status.details ?? {}).flatMap(({ error }) =>
    error === undefined ? [] : refusedAs(error.statusCode ?? 400, readServiceCode(error.code ?? "")),
  );

const filesOf = ({ fileList }: ListReply): readonly ListedFile[] =>
  (fileList ?? []).map(({ name, updatedDate }) => ({ name, at: updatedDate ?? null }));

/** Asks every three seconds, as the vendor's own program does, and at most for two minutes. */
export const runSession = async (
  parts: SessionParts,
  scope: ReadScope,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<SessionList, Trouble>> => {
  const { clock } = parts.context;
  const key = await beginSession(parts, scope);
  if (!key.ok) return key;
  const endsAt = clock.monotonicMs() + longestMs;
  for (;;) {
    const reply = await askForList(parts, key.value);
    if (!reply.ok) return reply;
    const { state } = reply.value.status;
    const files = filesOf(reply.value);
    onProgress({ state, listed: files.length, fetched: 0 });
    if (state === "partial" || state === "completed")
      return ok({
        key: key.value,
        isComplete: state === "completed",
        files,
        problems: problemsOf(reply.value),
      });
    if (clock.monotonicMs() + pollMs > endsAt) return err(refusedAs(408));
    await pause(clock, pollMs, parts.signal);
  }
};
