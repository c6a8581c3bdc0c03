/** Everything that digi.me is to this program, made from settings, keys and ports. It sends nothing by itself. */
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Account } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import { createDigimeAccount } from "./digime-account.ts";
import type { DigimeContext } from "./digime-context.ts";
import type { DigimeCrypto } from "./digime-crypto.port.ts";
import { createDigimeFiles } from "./digime-files.ts";
import { createDigimeSlot } from "./digime-kept.ts";
import { createDigimeLibrary } from "./digime-library.ts";
import { createDigimePostbox } from "./digime-postbox.ts";
import { createDigimeReadAccount } from "./digime-read-account.ts";
import type { DigimeReadBack } from "./digime-read-back.ts";
import { createDigimeReadBack } from "./digime-read-back.ts";
import type { DigimeClientSettings, KeySource } from "./digime-settings.ts";
import { readIdentity } from "./digime-settings.ts";
import { createDigimeTokens } from "./digime-tokens.ts";
import { createDigimeTrust } from "./digime-trust.ts";
import { createDigimeValues } from "./digime-values.ts";
import type { DigimeWriter } from "./digime-writer.port.ts";

/** What the service is made of. Keys are PEM texts and are asked for anew for every use. */
export interface DigimeServiceParts {
  readonly settings: DigimeClientSettings;
  readonly contractKey: KeySource;
  /** Of the contract that reads; null when there is none. */
  readonly readContractKey: KeySource;
  /** Where tokens are kept, of both contracts. */
  readonly secrets: SecretSlot;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** `length` random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly crypto: DigimeCrypto;
}

/** One connection to digi.me. */
export interface DigimeService {
  readonly account: Account;
  /** The vault's home there: the person's storage. */
  readonly values: NamedValues;
  /** Writes to the library of today (v1.7). */
  readonly library: DigimeWriter;
  /** Writes to the older postbox (v1.6); needs an account that was connected with that setting. */
  readonly postbox: DigimeWriter;
  /** The one of the two that the settings name. */
  readonly writer: DigimeWriter;
  readonly readBack: DigimeReadBack;
}

const contextOf = ({ contractKey, readContractKey, ...parts }: DigimeServiceParts): DigimeContext => {
  const { settings, crypto } = parts;
  return {
    ...parts,
    identity: () => readIdentity(settings, settings.contractId, contractKey, crypto),
    readIdentity: () => readIdentity(settings, settings.readContractId, readContractKey, crypto),
  };
};

/** Makes the service. */
export const createDigimeService = (parts: DigimeServiceParts): DigimeService => {
  const context = contextOf(parts);
  const trust = createDigimeTrust(context);
  const slot = createDigimeSlot(parts.secrets);
  const tokens = createDigimeTokens({ context, trust, slot, role: "write" });
  const readTokens = createDigimeTokens({ context, trust, slot, role: "read" });
  const files = createDigimeFiles(context);
  const library = createDigimeLibrary(context, tokens);
  const postbox = createDigimePostbox(context, tokens);
  const readAccount = createDigimeReadAccount({ context, trust, writeTokens: tokens, tokens: readTokens });
  return {
    account: createDigimeAccount({ context, trust, tokens, files }),
    values: createDigimeValues({ context, tokens, files }),
    library,
    postbox,
    writer: parts.settings.writeProtocol === "postbox" ? postbox : library,
    readBack: createDigimeReadBack({ context, account: readAccount, tokens: readTokens }),
  };
};
