/** How an endpoint is read: order, page, and then a filter (contract 4). Pure. */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { HatRecord } from "./record-store.ts";

const defaultTake = 1000;
const knownKeys = ["take", "skip", "orderBy", "ordering"];

/** What the query of a read asks for. */
export interface RecordQuery {
  readonly take: number;
  readonly skip: number;
  readonly orderBy: string | null;
  readonly isDescending: boolean;
  /** The first key that is none of the known ones: a name at any depth, or with a dot an exact path. */
  readonly filter: { readonly key: string; readonly value: string } | null;
}

/** Reads the query; the sentence that refuses it where a number is none. */
export const readRecordQuery = (query: URLSearchParams): Result<RecordQuery, string> => {
  for (const name of ["take", "skip"]) {
    const text = query.get(name);
    if (text !== null && !/^-?\d{1,9}$/.test(text)) return err(`Cannot parse parameter ${name} as Int`);
  }
  const other = [...query].find(([key]) => !knownKeys.includes(key));
  return ok({
    take: Number(query.get("take") ?? defaultTake),
    skip: Number(query.get("skip") ?? 0),
    orderBy: query.get("orderBy"),
    isDescending: query.get("ordering") === "descending",
    filter: other === undefined ? null : { key: other[0], value: other[1] },
  });
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const at = (data: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), data);

/** The service's database sorts values of unlike types by type. */
const rank = (value: unknown): number => {
  if (value === null) return 0;
  if (Array.isArray(value)) return 4;
  return { string: 1, number: 2, boolean: 3 }[typeof value as string] ?? 5;
};

const compareScalars = (left: unknown, right: unknown): number => {
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left !== "object" && typeof right !== "object") return Number(left) - Number(right);
  return compareScalars(JSON.stringify(left), JSON.stringify(right));
};

const compareValues = (left: unknown, right: unknown): number =>
  rank(left) - rank(right) || compareScalars(left, right);

/** Missing values come last, whichever way the rest goes. */
const order = (records: readonly HatRecord[], path: string, isDescending: boolean): HatRecord[] =>
  records
    .map((record) => ({ record, value: at(record.data, path) }))
    .sort((left, right) => {
      if (left.value === undefined || right.value === undefined)
        return Number(left.value === undefined) - Number(right.value === undefined);
      const difference = compareValues(left.value, right.value);
      return isDescending ? -difference : difference;
    })
    .map(({ record }) => record);

/** Every value of that name, however deep. */
const valuesNamed = (data: unknown, name: string): unknown[] => {
  if (!isRecord(data)) return [];
  const here = Object.hasOwn(data, name) && !Array.isArray(data) ? [data[name]] : [];
  return [...here, ...Object.values(data).flatMap((value) => valuesNamed(value, name))];
};

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const passes = (data: unknown, { key, value }: NonNullable<RecordQuery["filter"]>): boolean => {
  const found = key.includes(".") ? [at(data, key)] : valuesNamed(data, key);
  return found.some((candidate) => candidate !== undefined && asText(candidate) === value);
};

/** The records that a read answers, from those of its endpoint by write date. */
export const selectRecords = (records: readonly HatRecord[], query: RecordQuery): HatRecord[] => {
  const { take, skip, orderBy, isDescending, filter } = query;
  const byDate = isDescending ? records.toReversed() : [...records];
  const ordered = orderBy === null ? byDate : order(records, orderBy, isDescending);
  const page = ordered.slice(skip, skip + take);
  return filter === null ? page : page.filter(({ data }) => passes(data, filter));
};
