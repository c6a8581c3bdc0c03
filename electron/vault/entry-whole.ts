/** Whole entries in plain, one at a time, for export and for merging an import. Nothing of them is kept here. */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views.ts";
import type { EntryError, WholeEntry } from "./entries.port.ts";
import type { PlainAttachment, PlainEntry } from "./entry-codec.ts";
import type { EntryContext } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import type { EntryRecord } from "./local-store.port.ts";

const sliceLength = 200;

/** What a person could have typed to get this entry. */
export const draftOf = (entry: PlainEntry): EntryDraft => ({
  type: entry.type,
  title: entry.title,
  tags: [...entry.tags],
  isFavourite: entry.isFavourite,
  fields: entry.fields.map((field) => ({ ...field })),
});

/** An attachment as shown: without the number of its pieces. */
export const attachmentView = ({
  attachmentId,
  name,
  sizeBytes,
  addedAt,
}: PlainAttachment): WholeEntry["attachments"][number] => ({ attachmentId, name, sizeBytes, addedAt });

const formerOf = (context: EntryContext, id: string): Result<WholeEntry["former"], EntryError> => {
  const rows = context.store.history(id);
  if (!rows.ok) return rows;
  return ok(
    rows.value.flatMap((row) => {
      const opened = openEntry(context.crypto, context.keys, row);
      return opened.ok ? [{ draft: draftOf(opened.value), modifiedAt: opened.value.modifiedAt }] : [];
    }),
  );
};

const whole = (context: EntryContext, row: EntryRecord): Result<WholeEntry, EntryError> => {
  const opened = openEntry(context.crypto, context.keys, row);
  if (!opened.ok) return opened;
  const former = formerOf(context, row.id);
  if (!former.ok) return former;
  const { createdAt, modifiedAt, isDeleted, attachments } = opened.value;
  return ok({
    entryId: row.id,
    revision: row.revision,
    draft: draftOf(opened.value),
    createdAt,
    modifiedAt,
    isDeleted,
    attachments: attachments.map(attachmentView),
    former: former.value,
  });
};

/** Every entry, those in the trash too. One that does not open answers entry.damaged in its place. */
export const wholeEntries = function* (context: EntryContext): Generator<Result<WholeEntry, EntryError>> {
  let afterId = "";
  for (;;) {
    const rows = context.store.entriesAfter(afterId, sliceLength);
    if (!rows.ok) {
      yield rows;
      return;
    }
    for (const row of rows.value) yield whole(context, row);
    const last = rows.value.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
};
