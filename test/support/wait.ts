/** Waiting for a state of the readers, with a limit and a readable complaint. */
import type { ReaderHub, ReaderState, ReadersState } from "#chip/reader.port.ts";

/** Resolves with the first state that fits, the present one included. */
export const waitForState = (
  hub: ReaderHub,
  what: string,
  fits: (state: ReadersState) => boolean,
  limitMs = 30_000,
): Promise<ReadersState> =>
  new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`no ${what} within ${limitMs} ms; last seen: ${JSON.stringify(hub.state())}`));
    }, limitMs);
    stop = hub.subscribe((state) => {
      if (!fits(state)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(state);
    });
  });

/** The reader with a card on it, once there is one newer than `after`. */
export const waitForCard = async (
  hub: ReaderHub,
  after = 0,
): Promise<ReaderState & { readonly card: NonNullable<ReaderState["card"]> }> => {
  const isNewer = (reader: ReaderState): boolean => (reader.card?.presence ?? 0) > after;
  const state = await waitForState(hub, "card", (readers) => readers.readers.some(isNewer));
  const reader = state.readers.find(isNewer);
  if (reader?.card == null) throw new Error("the card has gone again");
  return { ...reader, card: reader.card };
};

/** Waits until no reader has a card. */
export const waitForNoCard = async (hub: ReaderHub): Promise<void> => {
  await waitForState(hub, "empty reader", (state) => state.readers.every((reader) => reader.card === null));
};
