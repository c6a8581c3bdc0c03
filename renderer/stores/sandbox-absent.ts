/** A profile of the sandbox in a copy that has none: nothing to open, but a way on. */
import type { AppView } from "#contract/views.ts";

/** Whether the profile means the sandbox and this copy does not carry it. */
export const isSandboxAbsent = ({ profile, hasSandbox }: AppView): boolean =>
  profile.kind === "sandbox" && !hasSandbox;
