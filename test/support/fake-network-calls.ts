/** The played calls about the way to the internet. */
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const networkHandlers = (_world: FakeWorld) => ({});
