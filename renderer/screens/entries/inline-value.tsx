/** The input in the place of a field's value, by its kind. Only this value is on the page while it is edited. */
import type { ReactElement, RefObject } from "react";
import type { EntryDetail, FieldView } from "#contract/views.ts";
import { draftOf, strengthHints } from "./draft.ts";
import { FieldInput } from "./field-inputs.tsx";
import { InlineEditor } from "./inline-group.tsx";
import type { Inline } from "./use-inline.ts";

const ofLines: readonly FieldView["kind"][] = ["multiline", "hidden", "totp"];

/** The input with what is around it. */
export const InlineValue = (props: {
  readonly detail: EntryDetail;
  readonly field: FieldView;
  readonly inline: Inline;
  readonly group: RefObject<HTMLDivElement | null>;
}): ReactElement => {
  const { detail, field, inline, group } = props;
  return (
    <InlineEditor inline={inline} group={group} hasLines={ofLines.includes(field.kind)}>
      <FieldInput
        isInPlace
        kind={field.kind}
        label={field.label}
        value={inline.edit?.text ?? ""}
        hints={field.kind === "password" ? strengthHints(draftOf(detail)) : []}
        onChange={inline.type}
      />
    </InlineEditor>
  );
};
