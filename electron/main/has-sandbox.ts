/**
 * Whether this copy carries the sandbox of services. Installers are built with TAPVAULT_SANDBOX=0 put in the
 * place of the variable, so nobody can switch on what is not there; a development copy can be run without.
 */
import type { Profile } from "./profile.ts";

/** Whether the sandbox is in this copy. */
export const hasSandbox = (): boolean => process.env["TAPVAULT_SANDBOX"] !== "0";

/** Whether a profile means the sandbox. One that was never set up shows it, where there is one. */
export const usesSandbox = (kind: Profile["kind"]): boolean =>
  kind === "sandbox" || (kind === "unset" && hasSandbox());
