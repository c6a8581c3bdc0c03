/** Puts together how much is kept where: the file's own figures, the copies at the stores, the largest entries. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { StorageView } from "#contract/views.ts";
import { remoteStores } from "#contract/views.ts";
import type { Core } from "#main/core.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { LocalStore, StorageFigures } from "#vault/local-store.port.ts";
import type { AttachmentOwners } from "./attachment-owners.ts";

const largestCount = 10;
const noCopies = { kept: 0, waiting: 0, failed: 0, damaged: 0 };

const placesOf = (store: LocalStore): Result<StorageView["places"], AppError> => {
  const copies = store.storeCopies();
  if (!copies.ok) return copies;
  const places: StorageView["places"] = [];
  for (const id of remoteStores) {
    const used = store.keptBytes(id);
    if (!used.ok) return used;
    places.push({ store: id, ...(copies.value.get(id) ?? noCopies), usedBytes: used.value });
  }
  return ok(places);
};

const bytesOf = (store: LocalStore, figures: StorageFigures, entryId: string): number => {
  const known = figures.largest.find(({ id }) => id === entryId);
  if (known !== undefined) return known.bytes;
  const row = store.entry(entryId);
  const history = store.history(entryId);
  const former = history.ok ? history.value.reduce((sum, { sealed }) => sum + sealed.length, 0) : 0;
  return (row.ok ? (row.value?.sealed.length ?? 0) : 0) + former;
};

const attachedBytes = (
  figures: StorageFigures,
  owners: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, number> => {
  const attached = new Map<string, number>();
  for (const { id, bytes } of figures.attachments) {
    const owner = owners.get(id) ?? null;
    if (owner !== null) attached.set(owner, (attached.get(owner) ?? 0) + bytes);
  }
  return attached;
};

const largestOf = (
  store: LocalStore,
  entries: EntryService,
  figures: StorageFigures,
  attached: ReadonlyMap<string, number>,
): StorageView["largest"] => {
  const candidates = new Set([...figures.largest.map(({ id }) => id), ...attached.keys()]);
  return [...candidates]
    .map((entryId) => {
      const files = attached.get(entryId) ?? 0;
      return { entryId, attachedBytes: files, bytes: bytesOf(store, figures, entryId) + files };
    })
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, largestCount)
    .map((one) => {
      const entry = entries.get(one.entryId);
      return { ...one, title: entry.ok ? entry.value.title : "" };
    });
};

const sum = (sizes: readonly { readonly bytes: number }[]): number =>
  sizes.reduce((total, { bytes }) => total + bytes, 0);

const countedOf = ({
  fileBytes,
  unusedBytes,
  entries,
  entryBytes,
  trash,
  revisions,
  revisionBytes,
}: StorageFigures) => ({ fileBytes, unusedBytes, entries, entryBytes, trash, revisions, revisionBytes });

/** Counted now. vault.locked and the like as for the entries. */
export const storageView = async (
  core: Core,
  owners: AttachmentOwners,
): Promise<Result<StorageView, AppError>> => {
  const { store } = core.environment;
  const entries = core.entries();
  if (!entries.ok) return entries;
  if (store === null) return fail("vault.none");
  const figures = store.storageFigures(largestCount);
  const places = placesOf(store);
  const backups = core.backups.list();
  if (!figures.ok) return figures;
  if (!places.ok) return places;
  const { attachments, copies } = figures.value;
  const known = await owners.find(
    entries.value,
    attachments.map(({ id }) => id),
  );
  if (!known.ok) return known;
  const free = store.freeBytes();
  const made = backups.ok ? backups.value : [];
  return ok({
    computer: {
      ...countedOf(figures.value),
      files: attachments.length,
      fileDataBytes: sum(attachments),
      freeBytes: free.ok ? free.value : null,
      backups: made.length,
      backupBytes: sum(made.map(({ sizeBytes }) => ({ bytes: sizeBytes }))),
    },
    places: places.value,
    // The copy in this computer's file is one as well.
    copies: copies.map((one) => ({ copies: one.copies + 1, entries: one.entries })),
    largest: largestOf(store, entries.value, figures.value, attachedBytes(figures.value, known.value)),
  });
};
