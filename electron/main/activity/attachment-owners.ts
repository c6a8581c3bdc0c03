/**
 * Which entry a kept file belongs to. Only the sealed entries say so, so they are looked through once, in
 * slices, and only while there are files whose owner is not known yet. Ids only; forgotten on lock.
 */
import { setImmediate } from "node:timers/promises";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryService } from "#vault/entries.port.ts";

/** Finds the owners of files. */
export interface AttachmentOwners {
  /** By file; null: no live entry has it now, only a former revision or the trash. */
  find(
    entries: EntryService,
    attachmentIds: readonly string[],
  ): Promise<Result<ReadonlyMap<string, string | null>, AppError>>;
}

const slice = 200;

/** Makes it. What was learnt is good for the entries it was learnt from. */
export const createAttachmentOwners = (): AttachmentOwners => {
  let learntFrom: EntryService | null = null;
  const owners = new Map<string, string | null>();
  const learn = async (entries: EntryService): Promise<Result<void, AppError>> => {
    for (let offset = 0; ; offset += slice) {
      const rows = entries.query({ text: "", offset, limit: slice });
      if (!rows.ok) return rows;
      for (const { entryId } of rows.value.rows) {
        const entry = entries.get(entryId);
        if (!entry.ok) continue;
        for (const { attachmentId } of entry.value.attachments) owners.set(attachmentId, entryId);
      }
      if (offset + slice >= rows.value.total) return ok(undefined);
      await setImmediate();
    }
  };
  return {
    find: async (entries, attachmentIds) => {
      if (entries !== learntFrom) owners.clear();
      learntFrom = entries;
      if (attachmentIds.some((id) => !owners.has(id))) {
        const learnt = await learn(entries);
        if (!learnt.ok) return learnt;
        for (const id of attachmentIds) if (!owners.has(id)) owners.set(id, null);
      }
      return ok(owners);
    },
  };
};
