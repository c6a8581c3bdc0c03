/** Dataswyft as one service: the account, the values it keeps, and the developers' way in. Composes; decides nothing. */
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import { err, ok } from "#contract/result.ts";
import type { Account } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import { createDataClient } from "./data-client.ts";
import { createDataswyftAccount } from "./dataswyft-account.ts";
import type { AccountParts } from "./dataswyft-account.ts";
import { createDataswyftValues, vaultEndpoint } from "./dataswyft-values.ts";
import { createFilesClient } from "./files-client.ts";
import type { KeptSignIn } from "./kept-sign-in.ts";
import { createOwnerSignIn } from "./owner-sign-in.ts";
import type { OwnerSignIn } from "./owner-sign-in.ts";
import { checkSettings } from "./pda-address.ts";
import type { PdaSettings } from "./pda-address.ts";
import { createPdaClient } from "./pda-client.ts";
import type { SignInPage } from "./sign-in-page.ts";
import { createSignedTransfer } from "./signed-transfer.ts";
import { settingsError } from "./slot-error.ts";
import { createTokenKeeper } from "./token-keeper.ts";

/** What a person set. */
export interface DataswyftServiceSettings extends PdaSettings {
  readonly signInPage: SignInPage;
  /** Values of more bytes go through the File Storage API. */
  readonly fileFromBytes: number;
  /** False where the portal wants the way back exactly as registered. True when left out. */
  readonly hasStateInRedirect?: boolean;
}

/** What the service is made of. */
export interface DataswyftParts {
  readonly settings: DataswyftServiceSettings;
  readonly secrets: SecretSlot;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** `length` random bytes. */
  readonly random: (length: number) => Uint8Array;
}

/** The service. */
export interface DataswyftService {
  readonly account: Account;
  readonly values: NamedValues;
  readonly ownerSignIn: OwnerSignIn;
}

/** An account in the open net must not send bytes to addresses of this computer. */
const guarded =
  (http: Http, isSecure: () => boolean): Http =>
  (request) =>
    isSecure() && !request.url.startsWith("https://")
      ? Promise.resolve(err({ reason: "insecure" }))
      : http(request);

/** Makes the service. It sends nothing until it is called. */
export const createDataswyftService = ({
  settings,
  secrets,
  http,
  clock,
  log,
  random,
}: DataswyftParts): DataswyftService => {
  const checked = checkSettings(settings);
  const target = (): typeof checked => checked;
  const isHttps = checked.ok && checked.value.address.baseUrl.startsWith("https://");
  const safeHttp = guarded(http, () => isHttps);
  const isOurs = ({ host, applicationId }: KeptSignIn): boolean =>
    checked.ok && checked.value.address.host === host && checked.value.applicationId === applicationId;
  const keeper = createTokenKeeper({ secrets, clock, log, isOurs });
  const baseUrl: Parameters<typeof createPdaClient>[0]["baseUrl"] = () =>
    checked.ok ? ok(checked.value.address.baseUrl) : err(settingsError(checked.error));
  const client = createPdaClient({ baseUrl, keeper, http: safeHttp, clock, log, random });
  const namespace = (): string | null => (checked.ok ? checked.value.namespace : null);
  const data = createDataClient(client, () =>
    checked.ok ? `${checked.value.namespace}/${vaultEndpoint}` : null,
  );
  const files = createFilesClient(client, createSignedTransfer(safeHttp, clock, random));
  const parts: AccountParts = {
    target,
    page: () => settings.signInPage,
    hasState: () => settings.hasStateInRedirect ?? true,
    keeper,
    client,
    http: safeHttp,
    clock,
    random,
  };
  return {
    account: createDataswyftAccount(parts),
    values: createDataswyftValues({
      data,
      files,
      clock,
      log,
      random,
      namespace,
      fileFromBytes: () => settings.fileFromBytes,
    }),
    ownerSignIn: createOwnerSignIn(parts),
  };
};
