/** Removing names: every record of each, then the files that they referred to. */
import { err, ok } from "#contract/result.ts";
import type { PdaFailure } from "./error-table.ts";
import { idLimits, inBatches } from "./batches.ts";
import { recordsOf } from "./record-index.ts";
import type { IndexedRecord } from "./record-index.ts";
import { abandonFiles, removeOrphans } from "./value-files.ts";
import { ensureIndex, failAll, listRecords } from "./values-context.ts";
import type { Outcomes, ValuesContext } from "./values-context.ts";

interface Doomed {
  readonly name: string;
  readonly records: readonly IndexedRecord[];
}

/** Removes one request's worth; null when it worked. */
const removeBatch = async (
  context: ValuesContext,
  batch: readonly Doomed[],
  signal: AbortSignal,
): Promise<PdaFailure | null> => {
  const ids = batch.flatMap(({ records }) => records.map(({ recordId }) => recordId));
  const removed = await context.data.remove(ids, signal);
  return removed.ok ? null : removed.error;
};

const forget = (context: ValuesContext, { name, records }: Doomed): void => {
  context.index.drop(name);
  abandonFiles(context, records, null);
};

const doomedOf = (context: ValuesContext, names: readonly string[]): readonly Doomed[] =>
  names
    .map((name) => ({ name, records: recordsOf(context.index.entry(name)) }))
    .filter(({ records }) => records.length > 0);

/** One pass over the names; those whose records had changed meanwhile come back. */
const pass = async (
  context: ValuesContext,
  names: readonly string[],
  outcomes: Outcomes<void>,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const doomed = doomedOf(context, names);
  const present = new Set(doomed.map(({ name }) => name));
  for (const name of names) if (!present.has(name)) outcomes.set(name, ok(undefined));
  const again: string[] = [];
  for (const batch of inBatches(doomed, { ...idLimits, items: idLimits.items / 2 })) {
    const failure = await removeBatch(context, batch, signal);
    for (const one of batch) {
      if (failure === null) forget(context, one);
      if (failure?.kind === "missing") again.push(one.name);
      outcomes.set(one.name, failure === null ? ok(undefined) : err(failure.error));
    }
  }
  return again;
};

/** Another program, or this one's own request whose answer was lost, may have been first: look again. */
const passes = 3;

/** Removes names; those that are not there are removed already. */
export const removeValues = async (
  context: ValuesContext,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Outcomes<void>> => {
  const outcomes: Outcomes<void> = new Map();
  let left: readonly string[] = [...new Set(names)];
  for (let attempt = 1; attempt <= passes && left.length > 0; attempt++) {
    const sure =
      attempt === 1
        ? await ensureIndex(context, { names: left, isWhole: true }, signal)
        : await listRecords(context, signal);
    if (!sure.ok) {
      failAll(outcomes, left, sure.error.error);
      return outcomes;
    }
    left = await pass(context, left, outcomes, signal);
  }
  await removeOrphans(context, signal);
  return outcomes;
};
