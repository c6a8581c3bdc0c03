/**
 * What a button can do about each error, besides trying again: only what helps, and only where it can be
 * reached. While the vault is locked or not made yet there are no settings to go to, so most errors have
 * no button there. A code without a line here does not compile.
 */
import type { ErrorCode } from "#contract/errors.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { Page, SettingsSection } from "#renderer/stores/ui.ts";

/** Something that a button does. */
export type ErrorAction =
  | { readonly kind: "diagnostics" | "words" | "tap" | "trash" | "set-up"; readonly label: Text }
  | { readonly kind: "page"; readonly label: Text; readonly page: Page }
  | { readonly kind: "section"; readonly label: Text; readonly section: SettingsSection };

/** Where the person is when the error shows. `outside`: no vault yet, or none that can be opened. */
export type Whereabouts = "outside" | "locked" | "open";

type ActionsByPlace = Partial<Readonly<Record<Whereabouts, ErrorAction>>>;

const everywhere = (action: ErrorAction): ActionsByPlace => ({
  outside: action,
  locked: action,
  open: action,
});
const section = (label: Text, name: SettingsSection): ErrorAction => ({
  kind: "section",
  label,
  section: name,
});

const readers = everywhere({ kind: "diagnostics", label: "Check the readers" });
const report = everywhere({ kind: "diagnostics", label: "Open diagnostics" });
const words: ActionsByPlace = { locked: { kind: "words", label: "Open with recovery words" } };
const setUp: ErrorAction = { kind: "set-up", label: "Enter the key again" };
const apiKey: ActionsByPlace = { locked: setUp, open: setUp };
const tap: ActionsByPlace = { open: { kind: "tap", label: "Tap now" } };
const trash: ActionsByPlace = { open: { kind: "trash", label: "Look in the trash" } };
const space: ActionsByPlace = { open: { kind: "page", label: "See what takes space", page: "storage" } };
const importPage: ActionsByPlace = { open: { kind: "page", label: "Go to the import", page: "import" } };
const stores: ActionsByPlace = { open: section("Go to the stores", "stores") };
const network: ActionsByPlace = { open: section("Check the network settings", "network") };
const waysIn: ActionsByPlace = { open: section("Go to the ways in", "ways-in") };
const backups: ActionsByPlace = { open: section("Go to backups and health", "backups") };
const updates: ActionsByPlace = { open: section("Go to updates", "updates") };

const deviceActions = {
  "reader.service-down": readers,
  "reader.service-refused": readers,
  "reader.driver-taken": readers,
  "reader.driver-missing": readers,
  "reader.usb-refused": readers,
  "reader.none": readers,
  "reader.lost": readers,
  "reader.stuck": readers,
  "reader.busy": readers,
  "chip.timeout": null,
  "chip.removed": null,
  "chip.other": null,
  "chip.unsupported": readers,
  "chip.phone": null,
  "chip.several": null,
  "chip.refused": null,
  "chip.delayed": null,
  "chip.locked": words,
  "chip.resting": words,
  "auth.unreachable": { ...words, ...network },
  "auth.bad-reply": { ...words, ...network },
  "auth.bad-key": apiKey,
  "auth.not-enrolled": words,
  "auth.challenge-expired": null,
  "auth.rejected": words,
  "auth.clock-skew": words,
  "session.none": tap,
  "session.expired": tap,
  "keychain.locked": words,
  "keychain.unavailable": words,
  "keychain.lost": words,
} as const satisfies Partial<Record<ErrorCode, ActionsByPlace | null>>;

const vaultActions = {
  "vault.none": null,
  "vault.exists": null,
  "vault.locked": null,
  "vault.unfinished": null,
  "vault.newer-version": null,
  "vault.damaged": null,
  "vault.busy": null,
  "vault.disk-full": space,
  "vault.disk-low": space,
  "vault.read-only": null,
  "vault.wrong-chip": words,
  "recovery.word-count": null,
  "recovery.unknown-word": null,
  "recovery.wrong-word": null,
  "recovery.wrong-words": null,
  "passphrase.wrong": words,
  "passphrase.too-weak": null,
  "passphrase.unsafe-parameters": { ...words, ...waysIn },
  "slot.not-found": waysIn,
  "slot.last": waysIn,
  "rotation.busy": null,
  "kit.none": waysIn,
  "entry.not-found": trash,
  "entry.damaged": backups,
  "entry.too-long": null,
  "totp.unusable": null,
  "attachment.too-large": null,
  "attachment.changed": null,
  "attachment.damaged": backups,
  "attachment.not-found": null,
  "file.unreadable": null,
  "file.unwritable": null,
  "import.unknown-format": importPage,
  "import.damaged": importPage,
  "import.too-large": importPage,
  "import.wrong-password": null,
  "import.unsupported": importPage,
  "import.gone": importPage,
  "import.none": null,
  "export.password-needed": null,
  "backup.none": backups,
  "backup.damaged": backups,
  "task.cancelled": null,
  "cipher.tampered": backups,
  "cipher.wrong-key": null,
  "cipher.newer-version": updates,
  "sandbox.absent": null,
  "ipc.refused": null,
  "ipc.bad-request": null,
  "scan.cancelled": null,
  "scan.busy": null,
  internal: report,
} as const satisfies Partial<Record<ErrorCode, ActionsByPlace | null>>;

const serviceActions = {
  "store.unreachable": network,
  "store.conflict": null,
  "store.bad-reply": null,
  "store.refused": stores,
  "store.name-too-long": null,
  "store.value-too-long": null,
  "store.rolled-back": stores,
  "store.busy": null,
  "store.full": stores,
  "store.no-permission": stores,
  "store.not-configured": stores,
  "store.not-connected": stores,
  "store.consent-ended": stores,
  "store.other-account": stores,
  "store.secrets-lost": stores,
  "store.clock-skew": null,
  "connect.port-taken": stores,
  "connect.no-browser": stores,
  "connect.denied": stores,
  "connect.wrong-state": stores,
  "connect.untrusted": stores,
  "connect.refused": stores,
  "connect.timeout": stores,
  "connect.cancelled": null,
  "connect.clock-skew": null,
  "connect.busy": stores,
  "lookup.email-malformed": null,
  "lookup.phone-malformed": null,
  "lookup.hash-as-text": null,
  "lookup.not-confirmed": null,
  "lookup.too-many": null,
  "lookup.not-configured": stores,
  "lookup.bad-credentials": stores,
  "lookup.unknown-place": stores,
  "lookup.refused": stores,
  "lookup.unreachable": network,
  "lookup.busy": null,
  "lookup.bad-reply": null,
  "lookup.gone": null,
  "settings.api-key-malformed": null,
  "settings.address-malformed": null,
  "settings.proxy-malformed": null,
  "settings.pda-malformed": null,
  "settings.pda-unknown": null,
  "settings.namespace-malformed": null,
  "settings.contract-key-malformed": null,
  "settings.name-malformed": null,
  "settings.connected": stores,
  "settings.uid-malformed": null,
  "settings.unreadable": null,
  "updates.unreachable": network,
  "updates.bad-reply": updates,
  "updates.unsigned": updates,
  "updates.damaged": updates,
  "updates.no-space": space,
  "updates.install-failed": updates,
  "updates.not-permitted": updates,
  "updates.unsaved-work": null,
  "updates.not-self-updating": null,
} as const satisfies Partial<Record<ErrorCode, ActionsByPlace | null>>;

const actions: Readonly<Record<ErrorCode, ActionsByPlace | null>> = {
  ...deviceActions,
  ...vaultActions,
  ...serviceActions,
};

/** What a button does about an error where it shows; null where nothing but the words help. */
export const errorAction = (code: ErrorCode, where: Whereabouts): ErrorAction | null =>
  actions[code]?.[where] ?? null;
