/** Makes the services of the stores from settings, the sandbox's endpoints and the platform. Decides nothing. */
import { readFile } from "node:fs/promises";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import { createOpenid } from "#platform/openid-sign-in.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import { createDataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { createDigimeService } from "#stores/digime/digime-service.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import { createHyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { HyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { SecretError } from "#stores/secret-slot.port.ts";
import { readSecrets } from "./store-settings.ts";
import type { StoreSecrets } from "./store-settings.ts";
import { settingsSlotName, tokenSlotName } from "./store-services-parts.ts";
import type { ServiceTypes, StoreServicesParts } from "./store-services-parts.ts";

type Endpoints = SandboxEndpoints | null;

const secretOf =
  (
    parts: StoreServicesParts,
    store: AccountStore,
    name: keyof StoreSecrets,
    simulated: () => Promise<string> | null,
  ) =>
  async (): Promise<Result<string | null, SecretError>> => {
    const given = simulated();
    if (given !== null) return ok(await given);
    const secrets = await readSecrets(parts.slot(settingsSlotName(store)));
    return secrets.ok ? ok(secrets.value[name]) : secrets;
  };

const commonParts = (parts: StoreServicesParts, store: AccountStore) => ({
  secrets: parts.slot(tokenSlotName(store)),
  http: parts.http,
  clock: parts.clock,
  log: parts.log,
  random: (length: number): Uint8Array => parts.crypto.randomBytes(length),
});

const makeHyperid = (parts: StoreServicesParts, endpoints: Endpoints): HyperidService => {
  const own = parts.profile().stores.hyperid;
  const simulated = endpoints?.hyperid ?? null;
  return createHyperidService({
    ...commonParts(parts, "hyperid"),
    settings: {
      issuer: simulated?.issuer ?? own.issuer,
      clientId: simulated?.clientId ?? own.clientId,
      maxValueBytes: own.maxValueBytes,
      keysPerRequest: own.keysPerRequest,
    },
    clientSecret: secretOf(parts, "hyperid", "clientSecret", () =>
      simulated === null ? null : Promise.resolve(simulated.clientSecret),
    ),
    openid: createOpenid({ http: parts.http, clock: parts.clock }),
  });
};

const makeDataswyft = (parts: StoreServicesParts, endpoints: Endpoints): DataswyftService => {
  const own = parts.profile().stores.dataswyft;
  const simulated = endpoints?.dataswyft ?? null;
  return createDataswyftService({
    ...commonParts(parts, "dataswyft"),
    settings: {
      pdaUrl: simulated?.pdaUrl ?? own.pdaUrl,
      applicationId: simulated?.applicationId ?? own.applicationId,
      // Empty: the application's id, as the service writes it.
      namespace: simulated === null ? own.namespace : "",
      signInPage: own.signInPage,
      hasStateInRedirect: own.hasStateInRedirect,
      fileFromBytes: own.fileFromBytes,
    },
  });
};

const makeDigime = (parts: StoreServicesParts, endpoints: Endpoints): DigimeService => {
  const own = parts.profile().stores.digime;
  const simulated = endpoints?.digime ?? null;
  const keyFile = (file: string | undefined) => (): Promise<string> | null =>
    file === undefined ? null : readFile(file, "utf8");
  return createDigimeService({
    ...commonParts(parts, "digime"),
    settings: { ...own, ...simulated },
    contractKey: secretOf(parts, "digime", "contractKey", keyFile(simulated?.privateKeyFile)),
    readContractKey: secretOf(parts, "digime", "readContractKey", keyFile(simulated?.readPrivateKeyFile)),
    crypto: createDigimeCrypto(),
  });
};

/** The maker of each store's service. */
export const makers: {
  readonly [S in AccountStore]: (p: StoreServicesParts, e: Endpoints) => ServiceTypes[S];
} = {
  hyperid: makeHyperid,
  dataswyft: makeDataswyft,
  digime: makeDigime,
};
