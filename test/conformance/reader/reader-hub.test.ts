/** The one suite over both implementations, and the counter of those that held. */
import { afterAll, it } from "vitest";
import { writeCounters } from "#test/support/counters.ts";
import { whyNoPcscd } from "#test/support/pcscd.ts";
import { simulatedBackend, vpcdBackend } from "#test/support/reader-backends.ts";
import { type SuiteOutcome, readerHubSuite } from "./reader-hub.suite.ts";

const simulated: SuiteOutcome = { held: true, retries: 0 };
const real: SuiteOutcome = { held: true, retries: 0 };
const missing = await whyNoPcscd();

readerHubSuite(simulatedBackend, simulated);

if (missing === null) readerHubSuite(vpcdBackend, real);
else it.skip(`reader hub: ${vpcdBackend.name} (${missing})`);

afterAll(() => {
  const backends = [
    { name: simulatedBackend.name, counts: simulated.held },
    { name: vpcdBackend.name, counts: real.held && missing === null },
  ];
  writeCounters("reader-backends", {
    readerBackends: backends.filter((backend) => backend.counts).map((backend) => backend.name),
    vpcdRetries: real.retries,
  });
});
