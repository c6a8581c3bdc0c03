/** What the tests of entries share: drafts, a look at the list, opening anew. */
import type { EntryDraft } from "#contract/views.ts";
import { everything } from "#contract/views.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { must } from "./vault-bench.ts";
import type { VaultBench } from "./vault-bench.ts";

export const day = 24 * 60 * 60 * 1_000;
export const quiet = (): void => undefined;
/** A signal that nobody gives. */
export const never = (): AbortSignal => new AbortController().signal;

/** The entries of an open vault. */
export const entriesOf = (vault: Vault): EntryService => {
  const service = vault.entries();
  if (service === null) throw new Error("locked");
  return service;
};

/** A login with a password that tells its title. */
export const draft = (title: string, more: Partial<EntryDraft> = {}): EntryDraft => ({
  type: "login",
  title,
  tags: [],
  isFavourite: false,
  fields: [{ fieldId: "password", label: "Password", kind: "password", value: `of ${title}` }],
  ...more,
});

/** The titles of a part of the list, in its order. */
export const titlesOf = (vault: Vault, filter: Partial<typeof everything>, text = ""): string[] =>
  must(entriesOf(vault).query({ text, filter: { ...everything, ...filter }, offset: 0, limit: 50 })).rows.map(
    ({ title }) => title,
  );

/** Locks, and opens with the chip. */
export const reopen = async (bench: VaultBench, vault: Vault): Promise<void> => {
  vault.lock();
  must(await vault.unlockWithChip(bench.tap()));
};
