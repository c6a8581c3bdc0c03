/** Lets a few actions run at a time; the others wait in the order they came. */

/** Makes the gate with `count` lanes. An action that throws frees its lane as well. */
export const createLanes = (count: number): (<T>(action: () => Promise<T>) => Promise<T>) => {
  let free = count;
  const waiting: (() => void)[] = [];
  const enter = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((go) => void waiting.push(go));
  };
  const leave = (): void => {
    const next = waiting.shift();
    // The lane is handed over, not freed, so that nobody slips in between.
    if (next === undefined) free += 1;
    else next();
  };
  return async (action) => {
    await enter();
    try {
      return await action();
    } finally {
      leave();
    }
  };
};

/** Runs `work` on every item, at most `width` at a time. */
export const eachInLanes = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const inLane = createLanes(width);
  await Promise.all(items.map((item) => inLane(() => work(item))));
};
