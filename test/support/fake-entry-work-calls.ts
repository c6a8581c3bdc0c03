/** The played calls about several entries at once, conflicts and strength. */
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const entryWorkHandlers = (_world: FakeWorld) => ({});
