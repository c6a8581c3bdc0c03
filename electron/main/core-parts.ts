/** What the core is given by its shell: where the profile is, time, log, and the machine's parts. */
import type { ReaderHub } from "#chip/reader.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { EventName } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { SystemProxy } from "./ways-out.ts";

/** Parts that differ between the window, the command line and tests. */
export interface CoreParts {
  readonly profileDir: string;
  /** Which program this is, for the activity log. */
  readonly program: "window" | "cli";
  readonly clock: Clock;
  readonly log: Log;
  readonly crypto: Crypto;
  /** The real readers of this computer. */
  readonly openReaders: () => ReaderHub;
  /** Takes our value off the clipboard. */
  readonly clearClipboard: () => void;
  /** Whether the system hands addresses of our own scheme to this program. */
  readonly takesAddresses: boolean;
  /** Sends the system's browser to an address; false when there is none that opens. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** What the system says about a way to an address; without it the environment's variables count. */
  readonly systemProxy?: SystemProxy;
  readonly changed: (name: EventName) => void;
}
