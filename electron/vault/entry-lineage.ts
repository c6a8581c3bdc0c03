/**
 * Whether two revisions of an entry follow one another or were made apart, as far as this computer can
 * tell from parents and history. Revisions rise along every line, so what is older than the oldest
 * link that is known may be an ancestor and is never called a conflict. Pure.
 */
import type { PlainEntry } from "./entry-codec.ts";

/** A revision with its plaintext. */
export interface Version {
  readonly revision: number;
  readonly entry: PlainEntry;
}

/** What is known of the side that is here. */
export interface OwnLine {
  readonly current: Version;
  /** Former revisions that open, in any order. */
  readonly former: readonly Version[];
  /** Some service has kept our present revision, so that others could have built on it. */
  readonly wasSent: boolean;
}

/** The revisions that lead to the present one, and the latest of them whose content is not known: 0 where the line is whole. */
const lineOf = ({
  current,
  former,
}: OwnLine): { readonly known: ReadonlySet<number>; readonly floor: number } => {
  const byRevision = new Map(former.map((version) => [version.revision, version]));
  const known = new Set<number>();
  let floor = 0;
  const open: Version[] = [current];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (known.has(at.revision)) continue;
    known.add(at.revision);
    for (const before of [at.entry.parent, at.entry.merged]) {
      const version = before === null ? undefined : byRevision.get(before);
      if (version === undefined) floor = Math.max(floor, before ?? 0);
      else open.push(version);
    }
  }
  return { known, floor };
};

const field = ({ fieldId, label, kind, value }: PlainEntry["fields"][number]): readonly string[] => [
  fieldId,
  label,
  kind,
  value,
];

const contentOf = ({ type, title, tags, isFavourite, isDeleted, fields, attachments }: PlainEntry): string =>
  JSON.stringify([
    [type, title, tags, isFavourite, isDeleted],
    fields.map(field),
    attachments.map(({ attachmentId }) => attachmentId),
  ]);

/** Whether two versions say the same, whenever and wherever they were made. */
export const isSameContent = (one: PlainEntry, other: PlainEntry): boolean =>
  contentOf(one) === contentOf(other);

const isBuiltOnOurs = ({ current, wasSent }: OwnLine, { entry }: Version): boolean => {
  const { parent, merged } = entry;
  if (parent === current.revision || merged === current.revision) return true;
  // Its parent is later than ours: made on ours in between, which only they who had ours can have done.
  return parent !== null && parent > current.revision && wasSent;
};

/** Whether `theirs` was made apart from ours and says something else. */
export const isApart = (ours: OwnLine, theirs: Version): boolean => {
  if (theirs.revision === ours.current.revision) return false;
  if (isSameContent(ours.current.entry, theirs.entry)) return false;
  if (theirs.revision > ours.current.revision) return !isBuiltOnOurs(ours, theirs);
  if (ours.former.some(({ revision }) => revision === theirs.revision)) return false;
  const { known, floor } = lineOf(ours);
  return theirs.revision > floor && !known.has(theirs.revision);
};
