/**
 * NamedValues over records and files of a personal data account (contract 4, 5): records at
 * `{namespace}/vault`, found by their name in a list, changed by their id. It keeps no bytes between calls.
 */
import { fail } from "#contract/errors.ts";
import { err } from "#contract/result.ts";
import type { NamedValue, NamedValues } from "#stores/named/named-values.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { createTurns } from "#stores/turns.ts";
import { utf8 } from "#vault/bytes.ts";
import { createRecordIndex } from "./record-index.ts";
import { cancelled, failAll } from "./values-context.ts";
import type { Outcomes, ValuesContext } from "./values-context.ts";
import { listValues, readValues } from "./values-read.ts";
import { removeValues } from "./values-remove.ts";
import { writeValues } from "./values-write.ts";

/** Limits of ours: the service names none for a string in a record or for a file. */
export const dataswyftLimits = { maxNameBytes: 200, maxValueBytes: 50_000_000, batch: 50 } as const;

/** The endpoint below the namespace. */
export const vaultEndpoint = "vault";

/** As base64 in one request with room around it; larger values must be files whatever the settings say. */
const mostInline = 7_000_000;

const refusal = ({ name, bytes }: NamedValue): StoreError | null => {
  const nameBytes = utf8(name).length;
  if (nameBytes > dataswyftLimits.maxNameBytes)
    return fail("store.name-too-long", { limit: dataswyftLimits.maxNameBytes }).error;
  if (nameBytes === 0) return fail("store.refused", { reason: "name" }).error;
  return bytes.length > dataswyftLimits.maxValueBytes
    ? fail("store.value-too-long", { limit: dataswyftLimits.maxValueBytes }).error
    : null;
};

/** Makes the values. Lists, writes and removals wait for each other; single reads do not. */
export const createDataswyftValues = (parts: Omit<ValuesContext, "index" | "orphans">): NamedValues => {
  const context: ValuesContext = {
    ...parts,
    index: createRecordIndex(),
    orphans: new Set(),
    fileFromBytes: () => Math.min(mostInline, parts.fileFromBytes()),
  };
  const inTurn = createTurns();
  return {
    limits: dataswyftLimits,
    list: (prefix, signal) =>
      inTurn(() =>
        signal.aborted ? Promise.resolve(err(cancelled())) : listValues(context, prefix, signal),
      ),
    read: (names, signal) => readValues(context, inTurn, names, signal),
    write: (values, signal) => {
      const outcomes: Outcomes<void> = new Map();
      const wanted = new Map<string, NamedValue>();
      for (const value of values) {
        const refused = refusal(value);
        if (refused === null) wanted.set(value.name, value);
        else outcomes.set(value.name, err(refused));
      }
      return inTurn(async () => {
        if (signal.aborted) failAll(outcomes, wanted.keys(), cancelled());
        else if (wanted.size > 0)
          for (const [name, outcome] of await writeValues(context, [...wanted.values()], signal))
            outcomes.set(name, outcome);
        return outcomes;
      });
    },
    remove: (names, signal) =>
      inTurn(async () => {
        if (!signal.aborted) return names.length === 0 ? new Map() : removeValues(context, names, signal);
        const outcomes: Outcomes<void> = new Map();
        failAll(outcomes, names, cancelled());
        return outcomes;
      }),
  };
};
