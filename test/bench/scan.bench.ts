/**
 * Spark 2 scans with chip and service in this process: from the tap to the proof. The baseline is the
 * same exchange by hand, without the machine, the reader's lock and the deadlines.
 */
import { hexConstant, toHex } from "#chip/bytes.ts";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import { ScanRunner } from "#chip/scan-runner.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { demoChip } from "#sandbox/demo-chips.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { createFakePresence } from "#test/support/fake-presence.ts";
import { noAbort } from "#test/support/kvs-computer.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { hand, median, need, percentile, timed } from "./figures.ts";

const scans = 300;
const clock = createSystemClock();
const hub = createSimulatedReaderHub({ clock });
const presence = createFakePresence(hexConstant(demoChip("spark2", "mine").key), clock);
const protocol = createChipProtocol(clock);
const runner = new ScanRunner({
  hub,
  service: presence,
  protocol,
  ledger: { isResting: () => false, record: () => undefined },
  fingerprint: toHex,
  clock,
  log: silentLog,
});

const scanMs: number[] = [];
const byHandMs: number[] = [];
for (let at = 0; at < scans; at++) {
  const { outcome } = need(runner.start());
  await new Promise(setImmediate);
  scanMs.push(
    await timed(async () => {
      hub.tap(softChipOf("spark2", "mine"));
      need(await outcome);
    }),
  );
  hub.remove();

  const soft = softChipOf("spark2", "mine");
  const card = {
    transmit: (command: Uint8Array) => Promise.resolve({ ok: true as const, value: soft.process(command) }),
  };
  const challenge = need(await presence.fetchChallenge(noAbort));
  byHandMs.push(
    await timed(async () => {
      const chip = need(await protocol.identify(card, soft.atr));
      const message = need(await protocol.start(card, chip, noAbort));
      const { forChip, token } = need(await presence.answerChip({ chip, challenge, message }, noAbort));
      const response = need(await protocol.finish(card, chip, forChip));
      need(await presence.check({ chip, challenge, token, response }, noAbort));
    }),
  );
}
runner.dispose();
await hub.dispose();
hand({
  scanP50Ms: median(scanMs),
  scanP95Ms: percentile(scanMs, 0.95),
  byHandP95Ms: percentile(byHandMs, 0.95),
});
