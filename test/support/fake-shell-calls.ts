/** The played calls about the window itself. */
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const shellHandlers = (_world: FakeWorld) => ({});
