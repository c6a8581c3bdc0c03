/** Showing recovery words and asking them back, at creation and when the kit is made anew. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { checkAnswers, choosePositions } from "./recovery.ts";
import { wordsOfEntropy } from "./recovery-words.ts";
import { changing, notify, openList, withKeys } from "./vault-desk.ts";
import type { Desk, Session } from "./vault-desk.ts";
import { beginKit, finishKit, readKit } from "./vault-kit.ts";
import { metaNames, readPending } from "./vault-parts.ts";
import type { RecoveryAnswer, VaultError } from "./vault.port.ts";

/** The entropy of the words that may be shown: those of an unfinished vault, or of a renewed kit. */
const shownEntropy = (desk: Desk, { keys, entries }: Session): Result<Uint8Array, VaultError> =>
  entries === null ? readPending(desk.parts, keys) : readKit(desk.parts, keys);

/** The 24 words that may be shown now. */
export const recoveryWords = (desk: Desk): Result<readonly string[], VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    const words = wordsOfEntropy(entropy.value);
    wipe(entropy.value);
    return ok(words);
  });

/** Three positions to ask back; the same until they are answered. */
export const askPositions = (desk: Desk): Result<readonly number[], VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    wipe(entropy.value);
    session.positions ??= choosePositions(desk.parts.crypto);
    return ok(session.positions);
  });

/** Ends the creation: from now on the vault has entries. */
const finishCreation = (desk: Desk, session: Session): Result<void, VaultError> => {
  const list = openList(desk, session.keys);
  if (!list.ok) return list;
  const finished = desk.parts.store.commit([{ op: "meta", name: metaNames.recoveryPending, value: null }]);
  if (!finished.ok) return finished;
  session.entries = list.value;
  return ok(undefined);
};

/** Ends the creation, or puts the renewed kit in the place of the former. */
export const confirmRecovery = (desk: Desk, answers: readonly RecoveryAnswer[]): Result<void, VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    const checked =
      session.positions === null
        ? fail("vault.unfinished")
        : checkAnswers(entropy.value, session.positions, answers);
    const finished = !checked.ok
      ? checked
      : session.entries === null
        ? finishCreation(desk, session)
        : finishKit(desk.parts, session.keys, entropy.value);
    wipe(entropy.value);
    if (!finished.ok) return finished;
    session.positions = null;
    notify(desk);
    return ok(undefined);
  });

/** Makes new words beside the present ones. */
export const renewKit = (desk: Desk): Result<void, VaultError> =>
  changing(desk, (session) => {
    if (session.entries === null) return fail("vault.unfinished");
    session.positions = null;
    return beginKit(desk.parts, session.keys);
  });
