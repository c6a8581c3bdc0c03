/** Beginning to edit a field where it stands; of a hidden one its value is asked for first, and of that one only. */
import { useRef } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useClient } from "#renderer/context.ts";
import type { Inline } from "./use-inline.ts";

/** How to begin; null where the entry cannot be changed. */
export const useBeginField = (detail: EntryDetail, field: FieldView, inline: Inline): (() => void) | null => {
  const client = useClient();
  const isAsking = useRef(false);
  const { entryId } = detail;
  if (detail.isDeleted) return null;
  return () => {
    if (field.value !== null || field.isEmpty) return inline.begin(field.value ?? "");
    if (isAsking.current) return;
    isAsking.current = true;
    void client.call("entries.reveal", { entryId, fieldId: field.fieldId }).then((reply) => {
      isAsking.current = false;
      if (reply.ok) inline.begin(reply.value.value);
      else tellProblem(reply);
    });
  };
};
