/**
 * Reading a list to its end, page by page (contract 4: take, skip), although it may change meanwhile: a
 * record that is replaced moves to the end, and everything behind it moves up.
 */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DataRecord } from "./data-record.ts";
import { busyList } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";

/** A stretch of the list. */
export interface Page {
  readonly skip: number;
  readonly take: number;
}

/** Asks for one page; fewer records than asked for mean its end. */
export type ReadPage = (
  page: Page,
  signal: AbortSignal,
) => Promise<Result<readonly DataRecord[], PdaFailure>>;

/** The service's own default. */
const pageRecords = 1_000;
/** The record that overlaps and one more: two of the longest that the service takes fit one answer. */
const smallestPage = 2;
/** Lists that change while they are read are read again this often. */
const listTries = 5;

/** A page too large for one answer is asked for in smaller ones. */
const readFitting = async (
  readPage: ReadPage,
  asked: Page,
  signal: AbortSignal,
): Promise<Result<{ readonly records: readonly DataRecord[]; readonly take: number }, PdaFailure>> => {
  for (let { take } = asked; ; take = Math.max(smallestPage, Math.floor(take / 4))) {
    const records = await readPage({ skip: asked.skip, take }, signal);
    if (records.ok) return ok({ records: records.value, take });
    const isTooLarge = records.error.error.detail?.["what"] === "too-large";
    if (!isTooLarge || take <= smallestPage) return records;
  }
};

/**
 * Each page begins with the last record of the one before. When it is another, something was removed or
 * moved to the end meanwhile and a record may have slipped by: null, begin again.
 */
const readOnce = async (
  readPage: ReadPage,
  signal: AbortSignal,
): Promise<Result<readonly DataRecord[] | null, PdaFailure>> => {
  const all: DataRecord[] = [];
  for (let take = pageRecords; ;) {
    const overlap = Math.min(all.length, 1);
    const got = await readFitting(readPage, { skip: all.length - overlap, take: take + overlap }, signal);
    if (!got.ok) return got;
    const { records } = got.value;
    if (overlap === 1 && records[0]?.recordId !== all.at(-1)?.recordId) return ok(null);
    all.push(...records.slice(overlap));
    if (records.length < got.value.take) return ok(all);
    take = got.value.take - overlap;
  }
};

/** The whole list, oldest write first. */
export const readPages = async (
  readPage: ReadPage,
  signal: AbortSignal,
): Promise<Result<readonly DataRecord[], PdaFailure>> => {
  for (let attempt = 1; attempt <= listTries; attempt++) {
    const records = await readOnce(readPage, signal);
    if (!records.ok) return records;
    if (records.value !== null) return ok(records.value);
  }
  return err(busyList());
};
