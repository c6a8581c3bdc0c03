/** What a finished tap is for: making the vault, opening it, setting up a chip, or only a session. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { TapContext, Vault } from "#vault/vault.port.ts";
import type { ScanPurpose } from "./scan-desk.ts";

/** Whether the tap set up a chip, or was used otherwise. */
export type TakenTap = "enrolled" | "used";

/**
 * Uses a tap on the vault. `needsEnrolment`: this computer lost its half, so that any tap of the open
 * vault sets it up anew. Errors as the vault's calls; vault.locked for an enrolment while locked.
 */
export const takeTap = async (
  vault: Vault,
  purpose: ScanPurpose,
  context: TapContext,
  needsEnrolment: boolean,
): Promise<Result<TakenTap, AppError>> => {
  const used = (result: Result<unknown, AppError>): Result<TakenTap, AppError> =>
    result.ok ? ok("used") : result;
  if (purpose === "create") return used(await vault.create(context));
  if (purpose === "unlock") return used(await vault.unlockWithChip(context));
  // A session for somebody else's silo must not take what waits in this vault.
  if (vault.status() !== "unlocked") return purpose === "enrol" ? fail("vault.locked") : ok("used");
  if (purpose !== "enrol" && !needsEnrolment) return used(await vault.verifyTap(context));
  const enrolled = await vault.enrolChip(context);
  return enrolled.ok ? ok("enrolled") : enrolled;
};
