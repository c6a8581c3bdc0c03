/** First run: choosing the profile, storing the API key in the keychain, asking the service whether it knows us. */
import type { AppError } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { apiKeyAccount, parseAddress, parseApiKey } from "./api-key.ts";
import type { Core } from "./core.ts";
import { hasSandbox } from "./has-sandbox.ts";
import type { Profile } from "./profile.ts";

type Choice = CommandInput<"setup.choose">;

const addressesOf = (
  choice: Choice,
  profile: Profile,
): Result<Pick<Profile, "scanBaseUrl" | "verifyBaseUrl">, AppError> => {
  const scan = parseAddress(choice.scanBaseUrl || profile.scanBaseUrl);
  if (!scan.ok) return scan;
  const verify = parseAddress(choice.verifyBaseUrl || profile.verifyBaseUrl);
  if (!verify.ok) return verify;
  return ok({ scanBaseUrl: scan.value, verifyBaseUrl: verify.value });
};

const storeKey = async (core: Core, choice: Choice, profile: Profile): Promise<Result<void, AppError>> => {
  if (choice.apiKey === undefined) return ok(undefined);
  const key = parseApiKey(choice.presence, choice.apiKey);
  if (!key.ok) return key;
  // The profile must be open first: its keychain is another one than the sandbox's.
  const switched = await core.setProfile(profile, true);
  if (!switched.ok) return switched;
  const { keychain } = await core.environment.keychain();
  return keychain.set(apiKeyAccount(choice.presence), new TextEncoder().encode(key.value));
};

/** Takes over the choice. Nothing is changed when the key or an address is malformed. */
export const chooseProfile = async (core: Core, choice: Choice): Promise<Result<void, AppError>> => {
  if (choice.kind === "sandbox")
    return !hasSandbox()
      ? fail("sandbox.absent")
      : core.setProfile({ ...core.profile, kind: "sandbox", presence: choice.presence }, true);
  const addresses = addressesOf(choice, core.profile);
  if (!addresses.ok) return addresses;
  const profile: Profile = { ...core.profile, kind: "real", presence: choice.presence, ...addresses.value };
  return choice.apiKey === undefined ? core.setProfile(profile, true) : storeKey(core, choice, profile);
};

/** Fetches one challenge. With the Verify API nothing can be asked without a chip; that is fine too. */
export const testService = async (
  core: Core,
  now: () => number,
): Promise<Result<{ tookMs: number }, AppError>> => {
  const { services, vaultError } = core.environment;
  if (vaultError?.code === "sandbox.absent") return err(vaultError);
  const startedAt = now();
  const challenge = await services.presence.fetchChallenge(AbortSignal.timeout(10_000));
  return challenge.ok ? ok({ tookMs: Math.max(0, now() - startedAt) }) : challenge;
};
