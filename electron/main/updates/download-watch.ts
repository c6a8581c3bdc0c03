/** Watches a download: one that sends more than was signed, or nothing for a long time, is given up. electron-updater would go on. */
import type { Clock } from "#contract/clock.port.ts";

/** After so long without a byte. */
export const stallMs = 60_000;

/** The watch. */
export interface DownloadWatch {
  /** So many bytes have come by now. */
  readonly received: (bytes: number) => void;
  /** Whether it was given up because it was longer than the signed file. */
  readonly isTooLong: () => boolean;
  readonly end: () => void;
}

/** Begins to watch; `cancel` is called once there is a reason. */
export const watchDownload = (clock: Clock, size: number, cancel: () => void): DownloadWatch => {
  let isTooLong = false;
  let stop = clock.after(stallMs, cancel);
  return {
    isTooLong: () => isTooLong,
    received: (bytes) => {
      stop();
      isTooLong ||= bytes > size;
      if (isTooLong) cancel();
      else stop = clock.after(stallMs, cancel);
    },
    end: () => stop(),
  };
};
