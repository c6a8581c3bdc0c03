/** The filters of the log: groups of kinds that a person thinks of as one thing, and spans of time. */
import type { ActivityKind } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";

/** The groups in their order. */
export const eventGroups = {
  taps: { label: "Taps", kinds: ["scan"] },
  opening: { label: "Opening and locking", kinds: ["unlock", "lock"] },
  stores: { label: "Stores", kinds: ["store", "sync"] },
  files: { label: "Import, export and backups", kinds: ["transfer", "backup"] },
  keys: { label: "Ways in and keys", kinds: ["way-in", "rotation", "check"] },
  lookups: { label: "Age questions", kinds: ["lookup"] },
  settings: { label: "Settings", kinds: ["settings"] },
  values: { label: "Shown and copied", kinds: ["value"] },
  log: { label: "The log itself", kinds: ["log"] },
} as const satisfies Record<string, { readonly label: Text; readonly kinds: readonly ActivityKind[] }>;

/** The name of a group. */
export type EventGroup = keyof typeof eventGroups;

/** The groups' names in their order. */
export const groupNames = Object.keys(eventGroups) as readonly EventGroup[];

/** The kinds of some groups; none chosen: all of them. */
export const kindsOf = (groups: readonly EventGroup[]): ActivityKind[] =>
  groups.flatMap((group) => [...eventGroups[group].kinds]);

/** The spans of time, with the length of a bar of the chart. */
export const spans = {
  day: { label: "Today", days: 1, bucket: "hour" },
  week: { label: "Last 7 days", days: 7, bucket: "day" },
  month: { label: "Last 30 days", days: 30, bucket: "day" },
  year: { label: "Last 12 months", days: 365, bucket: "month" },
} as const satisfies Record<
  string,
  { readonly label: Text; readonly days: number; readonly bucket: "hour" | "day" | "month" }
>;

/** The name of a span. */
export type Span = keyof typeof spans;

/** When a span began: at midnight, so that today and the first bar are whole. */
export const beginningOf = (span: Span, now: number): number => {
  const date = new Date(now);
  date.setHours(0, 0, 0, 0);
  date.setDate(date.getDate() - (spans[span].days - 1));
  return date.getTime();
};

/** What is being looked at. `from`: when its span began, as of when it was chosen. */
export interface Looking {
  readonly groups: readonly EventGroup[];
  readonly onlyFailed: boolean;
  readonly span: Span;
  readonly from: number;
}
