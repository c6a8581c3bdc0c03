/** A log for tests that do not look at it. */
import type { Log } from "#contract/log.port.ts";

const nothing = (): void => undefined;

/** Drops everything. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
