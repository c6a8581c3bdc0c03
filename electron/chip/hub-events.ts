/** Turns two snapshots of the readers into what happened between them, in the words of the scan machine. */
import type { ReaderState, ReadersState } from "./reader.port.ts";
import type { ScanEvent, Target } from "./scan-state.ts";

const targetOf = (reader: ReaderState): Target | null =>
  reader.card === null
    ? null
    : { readerId: reader.id, readerName: reader.name, presence: reader.card.presence };

/** Every card present now. */
export const presentTargets = (state: ReadersState): readonly Target[] =>
  state.readers.flatMap((reader) => targetOf(reader) ?? []);

const cardEvents = (before: ReaderState | undefined, after: ReaderState): readonly ScanEvent[] => {
  const was = before === undefined ? null : targetOf(before);
  const is = targetOf(after);
  if (was?.presence === is?.presence) return [];
  return [
    ...(was === null ? [] : [{ type: "CHIP_LEFT", target: was } as const]),
    ...(is === null ? [] : [{ type: "CHIP_ARRIVED", target: is } as const]),
  ];
};

const failureEvents = (before: ReadersState | null, after: ReadersState): readonly ScanEvent[] => {
  if (after.service === "down" && after.error !== null && before?.service !== "down")
    return [{ type: "READER_FAILED", error: after.error }];
  const failing = after.readers.find(
    (reader) =>
      reader.error !== null &&
      before?.readers.find((old) => old.id === reader.id)?.error?.ref !== reader.error.ref,
  );
  return failing?.error ? [{ type: "READER_FAILED", error: failing.error }] : [];
};

/**
 * What changed. `usedReaderId` is the reader the scan is busy with, or null: losing another one
 * matters only when none is left.
 */
export const hubEvents = (
  before: ReadersState | null,
  after: ReadersState,
  usedReaderId: string | null,
): readonly ScanEvent[] => {
  const gone = (before?.readers ?? []).filter((old) => !after.readers.some((now) => now.id === old.id));
  const hasOther = after.readers.length > 0;
  const isLost = gone.some((old) => old.id === usedReaderId) || (gone.length > 0 && !hasOther);
  const isNew = after.readers.some((now) => !(before?.readers ?? []).some((old) => old.id === now.id));
  return [
    ...(isLost ? [{ type: "READER_LOST", hasOther } as const] : []),
    ...(isNew ? [{ type: "READER_READY" } as const] : []),
    ...after.readers.flatMap((reader) =>
      cardEvents(
        before?.readers.find((old) => old.id === reader.id),
        reader,
      ),
    ),
    ...failureEvents(before, after),
  ];
};
