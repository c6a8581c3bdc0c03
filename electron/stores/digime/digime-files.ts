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
import type { Trouble } from "./digime-errors.ts";
import { skewOf } from "./digime-errors.ts";
import type { DigimeCall } from "./digime-send.ts";
import { parseJson, send } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import { createLanes } from "./lanes.ts";

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

/** The token of file calls lives 60 s; its times are in seconds (contract 8). */
const fileToken = (
  { clock }: DigimeContext,
  { applicationId, contractId, key }: DigimeIdentity,
): Promise<string> => {
  const iat = Math.floor(clock.now() / 1_000);
  return key.sign(
    { typ: "at+jwt", kid: `${contractId}_${applicationId}_0` },
    { sub: applicationId, iss: contractId, aud: "cloud", iat, exp: iat + tokenLifeSeconds },
  );
};

const urlOf = ({ addresses, applicationId }: DigimeIdentity, storageId: string, path: string): string =>
  `${addresses.cloud}clouds/${encodeURIComponent(storageId)}/files/apps/${encodeURIComponent(applicationId)}/${ownFolder}/${path}`;

const isMissing = (trouble: Trouble): boolean => trouble.kind === "refused" && trouble.status === 404;

/** Paths come in small letters and hold the application's folder; the file's name is their last step or follows. */
const pathOf = (applicationId: string, { name, path }: { name: string; path: string }): string | null => {
  const marker = `/apps/${applicationId}/${ownFolder}/`.toLowerCase();
  const lower = path.toLowerCase();
  const whole = lower.endsWith(`/${name.toLowerCase()}`)
    ? lower
    : `${lower.replace(/\/$/, "")}/${name.toLowerCase()}`;
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

/** Makes the calls; at most four are under way at once, whoever asks. */
export const createDigimeFiles = (context: DigimeContext): DigimeFiles => {
  const inLane = createLanes(requestsAtOnce);
  const ask = (
    identity: DigimeIdentity,
    call: Omit<DigimeCall, "authorise" | "isRepeatable" | "timeoutMs">,
  ): Promise<Result<BytesAnswer, Trouble>> =>
    inLane(async () => {
      const whole = { ...call, authorise: () => fileToken(context, identity), isRepeatable: true, timeoutMs };
      const first = await send(context, whole);
      if (first.ok || first.error.kind !== "refused" || first.error.status !== 401) return first;
      // A token may have ended on the way; one that a wrong clock made would end again.
      return skewOf(first.error) === null ? send(context, whole) : first;
    });
  const remove: DigimeFiles["remove"] = async (identity, storageId, path, signal) => {
    const url = urlOf(identity, storageId, path);
    const answer = await ask(identity, { url, method: "DELETE", signal });
    return answer.ok || isMissing(answer.error) ? ok(undefined) : answer;
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
