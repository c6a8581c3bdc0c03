/** What the tests of ways in and of rotation share. */
import type { EntryDraft, SlotView } from "#contract/views.ts";
import type { Vault } from "#vault/vault.port.ts";
import { settle } from "./manual-clock.ts";
import { must } from "./vault-bench.ts";
import type { VaultBench } from "./vault-bench.ts";

/** One that is good enough. */
export const passphrase = "tulip harbour lamp seventeen";
/** A login with a password. */
export const draftWith = (title: string, secret: string): EntryDraft => ({
  type: "login",
  title,
  tags: [],
  isFavourite: false,
  fields: [{ fieldId: "password", label: "Password", kind: "password", value: secret }],
});
/** The ways in. */
export const slotsOf = async (bench: VaultBench, vault: Vault): Promise<readonly SlotView[]> =>
  must(await vault.slots(bench.keychain));
/** Reads the words, answers what is asked of them, and gives them back. */
export const confirm = (vault: Vault): readonly string[] => {
  const words = must(vault.recoveryWords());
  const answers = must(vault.askPositions()).map((position) => ({
    position,
    word: words[position - 1] ?? "",
  }));
  must(vault.confirmRecovery(answers));
  return words;
};
/** Runs the clock until the background work is over. */
export const finish = async (bench: VaultBench, vault: Vault): Promise<void> => {
  for (let turn = 0; turn < 400 && vault.rotation() !== null; turn++) await bench.clock.advance(1);
  await settle();
};
