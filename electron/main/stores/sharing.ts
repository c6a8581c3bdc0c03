/**
 * Handing an entry, still sealed, to other programs at a service, and reading back from digi.me what was
 * written there. Only this vault opens what is handed over; who reads it is the service's to decide.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { ReadBack, ShareWay } from "#contract/views.ts";
import type { ReadFile } from "#stores/digime/digime-read-file.ts";
import { fromBase64Url, toBase64Url, utf8 } from "#vault/bytes.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { KvsStore } from "#stores/kvs/kvs-store.ts";
import type { StoreDeskParts } from "./store-desk-parts.ts";
import type { StoreServices } from "./store-services.ts";
import type { SyncDesk } from "./sync-desk.ts";

/** How long handing over may take. */
const shareMs = 60_000;
/** The mark by which our files are found in a digi.me library. */
const libraryTag = "tapvault";
/** The most bytes of a name that each way takes. */
const nameLimits = { "kvs-name": 20, "hyperid-shared": 128, "digime-write": 200 } as const;

type Share = CommandInput<"stores.share">;

const checkName = ({ way, name }: Share): Result<void, AppError> => {
  const limit = nameLimits[way];
  const bytes = utf8(name).length;
  if (bytes === 0) return fail("settings.name-malformed", { limit });
  return bytes > limit ? fail("store.name-too-long", { bytes, limit }) : ok(undefined);
};

const sealed = (entries: EntryService, { entryId, isWithdrawn }: Share): Result<Uint8Array, AppError> =>
  isWithdrawn ? ok(new Uint8Array(0)) : entries.sealForSharing(entryId);

const isKvsStore = (store: object): store is KvsStore => "publish" in store;

const shareByName = async (sync: SyncDesk, name: string, text: string, signal: AbortSignal) => {
  // A lane that was opened only now, or not at all without a tap.
  const sent = await sync.send("kvs");
  const remote = sync.lane("kvs")?.remote;
  if (remote === undefined || !isKvsStore(remote)) return sent.ok ? fail("session.none") : sent;
  return remote.publish(name, text, signal);
};

type Handing = (bytes: Uint8Array, signal: AbortSignal) => Promise<Result<void, AppError>>;

/** In HyperID's shared space, as a text. */
const toHyperid =
  (services: StoreServices, { name, isWithdrawn }: Share): Handing =>
  async (bytes, signal) => {
    const service = await services.get("hyperid");
    if (!service.ok) return service;
    const { shared } = service.value;
    return isWithdrawn ? shared.withdraw(name, signal) : shared.share(name, toBase64Url(bytes), signal);
  };

/** As a file in the person's digi.me, which nothing removes again. */
const toDigime =
  (services: StoreServices, { name, isWithdrawn }: Share): Handing =>
  async (bytes, signal) => {
    if (isWithdrawn) return fail("store.refused", { because: "no-deletion" });
    const service = await services.get("digime");
    return service.ok ? service.value.writer.write(name, bytes, [libraryTag], signal) : service;
  };

/** Hands over, or takes back. */
export const shareEntry = async (
  { vault, profile }: StoreDeskParts,
  services: StoreServices,
  sync: SyncDesk,
  input: Share,
): Promise<Result<void, AppError>> => {
  const { stores } = profile();
  const ways: Readonly<Record<ShareWay, { readonly isOpen: boolean; readonly hand: Handing }>> = {
    "kvs-name": {
      isOpen: true,
      hand: (bytes, signal) => shareByName(sync, input.name, toBase64Url(bytes), signal),
    },
    "hyperid-shared": { isOpen: stores.hyperid.isConnected, hand: toHyperid(services, input) },
    "digime-write": { isOpen: stores.digime.isConnected, hand: toDigime(services, input) },
  };
  const entries = vault?.entries() ?? null;
  if (entries === null) return fail("vault.locked");
  const named = checkName(input);
  if (!named.ok) return named;
  const { isOpen, hand } = ways[input.way];
  if (!isOpen) return fail("store.not-connected");
  const bytes = sealed(entries, input);
  return bytes.ok ? hand(bytes.value, AbortSignal.timeout(shareMs)) : bytes;
};

/** Files are written as bytes by the library and as text by nobody; a text is tried all the same. */
const opens = (entries: EntryService, bytes: Uint8Array): boolean => {
  if (entries.titleOfShared(bytes) !== null) return true;
  const text = bytes.length < 100_000 ? fromBase64Url(new TextDecoder().decode(bytes)) : null;
  return text !== null && entries.titleOfShared(text) !== null;
};

const fileView = (entries: EntryService, { name, reference, at, content }: ReadFile): ReadBack => ({
  name: name.slice(0, 300),
  reference: reference.slice(0, 300),
  at,
  sizeBytes: content.ok ? content.value.length : 0,
  state: !content.ok ? "damaged" : opens(entries, content.value) ? "opens" : "foreign",
});

/** Reads back through the read contract; store.no-permission until the person allowed reading. */
export const readBack = async (
  { vault, tasks }: StoreDeskParts,
  services: StoreServices,
): Promise<Result<CommandOutput<"stores.readBack">, AppError>> => {
  const entries = vault?.entries() ?? null;
  if (entries === null) return fail("vault.locked");
  const service = await services.get("digime");
  if (!service.ok) return service;
  return tasks.begin({ kind: "read-back", label: "digime" }, async ({ signal, progress }) => {
    const answer = await service.value.readBack.read(
      { tags: [libraryTag] },
      ({ fetched, listed }) => progress(fetched, listed),
      signal,
    );
    if (!answer.ok) return signal.aborted ? fail("task.cancelled") : answer;
    return ok({ files: answer.value.files.map((file) => fileView(entries, file)) });
  }).done;
};
