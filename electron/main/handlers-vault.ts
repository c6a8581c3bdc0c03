/** The handlers of the calls about the vault as a whole: ways in, kit, rotation, checks and backups. */
import { basename } from "node:path";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import { createFileSink } from "#platform/file-bytes.ts";
import type { Core } from "./core.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { Outcome } from "./handler-parts.ts";
import { nothing, withVault, withVaultLater } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

type Area<P extends string> = Pick<Handlers, Extract<keyof Handlers, `${P}.${string}`>>;

const rotate = (core: Core, withoutSlot: string | null): Promise<Outcome<Record<string, never>>> =>
  withVaultLater(core, async (vault) => nothing(await vault.rotate(withoutSlot)));

const verify = async (core: Core): Promise<Outcome<CommandOutput<"vault.verify">>> => {
  const entries = core.entries();
  if (!entries.ok) return entries;
  return core.tasks.begin({ kind: "verify", label: "" }, ({ signal, progress }) =>
    entries.value.verify(signal, progress),
  ).done;
};

const vaultArea = (core: Core): Area<"vault"> => ({
  "vault.lock": () => {
    core.lock();
    return ok({});
  },
  "vault.unlockWithWords": async ({ words }) => nothing(await core.unlockWithWords(words)),
  "vault.unlockWithPassphrase": async ({ passphrase }) =>
    nothing(await core.unlockWithPassphrase(passphrase)),
  "vault.rotate": () => rotate(core, null),
  "vault.verify": () => verify(core),
});

const savePdf = (
  core: Core,
  files: FileChooser,
  path: string | undefined,
): Promise<Outcome<CommandOutput<"recovery.savePdf">>> =>
  withVaultLater<CommandOutput<"recovery.savePdf">>(core, async (vault) => {
    const words = vault.recoveryWords();
    if (!words.ok) return words;
    const question = { title: "Save the recovery kit", suggestedName: "Tapvault recovery kit.pdf" };
    const chosen = await files.save({ ...question, filters: [{ name: "PDF", extensions: ["pdf"] }] }, path);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) return ok({ fileName: null });
    const { makeKitPdf } = await import("#platform/kit-pdf.ts");
    const id = vault.vaultId() ?? new Uint8Array(0);
    const vaultLabel = Array.from(id.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const pdf = await makeKitPdf({ words: words.value, vaultLabel, createdAt: Date.now() });
    const sink = await createFileSink(chosen.value);
    if (!sink.ok) return sink;
    const written = await sink.value.write(pdf);
    pdf.fill(0);
    const finished = written.ok ? await sink.value.finish() : written;
    if (!finished.ok) {
      await sink.value.discard();
      return finished;
    }
    return ok({ fileName: basename(chosen.value) });
  });

const recoveryArea = (core: Core, files: FileChooser): Area<"recovery"> => ({
  "recovery.show": () =>
    withVault(core, (vault) => {
      const words = vault.recoveryWords();
      return words.ok ? ok({ words: [...words.value] }) : words;
    }),
  "recovery.ask": () =>
    withVault(core, (vault) => {
      const positions = vault.askPositions();
      return positions.ok ? ok({ positions: [...positions.value] }) : positions;
    }),
  "recovery.confirm": ({ answers }) =>
    withVault(core, (vault) => {
      const confirmed = vault.confirmRecovery(answers);
      if (confirmed.ok) core.sync.vaultOpened();
      return nothing(confirmed);
    }),
  "recovery.renew": () => withVault(core, (vault) => nothing(vault.renewKit())),
  "recovery.cancelRenewal": () => withVault(core, (vault) => nothing(vault.cancelKitRenewal())),
  "recovery.savePdf": ({ path }) => savePdf(core, files, path),
});

const removeSlot = (core: Core, { slotId, rotate: isRotating }: CommandInput<"slots.remove">) =>
  isRotating
    ? rotate(core, slotId)
    : withVaultLater(core, (vault) => Promise.resolve(nothing(vault.removeSlot(slotId))));

const slotArea = (core: Core): Area<"slots"> => ({
  "slots.list": () =>
    withVaultLater(core, async (vault) => {
      const { keychain } = await core.environment.keychain();
      const slots = await vault.slots(keychain);
      return slots.ok ? ok({ slots: [...slots.value] }) : slots;
    }),
  "slots.rename": ({ slotId, label }) => withVault(core, (vault) => nothing(vault.renameSlot(slotId, label))),
  "slots.remove": (input) => removeSlot(core, input),
  "slots.setPassphrase": ({ passphrase }) =>
    withVaultLater(core, async (vault) => nothing(await vault.setPassphrase(passphrase))),
  "slots.test": (test) =>
    withVaultLater(core, async (vault) =>
      test.kind === "recovery" ? vault.testWords(test.words) : vault.testPassphrase(test.passphrase),
    ),
});

const backupArea = (core: Core): Area<"backup"> => ({
  "backup.list": () => {
    const backups = core.backups.list();
    return backups.ok ? ok({ backups: [...backups.value] }) : backups;
  },
  "backup.make": () => (core.status() === "none" ? fail("vault.none") : core.backups.make()),
  "backup.restore": ({ name }) => core.restoreBackup(name),
});

/** All handlers of this area. */
export const createVaultHandlers = (
  core: Core,
  files: FileChooser,
): Area<"vault"> & Area<"recovery"> & Area<"slots"> & Area<"backup"> => ({
  ...vaultArea(core),
  ...recoveryArea(core, files),
  ...slotArea(core),
  ...backupArea(core),
});
