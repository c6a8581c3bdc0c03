/** What the preload adds to the page. */
import type { PageBridge } from "#contract/ipc.ts";

declare global {
  interface Window {
    readonly tapvault: PageBridge;
  }
}
