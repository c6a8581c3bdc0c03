/** What the preload adds to the page. */
import type { Bridge } from "#contract/ipc.ts";

declare global {
  interface Window {
    readonly tapvault: Bridge;
  }
}
