/**
 * Reading back what was written to the person's digi.me, through a contract that may read (contract 6). What
 * was just written may not be there yet, and what is there is opened but not believed.
 */
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Account } from "#stores/account.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { DigimeContext } from "./digime-context.ts";
import { toStore } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import { asStoreError } from "./digime-errors.ts";
import type { ReadFile } from "./digime-read-file.ts";
import { isSessionOver, readFile } from "./digime-read-file.ts";
import type { ReadProgress, ReadScope, SessionList, SessionParts } from "./digime-session.ts";
import { runSession } from "./digime-session.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import { createLanes } from "#stores/lanes.ts";

/** All that was found. */
export interface ReadBackAnswer {
  /** False when a source failed, so that files may be missing. */
  readonly isComplete: boolean;
  readonly files: readonly ReadFile[];
  /** Why sources failed. */
  readonly problems: readonly StoreError[];
}

/** Reads back, once the person allowed it. */
export interface DigimeReadBack {
  /** The consent of the contract that reads; it comes after that of the contract that writes. */
  readonly account: Account;
  /**
   * Takes seconds to two minutes; `onProgress` is told of every step. store.no-permission while the person
   * has not allowed reading, store.not-configured without a contract that reads, store.busy when it takes longer.
   */
  read(
    scope: ReadScope,
    onProgress: (progress: ReadProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<ReadBackAnswer, StoreError>>;
}

/** What reading back is made of. */
export interface DigimeReadBackParts {
  readonly context: DigimeContext;
  readonly account: Account;
  /** Of the contract that reads. */
  readonly tokens: DigimeTokens;
}

const filesAtOnce = 4;

const readFiles = async (
  parts: SessionParts,
  { key, files, isComplete }: SessionList,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<readonly ReadFile[], Trouble>> => {
  const inLane = createLanes(filesAtOnce);
  const state = isComplete ? "completed" : "partial";
  let fetched = 0;
  const read = await Promise.all(
    files.map((file) =>
      inLane(async () => {
        const done = await readFile(parts, key, file);
        fetched += 1;
        onProgress({ state, listed: files.length, fetched });
        return done;
      }),
    ),
  );
  const failed = read.find((result) => !result.ok);
  if (failed?.ok === false) return failed;
  return ok(read.flatMap((result) => (result.ok ? [result.value] : [])));
};

const readOnce = async (
  parts: SessionParts,
  scope: ReadScope,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<ReadBackAnswer, Trouble>> => {
  const list = await runSession(parts, scope, onProgress);
  if (!list.ok) return list;
  const files = await readFiles(parts, list.value, onProgress);
  if (!files.ok) return files;
  const { isComplete, problems } = list.value;
  return ok({ isComplete, files: files.value, problems: problems.map(asStoreError) });
};

/** Makes the reader. */
export const createDigimeReadBack = ({ context, account, tokens }: DigimeReadBackParts): DigimeReadBack => ({
  account,
  read: async (scope, onProgress, signal) => {
    const identity = toStore(context, "read-back", await context.readIdentity());
    if (!identity.ok) return identity;
    const kept = toStore(context, "read-back", await tokens.current(identity.value.clientId));
    if (!kept.ok) return kept;
    if (kept.value === null) return err(appError("store.no-permission", { reason: "read-consent" }));
    const parts = { context, tokens, identity: identity.value, signal };
    const first = await readOnce(parts, scope, onProgress);
    const isOver = !first.ok && isSessionOver(first.error);
    return toStore(context, "read-back", isOver ? await readOnce(parts, scope, onProgress) : first);
  },
});
