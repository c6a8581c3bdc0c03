/** The card that lies on the virtual reader is sent the APDUs given, round after round, over the app's own reader code. */
import { hexConstant } from "#chip/bytes.ts";
import type { ReaderState } from "#chip/reader.port.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { noAbort } from "#test/support/kvs-computer.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { hand, median, need, percentile, timed } from "./figures.ts";

const rounds = Number(process.argv[2]);
const commands = process.argv.slice(3).map(hexConstant);
const patienceMs = 10_000;

const clock = createSystemClock();
const hub = createNfcReaderHub({ clock, log: silentLog });
const reader = await new Promise<ReaderState>((resolve, reject) => {
  setTimeout(() => reject(new Error("no card on any reader")), patienceMs).unref();
  hub.subscribe(({ readers }) => {
    const found = readers.find(({ card }) => card !== null);
    if (found !== undefined) resolve(found);
  });
});
const roundMs: number[] = [];
need(
  await hub.withCard(reader.id, reader.card?.presence ?? 0, noAbort, async (card) => {
    for (let round = 0; round < rounds; round++)
      roundMs.push(
        await timed(async () => {
          for (const command of commands) need(await card.transmit(command));
        }),
      );
  }),
);
await hub.dispose();
hand({ roundP50Ms: median(roundMs), roundP95Ms: percentile(roundMs, 0.95) });
