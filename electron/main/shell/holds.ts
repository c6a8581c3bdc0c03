/** Counts what must keep the window where it is, such as a file dialog of the system that lies over it. */
import type { FileChooser } from "#main/file-chooser.port.ts";

/** The count. */
export interface Holds {
  readonly isHeld: () => boolean;
  /** Holds until `work` is over. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Makes the count. */
export const createHolds = (): Holds => {
  let count = 0;
  return {
    isHeld: () => count > 0,
    during: async (work) => {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
      }
    },
  };
};

/** A chooser of files that holds while its dialog is open. */
export const holdingChooser = (files: FileChooser, holds: Holds): FileChooser => ({
  open: (question, path) => holds.during(() => files.open(question, path)),
  save: (question, path) => holds.during(() => files.save(question, path)),
});
