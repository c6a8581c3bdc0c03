/** The trash: what lies in it, and removing it for good with its history and files. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { createPatience } from "./conflicts.ts";
import type { EntryError } from "./entries.port.ts";
import { commitRows, reloadList } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import type { Summary } from "./index-pages.ts";
import type { Operation } from "./local-store.port.ts";
import { fold } from "./search.ts";

/** So many go in one transaction. */
const purgedAtOnce = 500;

/** What lies in the trash and matches all words, latest first. */
export const trashOf = (context: EntryContext, text: string): Summary[] => {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  const found: Summary[] = [];
  for (const summary of context.list.all()) {
    if (!summary.isDeleted) continue;
    const all = fold(`${summary.title}\n${summary.subtitle}\n${summary.tags.join("\n")}`);
    if (words.every((word) => all.includes(word))) found.push(summary);
  }
  return found.sort((a, b) => b.modifiedAt - a.modifiedAt || (a.id < b.id ? -1 : 1));
};

/** The files of all revisions of an entry; an attachment belongs to one entry only. */
const attachmentsOf = (context: EntryContext, id: string): Result<readonly string[], EntryError> => {
  const current = context.store.entry(id);
  const former = context.store.history(id);
  if (!current.ok) return current;
  if (!former.ok) return former;
  const rows = current.value === null ? former.value : [current.value, ...former.value];
  const ids = new Set<string>();
  for (const row of rows) {
    const opened = openEntry(context.crypto, context.keys, row);
    if (opened.ok) for (const { attachmentId } of opened.value.attachments) ids.add(attachmentId);
  }
  return ok([...ids]);
};

const purgeOnce = (context: EntryContext, summaries: readonly Summary[]): Result<void, EntryError> => {
  const operations: Operation[] = [];
  for (const { id, revision } of summaries) {
    const attachments = attachmentsOf(context, id);
    if (!attachments.ok) return attachments;
    context.revisions.observe(revision);
    operations.push({ op: "entry-purged", id, expects: revision });
    for (const attachmentId of attachments.value) operations.push({ op: "chunks-removed", attachmentId });
  }
  const listChange = { changed: [], purged: summaries };
  const pages = context.list.stage(listChange);
  const committed = commitRows(context, [...operations, ...pages]);
  if (!committed.ok) return committed;
  context.list.apply(listChange, pages);
  return ok(undefined);
};

/** Removes those that `choose` finds in the trash now, and looks again while another program is faster. */
const purge = (context: EntryContext, choose: () => readonly Summary[]): Result<number, EntryError> => {
  let count = 0;
  let mayTryAgain = createPatience(context.clock);
  for (;;) {
    const chosen = choose().slice(0, purgedAtOnce);
    if (chosen.length === 0) break;
    const purged = purgeOnce(context, chosen);
    if (purged.ok) {
      count += chosen.length;
      mayTryAgain = createPatience(context.clock);
      continue;
    }
    if (purged.error.code !== "store.conflict" || !mayTryAgain()) return purged;
    const reloaded = reloadList(context);
    if (!reloaded.ok) return reloaded;
  }
  if (count > 0) context.changed();
  return ok(count);
};

/** Removes those of the entries that lie in the trash for good. Answers how many. */
export const purgeEntries = (context: EntryContext, ids: readonly string[]): Result<number, EntryError> =>
  purge(context, () =>
    ids.flatMap((id) => {
      const summary = context.list.summary(id);
      return summary?.isDeleted === true ? [summary] : [];
    }),
  );

/** Removes one entry of the trash for good; entry.not-found when it is not there. */
export const purgeEntry = (context: EntryContext, id: string): Result<void, EntryError> => {
  const purged = purgeEntries(context, [id]);
  if (!purged.ok) return purged;
  return purged.value === 0 ? fail("entry.not-found") : ok(undefined);
};

/** Removes what was put into the trash before `before` (epoch ms), or everything in it. Damaged ones stay: their time is not known. */
export const purgeTrash = (context: EntryContext, before: number | null): Result<number, EntryError> =>
  purge(context, () =>
    trashOf(context, "").filter(
      ({ modifiedAt, isDamaged }) => before === null || (!isDamaged && modifiedAt < before),
    ),
  );
