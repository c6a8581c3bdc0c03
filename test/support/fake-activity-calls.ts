/** The played calls about the activity log and the view of what is stored where. */
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const activityHandlers = (_world: FakeWorld) => ({});
