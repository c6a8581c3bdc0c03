/**
 * Index pages: what the list shows of up to 128 entries, sealed together, so that a large vault
 * opens by opening tens of pages and not thousands of rows. A page is a copy for speed: entry rows
 * stay authoritative and a page that does not open is made anew from them.
 */
import type { EntryRow } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { fromHex, toHex } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { CborValue } from "./cbor.ts";
import type { Crypto } from "./crypto.port.ts";
import { asNumber, asTexts, entryTypeCode, entryTypeOf, subtitleOf } from "./entry-codec.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { kinds, sealObject } from "./envelope.ts";
import type { Binding, EnvelopeError } from "./envelope.ts";
import type { VaultKeys } from "./keys.ts";
import { openUnder } from "./open-under.ts";
import type { IndexPageRecord, PageCheck } from "./local-store.port.ts";
import { fail } from "#contract/errors.ts";

/** How many entries one page lists at most. */
export const pageCapacity = 128;

/** What the list knows of an entry. */
export interface Summary {
  readonly id: string;
  readonly page: number;
  readonly revision: number;
  readonly type: EntryRow["type"];
  readonly title: string;
  readonly subtitle: string;
  readonly tags: readonly string[];
  readonly isFavourite: boolean;
  readonly isDeleted: boolean;
  /** The row was seen not to open. */
  readonly isDamaged: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

const flags = { favourite: 1, deleted: 2, damaged: 4 } as const;
const noTags: readonly string[] = [];

const pageBinding = (keys: VaultKeys, page: number, revision: number): Binding => ({
  vaultId: keys.vaultId,
  objectId: page.toString(16).padStart(32, "0"),
  revision,
  kind: kinds.indexPage,
});

const encodeSummary = (summary: Summary): CborValue => [
  fromHex(summary.id),
  summary.revision,
  entryTypeCode(summary.type),
  (summary.isFavourite ? flags.favourite : 0) |
    (summary.isDeleted ? flags.deleted : 0) |
    (summary.isDamaged ? flags.damaged : 0),
  summary.title,
  summary.subtitle,
  summary.modifiedAt,
  summary.tags,
  // Nothing for an entry that was never changed, and that is most of them.
  summary.modifiedAt - summary.createdAt,
];

const decodeTexts = (
  title: unknown,
  subtitle: unknown,
  tagList: unknown,
): Pick<Summary, "title" | "subtitle" | "tags"> | null => {
  const tags = asTexts(tagList);
  if (typeof title !== "string" || typeof subtitle !== "string" || tags === null) return null;
  return { title, subtitle, tags: tags.length === 0 ? noTags : tags };
};

const decodeSummary = (item: unknown, page: number): Summary | null => {
  if (!Array.isArray(item)) return null;
  const [id, revisionValue, typeCode, bits, title, subtitle, modified, tagList, age] =
    item as readonly unknown[];
  const revision = asNumber(revisionValue);
  const modifiedAt = asNumber(modified);
  const type = entryTypeOf(typeCode);
  const texts = decodeTexts(title, subtitle, tagList);
  if (!(id instanceof Uint8Array) || id.length !== 16 || typeof bits !== "number") return null;
  if (revision === null || modifiedAt === null || type === undefined || texts === null) return null;
  return {
    ...texts,
    id: toHex(id),
    page,
    revision,
    type,
    isFavourite: (bits & flags.favourite) !== 0,
    isDeleted: (bits & flags.deleted) !== 0,
    isDamaged: (bits & flags.damaged) !== 0,
    createdAt: modifiedAt - (asNumber(age) ?? 0),
    modifiedAt,
  };
};

/** The summary of an entry as just written or read. */
export const summarise = (id: string, page: number, revision: number, entry: PlainEntry): Summary => ({
  id,
  page,
  revision,
  type: entry.type,
  title: entry.title,
  subtitle: subtitleOf(entry.fields),
  tags: entry.tags,
  isFavourite: entry.isFavourite,
  isDeleted: entry.isDeleted,
  isDamaged: false,
  createdAt: entry.createdAt,
  modifiedAt: entry.modifiedAt,
});

/** Stands in the list for a row that does not open and of which nothing is known. */
export const damagedSummary = (id: string, page: number, revision: number, isDeleted: boolean): Summary => ({
  id,
  page,
  revision,
  type: "login",
  title: "",
  subtitle: "",
  tags: noTags,
  isFavourite: false,
  isDeleted,
  isDamaged: true,
  createdAt: 0,
  modifiedAt: 0,
});

/** Seals the summaries of one page. */
export const sealPage = (
  crypto: Crypto,
  keys: VaultKeys,
  page: number,
  revision: number,
  summaries: Iterable<Summary>,
): IndexPageRecord => {
  const body = encodeCbor(Array.from(summaries, encodeSummary));
  const sealed = sealObject(crypto, keys.purpose("index"), pageBinding(keys, page, revision), body);
  body.fill(0);
  return { page, revision, sealed };
};

/** The summaries of a page; cipher.tampered for a page to be made anew. */
export const openPage = (
  crypto: Crypto,
  keys: VaultKeys,
  record: IndexPageRecord,
): Result<readonly Summary[], EnvelopeError> => {
  const binding = pageBinding(keys, record.page, record.revision);
  const opened = openUnder(crypto, keys, "index", binding, record.sealed);
  if (!opened.ok) return opened;
  const list = decodeCbor(opened.value);
  if (!Array.isArray(list)) return fail("cipher.tampered");
  const summaries: Summary[] = [];
  for (const item of list as readonly unknown[]) {
    const summary = decodeSummary(item, record.page);
    if (summary === null) return fail("cipher.tampered");
    summaries.push(summary);
  }
  return ok(summaries);
};

/** What the summaries of a page add up to, to be compared with the store's own sums over the rows. */
export const checkOfPage = (page: number, summaries: Iterable<Summary>): PageCheck => {
  let count = 0;
  let sum = 0;
  for (const summary of summaries) {
    count++;
    sum = (sum + (summary.revision % 2 ** 32)) % 2 ** 32;
  }
  return { page, count, sum };
};
