/** Settings of the stores that a person signs in to: from the profile, and their secrets from the secret slots. */
import { z } from "zod";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore, StoreSettings } from "#contract/views.ts";
import { storeSettingsSchema } from "#contract/views.ts";
import type { Profile } from "#main/profile.ts";
import { checkNamespace, parsePdaAddress } from "#stores/dataswyft/pda-address.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { parseAddress } from "#main/api-key.ts";
import { readJsonSecret } from "#main/json-secret.ts";

/** The secrets a person enters for a store; null where none is kept. */
const secretsSchema = z.object({
  clientSecret: z.string().nullable().default(null),
  contractKey: z.string().nullable().default(null),
  readContractKey: z.string().nullable().default(null),
});
export type StoreSecrets = z.infer<typeof secretsSchema>;

const none: StoreSecrets = { clientSecret: null, contractKey: null, readContractKey: null };

/** Reads the secrets of a store; none when nothing is kept. */
export const readSecrets = (slot: SecretSlot): Promise<Result<StoreSecrets, SecretError>> =>
  readJsonSecret(slot, secretsSchema, none);

/** What goes in: left out stays, null is forgotten. */
type SecretPatch = Omit<CommandInput<"stores.configure">, "settings">;

const writeSecrets = async (slot: SecretSlot, patch: SecretPatch): Promise<Result<void, SecretError>> => {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return ok(undefined);
  const kept = await readSecrets(slot);
  // What can no longer be opened is replaced by what was just entered.
  const before = kept.ok ? kept.value : none;
  if (!kept.ok && kept.error.code !== "store.secrets-lost") return kept;
  const bytes = new TextEncoder().encode(JSON.stringify({ ...before, ...given }));
  const saved = await slot.save(bytes);
  bytes.fill(0);
  return saved;
};

const has = (secret: string | null): boolean => secret !== null && secret !== "";

/** The settings as the window shows them: everything but the secrets themselves. */
export const settingsView = (
  store: AccountStore,
  { stores }: Profile,
  secrets: StoreSecrets,
): StoreSettings => {
  const hasSecrets = {
    hyperid: { hasSecret: has(secrets.clientSecret) },
    dataswyft: {},
    digime: {
      hasContractKey: has(secrets.contractKey),
      hasReadContractKey: has(secrets.readContractKey),
    },
  } as const;
  const own: Record<string, unknown> = { ...stores[store], store, ...hasSecrets[store] };
  delete own["isConnected"];
  return storeSettingsSchema.parse(own);
};

/** Whether all is there that a sign-in needs. In the sandbox it always is. */
export const isConfigured = (store: AccountStore, { kind, stores }: Profile): boolean => {
  if (kind !== "real") return true;
  switch (store) {
    case "hyperid":
      return stores.hyperid.clientId !== "";
    case "dataswyft":
      return stores.dataswyft.pdaUrl !== "" && stores.dataswyft.applicationId !== "";
    case "digime":
      return stores.digime.applicationId !== "" && stores.digime.contractId !== "";
  }
};

/** May be changed while the store is connected: they say nothing of whose account it is. */
const limits: readonly string[] = [
  "maxValueBytes",
  "keysPerRequest",
  "fileFromBytes",
  "signInPage",
  "hasStateInRedirect",
  "redirect",
  "writeProtocol",
  "legacyBaseUrl",
  "readContractId",
];

const addresses: readonly string[] = ["issuer", "baseUrl", "onboardUrl", "cloudBaseUrl", "legacyBaseUrl"];

const checkOne = (name: string, value: unknown): Result<unknown, AppError> => {
  if (typeof value !== "string" || value === "") return ok(value);
  if (addresses.includes(name)) return parseAddress(value);
  if (name === "namespace") return checkNamespace(value);
  if (name !== "pdaUrl") return ok(value);
  const parsed = parsePdaAddress(value);
  return parsed.ok ? ok(value) : parsed;
};

const checkPatch = (patch: readonly (readonly [string, unknown])[]): Result<void, AppError> => {
  for (const [name, value] of patch) {
    const checked = checkOne(name, value);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
};

/** What the desk gives for a change of settings. */
export interface ConfigureParts {
  readonly profile: Profile;
  readonly saveProfile: (profile: Profile) => Promise<Result<void, AppError>>;
  readonly slot: SecretSlot;
}

/** Takes over a change. Nothing is changed when any part of it is malformed. */
export const configure = async (
  { profile, saveProfile, slot }: ConfigureParts,
  { settings, ...secrets }: CommandInput<"stores.configure">,
): Promise<Result<void, AppError>> => {
  const { store, ...patch } = settings;
  const present: Readonly<Record<string, unknown>> = profile.stores[store];
  const changes = Object.entries(patch).filter(
    ([name, value]) => value !== undefined && value !== present[name],
  );
  const isBound = changes.some(([name]) => !limits.includes(name));
  if (profile.stores[store].isConnected && isBound) return fail("settings.connected");
  const checked = checkPatch(changes);
  if (!checked.ok) return checked;
  const kept = await writeSecrets(slot, secrets);
  if (!kept.ok) return kept;
  const own = { ...present, ...Object.fromEntries(changes) };
  return saveProfile({ ...profile, stores: { ...profile.stores, [store]: own } });
};
