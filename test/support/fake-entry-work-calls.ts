/** The played calls about several entries at once, conflicts and strength. */
import { bulkHandlers } from "./fake-bulk.ts";
import { entryVersionHandlers } from "./fake-entry-versions.ts";
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const entryWorkHandlers = (
  world: FakeWorld,
): ReturnType<typeof bulkHandlers> & ReturnType<typeof entryVersionHandlers> => ({
  ...bulkHandlers(world),
  ...entryVersionHandlers(world),
});
