/** Lets one call in at a time, in the order they came. */

/** Makes the gate: an action starts when all before it have ended, well or badly. */
export const createTurns = (): (<T>(action: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const turn = last.then(action);
    last = turn.catch(() => undefined);
    return turn;
  };
};
