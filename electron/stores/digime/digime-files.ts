/**
 * Files in a person's storage at digi.me, below our own folder (contract 8). Bodies are encrypted to the
 * contract's own key before they leave; a status is looked at before a body is opened, because an error's
 * body would not open either. These calls carry a token of the contract, not of the person.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer } from "#stores/http.port.ts";
import type { DigimeContext } from "./digime-context.ts";
import type { Refused, Trouble } from "./digime-errors.ts";
import { refusedAs, skewOf } from "./digime-errors.ts";
import type { DigimeCall } from "./digime-send.ts";
import { parseJson, readJson, send } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { createLanes } from "#stores/lanes.ts";

/** Files by path below our folder; paths hold `[0-9a-z./-]` and no empty or dotted steps. */
export interface DigimeFiles {
  /** Paths of all files below a folder: "" for all, else a path that ends in a slash. */
  list(
    identity: DigimeIdentity,
    storageId: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<Result<readonly string[], Trouble>>;
  /** The body as it lies there; null when there is none. */
  download(
    identity: DigimeIdentity,
    storageId: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array | null, Trouble>>;
  /** Sets or replaces. */
  upload(
    identity: DigimeIdentity,
    storageId: string,
    path: string,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Result<void, Trouble>>;
  /** A file that is not there is removed already. */
  remove(
    identity: DigimeIdentity,
    storageId: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Result<void, Trouble>>;
}

/** Our folder below the application's. */
const ownFolder = "tapvault";
/** Not documented; more is refused before it is sent, and large files need their time. */
export const maxFileBytes = 9_000_000;
const maxBodyBytes = maxFileBytes + 4_096;
const maxListBytes = 32 * 1024 * 1024;
const timeoutMs = 60_000;
const requestsAtOnce = 4;
const tokenLifeSeconds = 60;

const listSchema = z.object({
  files: z.array(z.object({ name: z.string(), path: z.string() })),
  total: z.number().optional(),
});

/** The token of file calls lives 60 s from `now`; its times are in seconds (contract 8). */
const fileToken = ({ applicationId, contractId, key }: DigimeIdentity, now: number): Promise<string> => {
  const iat = Math.floor(now / 1_000);
  return key.sign(
    { typ: "at+jwt", kid: `${contractId}_${applicationId}_0` },
    { sub: applicationId, iss: contractId, aud: "cloud", iat, exp: iat + tokenLifeSeconds },
  );
};

const urlOf = ({ addresses, applicationId }: DigimeIdentity, storageId: string, path: string): string =>
  `${addresses.cloud}clouds/${encodeURIComponent(storageId)}/files/apps/${encodeURIComponent(applicationId)}/${ownFolder}/${path}`;

/** A code with a 404 tells of more than a file, such as of the whole storage. */
const isMissing = (trouble: Trouble): boolean =>
  trouble.kind === "refused" && trouble.status === 404 && trouble.code === null;

/** Paths come in small letters and hold the application's folder, with the file's name at their end or without it. */
const pathOf = (applicationId: string, { name, path }: { name: string; path: string }): string | null => {
  const marker = `/apps/${applicationId}/${ownFolder}/`.toLowerCase();
  const last = `/${name}`.toLowerCase();
  const told = path.toLowerCase();
  const whole = told.endsWith(last) ? told : `${told.replace(/\/$/, "")}${last}`;
  const at = whole.indexOf(marker);
  return at < 0 ? null : whole.slice(at + marker.length);
};

const readList = (applicationId: string, answer: BytesAnswer): Result<readonly string[], Trouble> => {
  const parsed = parseJson(answer, listSchema);
  if (!parsed.ok) return parsed;
  const { files, total } = parsed.value;
  // A list that is cut would make files look lost.
  if (total !== undefined && total > files.length) return err({ kind: "unreadable", reason: "list-cut" });
  return ok(files.flatMap((file) => pathOf(applicationId, file) ?? []));
};

/** The token of a file call has ended, or has not begun. */
const isTokenRefused = (trouble: Trouble): trouble is Refused =>
  trouble.kind === "refused" && (trouble.status === 401 || trouble.code === "TokenNotYetValid");

type Ask = (
  identity: DigimeIdentity,
  call: Omit<DigimeCall, "authorise" | "isRepeatable" | "timeoutMs">,
) => Promise<Result<BytesAnswer, Trouble>>;

/** Sends at most four calls at once, whoever asks. */
const createAsk = (context: DigimeContext): Ask => {
  const inLane = createLanes(requestsAtOnce);
  // A clock that is off by a minute ends these short tokens early, so what the service's Date tells is made up for.
  let aheadMs = 0;
  const once: Ask = (identity, call) => {
    const authorise = (): Promise<string> => fileToken(identity, context.clock.now() - aheadMs);
    return send(context, { ...call, authorise, isRepeatable: true, timeoutMs });
  };
  const ask: Ask = async (identity, call) => {
    const first = await once(identity, call);
    if (first.ok || !isTokenRefused(first.error) || skewOf(first.error) !== null) return first;
    aheadMs = first.error.aheadMs ?? 0;
    const second = await once(identity, call);
    // The token is the contract's, so a new sign-in of the person would not help.
    return !second.ok && isTokenRefused(second.error) ? err(refusedAs(401)) : second;
  };
  return (identity, call) => inLane(() => ask(identity, call));
};

/** Deleting answers JSON or nothing (contract 11); anything else did not come from the service. */
const isServiceAnswer = ({ bytes }: BytesAnswer): boolean =>
  bytes.length === 0 || readJson(bytes) !== undefined;

/** Makes the calls. */
export const createDigimeFiles = (context: DigimeContext): DigimeFiles => {
  const ask = createAsk(context);
  const remove: DigimeFiles["remove"] = async (identity, storageId, path, signal) => {
    const url = urlOf(identity, storageId, path);
    const answer = await ask(identity, { url, method: "DELETE", signal });
    if (!answer.ok) return isMissing(answer.error) ? ok(undefined) : answer;
    return isServiceAnswer(answer.value) ? ok(undefined) : err({ kind: "unreadable", reason: "reply" });
  };
  const put: DigimeFiles["upload"] = async (identity, storageId, path, body, signal) => {
    const url = urlOf(identity, storageId, path);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await ask(identity, { url, method: "POST", headers, body, signal });
    return answer.ok ? ok(undefined) : answer;
  };
  return {
    remove,
    upload: async (identity, storageId, path, body, signal) => {
      const first = await put(identity, storageId, path, body, signal);
      // Whether an upload replaces is not documented; one that is refused for what is there may follow its removal.
      if (first.ok || first.error.kind !== "refused" || first.error.status !== 409) return first;
      const removed = await remove(identity, storageId, path, signal);
      return removed.ok ? put(identity, storageId, path, body, signal) : removed;
    },
    download: async (identity, storageId, path, signal) => {
      const url = urlOf(identity, storageId, path);
      const headers = { accept: "application/octet-stream" };
      const answer = await ask(identity, { url, headers, maxBytes: maxBodyBytes, signal });
      if (answer.ok) return ok(answer.value.bytes);
      return isMissing(answer.error) ? ok(null) : answer;
    },
    list: async (identity, storageId, folder, signal) => {
      const url = `${urlOf(identity, storageId, folder)}?recursive=true`;
      const answer = await ask(identity, { url, maxBytes: maxListBytes, signal });
      if (answer.ok) return readList(identity.applicationId, answer.value);
      return isMissing(answer.error) ? ok([]) : answer;
    },
  };
};
