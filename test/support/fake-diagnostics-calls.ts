/** The played calls about readers and diagnostics. */
import type { FakeWorld } from "./fake-world.ts";

/** The handlers. */
export const diagnosticsHandlers = (_world: FakeWorld) => ({});
