/** How the readers stand, in a word or two: for the line under a tap and for the badge of every page. Pure. */
import type { AppError } from "#contract/errors.ts";
import type { ReadersView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

type ReaderView = ReadersView["readers"][number];

/** One state for all readers together, the best of them first. */
export type ReadersState = "looking" | "chip" | "ready" | "trouble" | "none" | "down";

/** The state. */
export const readersState = (view: ReadersView | null): ReadersState => {
  if (view === null || view.service === "starting") return "looking";
  const working = view.readers.filter((reader) => reader.error === null);
  if (working.length > 0) return working.some((reader) => reader.hasChip) ? "chip" : "ready";
  if (view.service === "down") return "down";
  return view.readers.length > 0 || view.error !== null ? "trouble" : "none";
};

/** The words for it. */
export const stateWords = {
  looking: "Looking for readers…",
  chip: "Chip on the reader",
  ready: "Reader ready",
  trouble: "Reader needs attention",
  none: "No reader connected",
  down: "The reader service is not running",
} as const satisfies Record<ReadersState, Text>;

/** What is wrong with the readers, if anything; null also where one of several works. */
export const readersProblem = (view: ReadersView | null): AppError | null => {
  if (view === null || !["trouble", "down"].includes(readersState(view))) return null;
  return view.error ?? view.readers.find((reader) => reader.error !== null)?.error ?? null;
};

/** Readers that can be touched, without the simulated one. */
export const realReaders = (view: ReadersView | null): readonly ReaderView[] =>
  view?.readers.filter((reader) => !reader.isSimulated) ?? [];
