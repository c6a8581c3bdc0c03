/**
 * The error catalogue: every failure a person can meet, by code. An error carries no text and no
 * cause; its words live in messages.ts and its cause in the log, beside the same `ref`.
 */
import { z } from "zod";

/** Whether trying again can help: at once, after the person did something, or not at all. */
export type Retry = "now" | "after-action" | "never";

/** Every code with what trying again is worth. */
export const catalogue = {
  "reader.service-down": "after-action",
  "reader.service-refused": "after-action",
  "reader.driver-taken": "after-action",
  "reader.driver-missing": "after-action",
  "reader.usb-refused": "after-action",
  "reader.none": "after-action",
  "reader.lost": "now",
  "reader.stuck": "now",
  "reader.busy": "after-action",
  "chip.timeout": "now",
  "chip.removed": "now",
  "chip.other": "now",
  "chip.unsupported": "after-action",
  "chip.phone": "after-action",
  "chip.several": "after-action",
  "chip.refused": "after-action",
  "chip.delayed": "after-action",
  "chip.locked": "never",
  "chip.resting": "after-action",
  "auth.unreachable": "now",
  "auth.bad-reply": "now",
  "auth.bad-key": "after-action",
  "auth.not-enrolled": "after-action",
  "auth.challenge-expired": "now",
  "auth.rejected": "now",
  "auth.clock-skew": "after-action",
  "session.none": "now",
  "session.expired": "now",
  "keychain.locked": "after-action",
  "keychain.unavailable": "after-action",
  "keychain.lost": "after-action",
  "vault.none": "after-action",
  "vault.exists": "never",
  "vault.locked": "after-action",
  "vault.unfinished": "after-action",
  "vault.newer-version": "after-action",
  "vault.damaged": "after-action",
  "vault.busy": "now",
  "vault.disk-full": "after-action",
  "vault.disk-low": "after-action",
  "vault.read-only": "after-action",
  "vault.wrong-chip": "now",
  "recovery.word-count": "after-action",
  "recovery.unknown-word": "after-action",
  "recovery.wrong-word": "after-action",
  "recovery.wrong-words": "after-action",
  "passphrase.wrong": "now",
  "passphrase.too-weak": "after-action",
  "passphrase.unsafe-parameters": "never",
  "slot.not-found": "never",
  "slot.last": "after-action",
  "rotation.busy": "after-action",
  "kit.none": "after-action",
  "entry.not-found": "never",
  "entry.damaged": "after-action",
  "entry.too-long": "after-action",
  "totp.unusable": "after-action",
  "attachment.too-large": "after-action",
  "attachment.changed": "now",
  "attachment.damaged": "after-action",
  "attachment.not-found": "never",
  "file.unreadable": "after-action",
  "file.unwritable": "after-action",
  "import.unknown-format": "after-action",
  "import.damaged": "after-action",
  "import.too-large": "after-action",
  "import.wrong-password": "now",
  "import.unsupported": "after-action",
  "import.gone": "after-action",
  "import.none": "never",
  "export.password-needed": "after-action",
  "backup.none": "after-action",
  "backup.damaged": "after-action",
  "task.cancelled": "now",
  "store.unreachable": "now",
  "store.conflict": "now",
  "store.bad-reply": "now",
  "store.refused": "now",
  "store.name-too-long": "after-action",
  "store.value-too-long": "after-action",
  "store.rolled-back": "after-action",
  "store.busy": "now",
  "store.full": "after-action",
  "store.no-permission": "after-action",
  "store.not-configured": "after-action",
  "store.not-connected": "after-action",
  "store.consent-ended": "after-action",
  "store.other-account": "after-action",
  "store.secrets-lost": "after-action",
  "store.clock-skew": "after-action",
  "connect.port-taken": "after-action",
  "connect.no-browser": "after-action",
  "connect.denied": "now",
  "connect.wrong-state": "now",
  "connect.untrusted": "after-action",
  "connect.refused": "after-action",
  "connect.timeout": "now",
  "connect.cancelled": "now",
  "connect.clock-skew": "after-action",
  "connect.busy": "after-action",
  "lookup.email-malformed": "after-action",
  "lookup.phone-malformed": "after-action",
  "lookup.hash-as-text": "after-action",
  "lookup.not-confirmed": "after-action",
  "lookup.too-many": "after-action",
  "lookup.not-configured": "after-action",
  "lookup.bad-credentials": "after-action",
  "lookup.unknown-place": "after-action",
  "lookup.refused": "after-action",
  "lookup.unreachable": "now",
  "lookup.busy": "now",
  "lookup.bad-reply": "now",
  "lookup.gone": "now",
  "cipher.tampered": "never",
  "cipher.wrong-key": "never",
  "cipher.newer-version": "after-action",
  "settings.api-key-malformed": "after-action",
  "settings.address-malformed": "after-action",
  "settings.proxy-malformed": "after-action",
  "settings.pda-malformed": "after-action",
  "settings.pda-unknown": "after-action",
  "settings.namespace-malformed": "after-action",
  "settings.contract-key-malformed": "after-action",
  "settings.name-malformed": "after-action",
  "settings.connected": "after-action",
  "settings.uid-malformed": "after-action",
  "settings.unreadable": "after-action",
  "updates.unreachable": "now",
  "updates.bad-reply": "now",
  "updates.unsigned": "after-action",
  "updates.damaged": "now",
  "updates.no-space": "after-action",
  "updates.install-failed": "now",
  "updates.not-permitted": "now",
  "updates.unsaved-work": "after-action",
  "updates.not-self-updating": "never",
  "sandbox.absent": "after-action",
  "ipc.refused": "never",
  "ipc.bad-request": "never",
  "scan.cancelled": "now",
  "scan.busy": "after-action",
  internal: "now",
} as const satisfies Record<string, Retry>;

/** The closed union of error codes. */
export type ErrorCode = keyof typeof catalogue;

/** Plain facts that an error may carry, such as the position of a wrong word. Never a secret. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>;

/** A failure as it crosses every boundary. */
export interface AppError<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  /** Short random id, printed in the log beside the real cause. */
  readonly ref: string;
  readonly retry: Retry;
  readonly detail?: ErrorDetail | undefined;
}

/** All codes, for schemas and for tests that must see every one. */
export const errorCodes = Object.keys(catalogue) as [ErrorCode, ...ErrorCode[]];

/** The schema of AppError, used on both sides of a process boundary. */
export const appErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  ref: z.string().max(32),
  retry: z.enum(["now", "after-action", "never"]),
  detail: z.record(z.string(), z.union([z.string().max(400), z.number(), z.boolean()])).optional(),
});

/** Makes an error of the catalogue with a fresh reference. */
export const appError = <C extends ErrorCode>(code: C, detail?: ErrorDetail): AppError<C> => ({
  code,
  ref: globalThis.crypto.randomUUID().slice(0, 8),
  retry: catalogue[code],
  ...(detail === undefined ? {} : { detail }),
});

/** A failed Result with a fresh error of the catalogue. */
export const fail = <C extends ErrorCode>(
  code: C,
  detail?: ErrorDetail,
): { readonly ok: false; readonly error: AppError<C> } => ({ ok: false, error: appError(code, detail) });
