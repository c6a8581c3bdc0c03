/** What the preview puts on its page for the tests to drive. */
import type Axe from "axe-core";
import type { FakeBridge } from "./fake-bridge.ts";

declare global {
  interface Window {
    fake: FakeBridge;
    readonly axe: typeof Axe;
  }
}
