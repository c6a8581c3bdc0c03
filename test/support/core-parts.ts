/** What a core is given where no reader, clipboard or browser of this computer may meddle. */
import type { Clock } from "#contract/clock.port.ts";
import type { CoreParts } from "#main/core-parts.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import { silentLog } from "./silent-log.ts";

/** The parts of a core on a profile; a reader is there only when the sandbox brings its own. */
export const quietParts = (profileDir: string, program: CoreParts["program"], clock: Clock): CoreParts => ({
  profileDir,
  program,
  clock,
  log: silentLog,
  crypto: createNodeCrypto(),
  openReaders: () => {
    const none = createSimulatedReaderHub({ clock });
    void none.dispose();
    return none;
  },
  clearClipboard: () => undefined,
  takesAddresses: false,
  openBrowser: () => Promise.resolve(false),
  changed: () => undefined,
});
