import { it } from "vitest";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import { createKvsComputer, noAbort, testObject, testObjects } from "#test/support/kvs-computer.ts";
import { Session } from "node:inspector/promises";
import { writeFileSync } from "node:fs";
it("p", async () => {
  const kvs = createFakeKvs();
  const c = createKvsComputer(kvs.client);
  await c.store.writeMany(testObjects(1000), noAbort);
  const s = new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.start");
  for (let i = 0; i < 300; i++) await c.store.writeMany([testObject(i, 2)], noAbort);
  const { profile } = await s.post("Profiler.stop");
  const self = new Map<string, number>();
  profile.samples?.forEach((id, i) => { const n = profile.nodes.find((x) => x.id === id)!; const k = n.callFrame.functionName + ":" + n.callFrame.url.split("/").pop() + ":" + n.callFrame.lineNumber; self.set(k, (self.get(k) ?? 0) + (profile.timeDeltas?.[i] ?? 0)); });
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 18).map(([k, v]) => `${(v / 1000).toFixed(0)} ms ${k}`).join("\n"));
});
