/**
 * Looks at what the main job needs besides readers: keychain, service and clock, vault file, disk, folder.
 * Only looks; the one thing it asks for is a challenge that it then forgets.
 */
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { AppView, CheckView } from "#contract/views.ts";
import { found } from "#platform/finding.ts";
import type { FolderFacts } from "#platform/profile-folder.ts";

/** What is known of the app, looked at once. */
export interface AppFacts {
  readonly keychain: { readonly backend: "os" | "memory"; readonly error: AppError | null } | null;
  readonly isUnset: boolean;
  /** How long the service took, or why it did not answer as it should. */
  readonly service: Result<{ readonly tookMs: number }, AppError>;
  /** Our clock less the service's, in milliseconds; null when there was nothing to compare with. */
  readonly clockOffMs: number | null;
  readonly vault: AppView["vault"];
  readonly vaultError: AppError | null;
  readonly folder: FolderFacts;
}

/** A challenge lives for 30 s; a proof with a time in it allows for 10. */
const tolerableMs = 10_000;
const megabyte = 1_000_000;
const littleBytes = 200 * megabyte;
const fullBytes = 5 * megabyte;

const keychainCheck = ({ keychain }: AppFacts): CheckView => {
  if (keychain === null) return found("keychain", "unknown", "keychain-unasked");
  const { backend, error } = keychain;
  return backend === "os"
    ? found("keychain", "ok", "keychain-answers")
    : found("keychain", "warning", "keychain-memory", { error });
};

const clockCheck = ({ clockOffMs }: AppFacts): CheckView => {
  if (clockOffMs === null) return found("clock", "unknown", "clock-unknown");
  const seconds = Math.round(Math.abs(clockOffMs) / 1_000);
  if (Math.abs(clockOffMs) <= tolerableMs)
    return found("clock", "ok", "clock-right", { values: { seconds: Math.max(1, seconds) } });
  const error = appError("auth.clock-skew", { minutes: Math.round(clockOffMs / 6_000) / 10 });
  return found("clock", "failed", "clock-wrong", { values: { seconds }, error });
};

const serviceCheck = ({ isUnset, service }: AppFacts): CheckView => {
  if (isUnset) return found("service", "unknown", "reach-unset");
  return service.ok
    ? found("service", "ok", "reach-answered", { values: { ms: Math.round(service.value.tookMs) } })
    : found("service", "failed", "reach-failed", { error: service.error });
};

const vaultCheck = ({ vault, vaultError }: AppFacts): CheckView => {
  if (vaultError !== null) return found("vault-file", "failed", "vault-trouble", { error: vaultError });
  return vault === "none"
    ? found("vault-file", "ok", "vault-none")
    : found("vault-file", "ok", "vault-there");
};

const diskCheck = ({ folder: { freeBytes } }: AppFacts): CheckView => {
  if (freeBytes === null) return found("disk", "unknown", "not-told");
  const values = { free: Math.floor(freeBytes / megabyte) };
  if (freeBytes < fullBytes)
    return found("disk", "failed", "disk-full", { error: appError("vault.disk-full") });
  return freeBytes < littleBytes
    ? found("disk", "warning", "disk-little", { values, error: appError("vault.disk-low") })
    : found("disk", "ok", "disk-enough", { values });
};

const folderCheck = ({ folder: { isWritable, isOpen } }: AppFacts): CheckView => {
  if (!isWritable)
    return found("profile", "failed", "profile-read-only", { error: appError("vault.read-only") });
  return isOpen === true
    ? found("profile", "warning", "profile-open")
    : found("profile", "ok", "profile-writable");
};

/** The checks, in the order in which they matter. */
export const checkApp = (facts: AppFacts): readonly CheckView[] =>
  [keychainCheck, serviceCheck, clockCheck, vaultCheck, diskCheck, folderCheck].map((check) => check(facts));
