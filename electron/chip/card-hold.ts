/** Keeps a reader locked for one scan: the lock opens with the tap and closes when the scan lets go. */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { CardLink, ReaderHub } from "./reader.port.ts";
import type { Target } from "./scan-state.ts";

/** A card link with the reader locked until `release`. */
export interface HeldCard {
  readonly card: CardLink;
  readonly atr: Uint8Array;
  release(): void;
}

/** Locks the reader and opens the link to exactly that presence. Errors: those of ReaderHub.withCard. */
export const holdCard = (
  hub: ReaderHub,
  target: Target,
  signal: AbortSignal,
): Promise<Result<HeldCard, AppError>> => {
  const present = hub.state().readers.find((reader) => reader.id === target.readerId)?.card;
  if (present?.presence !== target.presence) return Promise.resolve(err(appError("chip.removed")));
  return new Promise((resolve, reject) => {
    hub
      .withCard(
        target.readerId,
        target.presence,
        signal,
        (card) =>
          new Promise<void>((release) => {
            resolve(ok({ card, atr: present.atr, release }));
          }),
      )
      .then((ended) => {
        if (!ended.ok) resolve(ended);
      }, reject);
  });
};
