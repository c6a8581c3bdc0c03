/** stores configure: what a service gave to its developer. Secrets are read, never given as arguments. */
import type { CommandRequest } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import { withBridge } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { columns } from "#cli/output.ts";
import { storeNames } from "./stores.ts";

type Configuration = CommandRequest<"stores.configure">;

/** Options as given; which of them fit depends on the store. */
export interface ConfigureOptions {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly pda?: string;
  readonly application?: string;
  readonly namespace?: string;
  readonly page?: "hatlogin" | "auth";
  readonly state?: boolean;
  readonly contract?: string;
  readonly readContract?: string;
  readonly baseUrl?: string;
  readonly onboardUrl?: string;
  readonly cloudUrl?: string;
  readonly legacyUrl?: string;
  readonly write?: "library" | "postbox";
  readonly wayBack?: "loopback" | "scheme";
  readonly valueBytes?: number;
  readonly keys?: number;
  readonly secret?: "client-secret" | "contract-key" | "read-contract-key";
}

/** The setting that each option means. */
const settingNames: Readonly<Record<Exclude<keyof ConfigureOptions, "secret">, string>> = {
  issuer: "issuer",
  clientId: "clientId",
  pda: "pdaUrl",
  application: "applicationId",
  namespace: "namespace",
  page: "signInPage",
  state: "hasStateInRedirect",
  contract: "contractId",
  readContract: "readContractId",
  baseUrl: "baseUrl",
  onboardUrl: "onboardUrl",
  cloudUrl: "cloudBaseUrl",
  legacyUrl: "legacyBaseUrl",
  write: "writeProtocol",
  wayBack: "redirect",
  valueBytes: "maxValueBytes",
  keys: "keysPerRequest",
};

const secretNames = {
  "client-secret": "clientSecret",
  "contract-key": "contractKey",
  "read-contract-key": "readContractKey",
} as const;

const given = (options: ConfigureOptions): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(settingNames).flatMap(([option, setting]) => {
      const value = options[option as keyof typeof settingNames];
      return value === undefined ? [] : [[setting, value]];
    }),
  );

/** stores configure STORE: changes what is given, then shows what is set. */
export const configureStore: Verb<[store: AccountStore, options: ConfigureOptions]> = (
  context,
  store,
  options,
) =>
  withBridge(context, async (bridge) => {
    const patch = given(options);
    const secret =
      options.secret === undefined
        ? null
        : await context.input.secret(`${storeNames[store]}, ${options.secret}: `);
    if (Object.keys(patch).length > 0 || secret !== null) {
      const secrets = options.secret === undefined ? {} : { [secretNames[options.secret]]: secret };
      // Which settings a store has is checked where the call arrives.
      const input = { settings: { store, ...patch }, ...secrets } as Configuration;
      const configured = await bridge.call("stores.configure", input);
      if (!configured.ok) return configured;
    }
    const shown = await bridge.call("stores.settings", { store });
    if (!shown.ok) return shown;
    const { settings } = shown.value;
    const lines = Object.entries(settings).map(([name, value]) => columns(name, String(value)));
    context.output.answer(settings, lines.join("\n"));
    return ok(exitCodes.ok);
  });
