/** Labels of fields as people read them: the usual ones are kept in English and said in the person's language. */
import { useCallback } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { EntryType } from "#renderer/stores/list-query.ts";
import { presetLabel } from "./entry-presets.ts";

/** Says a label: as it was typed, unless it is the usual one of its kind of entry. */
export const useFieldLabel = (): ((
  type: EntryType,
  field: Pick<FieldView, "fieldId" | "label">,
) => string) => {
  const t = useText();
  return useCallback(
    (type, { fieldId, label }) => {
      const usual = presetLabel(type, fieldId);
      return usual !== null && usual === label ? t(usual) : label;
    },
    [t],
  );
};

/** An entry with its labels said. Only to be shown: what is saved keeps the labels as they are. */
export const useSaidLabels = (): ((detail: EntryDetail) => EntryDetail) => {
  const say = useFieldLabel();
  return useCallback(
    (detail) => ({
      ...detail,
      fields: detail.fields.map((field) => ({ ...field, label: say(detail.type, field) })),
    }),
    [say],
  );
};
