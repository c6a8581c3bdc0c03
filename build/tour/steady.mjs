/** Makes the questions to an app's main process bear a loss of their answer. */
// @ts-check

/** What playwright says when V8's inspector lost an answer. */
const LOST = "promise was garbage collected";
/** Lost twice in a row was never seen. */
const TRIES = 5;

/**
 * The inspector of Chromium before 141 holds what it waits for by a weak reference only: when garbage is
 * collected in the moment between a deed and its answer, the answer is lost, though the deed was done. From
 * here on `evaluate` then asks again, so that what it is given must bear being done twice.
 *
 * @template {{ evaluate: import("playwright-core").ElectronApplication["evaluate"] }} T
 * @param {T} electron
 * @returns {T} the same
 */
export function withSteadyAnswers(electron) {
  const ask = electron.evaluate.bind(electron);
  /** @param {Parameters<T["evaluate"]>} given */
  const asked = async (...given) => {
    for (let left = TRIES - 1; ; left--) {
      try {
        return await ask(.../** @type {Parameters<typeof ask>} */ (given));
      } catch (error) {
        if (left === 0 || !String(error).includes(LOST)) throw error;
      }
    }
  };
  electron.evaluate = /** @type {T["evaluate"]} */ (asked);
  return electron;
}
