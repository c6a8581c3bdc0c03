/** One valid input for each of the calls about history, files, ways in, transfer, lookups and backups. */

const id = "0123456789abcdef0123456789abcdef";
const entry = { entryId: id };
const revision = { entryId: id, revision: 7 };
const attachment = { entryId: id, attachmentId: id };

/** Inputs by call. */
export const newerSamples = {
  "entries.purge": entry,
  "entries.emptyTrash": {},
  "entries.history": entry,
  "entries.revision": revision,
  "entries.revealFormer": { ...revision, fieldId: "password" },
  "entries.restoreRevision": revision,
  "entries.totp": { entryId: id, fieldId: "totp" },
  "entries.copyTotp": { entryId: id, fieldId: "totp" },
  "attachments.add": entry,
  "attachments.save": attachment,
  "attachments.remove": attachment,
  "tasks.cancel": { taskId: "1" },
  "generator.make": { kind: "passphrase", words: 5, separator: "-", capitalise: false, number: false },
  "generator.strength": { value: "correct horse", hints: [] },
  "vault.unlockWithPassphrase": { passphrase: "correct horse" },
  "vault.rotate": {},
  "vault.verify": {},
  "recovery.renew": {},
  "recovery.cancelRenewal": {},
  "recovery.savePdf": {},
  "slots.list": {},
  "slots.rename": { slotId: id, label: "Left hand" },
  "slots.remove": { slotId: id, rotate: true },
  "slots.setPassphrase": { passphrase: "correct horse" },
  "slots.test": { kind: "passphrase", passphrase: "correct horse" },
  "backup.list": {},
  "backup.make": {},
  "backup.restore": { name: "2026-01-01.db" },
  "import.read": {},
  "import.unlock": { importId: "1", password: "secret" },
  "import.apply": { importId: "1", duplicates: "skip" },
  "import.discard": { importId: "1" },
  "import.undo": {},
  "lookup.settings": {},
  "lookup.configure": { settings: { auth: "token" }, clientSecret: "secret" },
  "lookup.preview": { type: "email", text: "jo@example.com" },
  "lookup.ask": { questions: [{ type: "phone", text: "+12025550112" }], mode: "hash" },
  "lookup.keep": { lookupId: id, title: "Jo" },
  "lookup.forget": { lookupId: id },
  "export.write": { format: "tapvault", password: "secret" },
} as const;
