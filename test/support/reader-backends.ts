/** The implementations of the reader port that the one conformance suite runs over. */
import type { ReaderHub } from "#chip/reader.port.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createSimulatedReaderHub, type TapOptions } from "#sandbox/simulated-reader-hub.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { type VpcdCard, layOnVpcd } from "#sandbox/vpcd-card.ts";
import { type Pcscd, usePcscd, whyNoRestart } from "./pcscd.ts";
import { silentLog } from "./silent-log.ts";
import { waitForNoCard, waitForState } from "./wait.ts";

/** A hub with hands to hold chips to it. */
export interface Bench {
  readonly hub: ReaderHub;
  tap(chip: SoftChip, options?: TapOptions): Promise<void>;
  remove(): Promise<void>;
  /** The service behind the reader; null where there is none to stop. */
  readonly pcscd: Pcscd | null;
  close(): Promise<void>;
}

/** One implementation. */
export interface ReaderBackend {
  readonly name: string;
  readonly isSimulated: boolean;
  /** How often a scenario may be tried: vpcd's own presence poll races bursts of commands. */
  readonly tries: number;
  /** Why the service behind it cannot be stopped; null when it can. */
  readonly noRestart: string | null;
  /** Another hub on the same readers, as another program would have; null where that cannot be. */
  openAnother(): ReaderHub | null;
  open(): Promise<Bench>;
}

/** The reader in this process. */
export const simulatedBackend: ReaderBackend = {
  name: "simulated",
  isSimulated: true,
  tries: 1,
  noRestart: "there is no service",
  openAnother: () => null,
  open: () => {
    const hub = createSimulatedReaderHub({ clock: createSystemClock() });
    return Promise.resolve({
      hub,
      pcscd: null,
      tap: (chip, options) => {
        hub.tap(chip, options);
        return Promise.resolve();
      },
      remove: () => {
        hub.remove();
        return Promise.resolve();
      },
      close: () => hub.dispose(),
    });
  },
};

/** nfc-pcsc over the real service, with a chip on its virtual reader. */
export const vpcdBackend: ReaderBackend = {
  name: "nfc-pcsc over pcscd + vpcd",
  isSimulated: false,
  tries: 4,
  noRestart: whyNoRestart(),
  openAnother: () => createNfcReaderHub({ clock: createSystemClock(), log: silentLog }),
  open: async () => {
    const pcscd = await usePcscd();
    const hub = createNfcReaderHub({ clock: createSystemClock(), log: silentLog });
    await waitForState(hub, "virtual reader", (state) => state.readers.length > 0);
    await waitForNoCard(hub);
    let lying: VpcdCard | null = null;
    const remove = async (): Promise<void> => {
      await lying?.leave();
      lying = null;
      if (hub.state().service === "running") await waitForNoCard(hub);
    };
    return {
      hub,
      pcscd,
      tap: async (chip, options = {}) => {
        const laid = await layOnVpcd(chip, options);
        if (!laid.ok) throw new Error(laid.error.reason);
        lying = laid.value;
      },
      remove,
      close: async () => {
        await remove();
        await hub.dispose();
        await pcscd.release();
      },
    };
  },
};
