/** A program of its own that writes to an activity log again and again: `node activity-child.ts FOLDER NAME COUNT`. */
import { setTimeout } from "node:timers/promises";
import { ActivityLog } from "#main/activity/activity-log.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { silentLog } from "./silent-log.ts";

const [folder = "", by = "", count = "0"] = process.argv.slice(2);
const log = new ActivityLog({
  folder,
  by: by === "cli" ? "cli" : "window",
  clock: createSystemClock(),
  log: silentLog,
  changed: () => undefined,
  maxFileBytes: 20_000,
});

for (let n = 0; n < Number(count); n++) {
  log.record({ kind: "lookup", count: n, mode: "hash", error: null });
  log.flush();
  if (n % 7 === 0) await setTimeout(1);
}
log.dispose();
