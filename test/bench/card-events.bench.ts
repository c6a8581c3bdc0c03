/** Prints the time (epoch ms) of each arrival of a card, as a bare PC/SC program of its own process sees it. */
import { Client, ReaderStatus } from "pcsc-mini";

new Client()
  .on("reader", (reader) => {
    let isPresent = false;
    reader.on("change", (status) => {
      const isNow = status.has(ReaderStatus.PRESENT);
      if (isNow && !isPresent) process.stdout.write(`${Date.now()}\n`);
      isPresent = isNow;
    });
  })
  .start();
