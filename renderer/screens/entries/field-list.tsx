/** The fields of the form in their order: moved and removed by menu or by Alt and arrow keys, with the focus kept and the move told. */
import { Button, VisuallyHidden } from "@mantine/core";
import { Plus } from "lucide-react";
import { type ReactElement, useRef, useState } from "react";
import type { EntryDraft } from "#contract/views.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { withCustomField, withMovedField, withoutField } from "./draft.ts";
import type { FieldDraft } from "./entry-presets.ts";
import { FieldEditor } from "./field-editor.tsx";
import { useFieldLabel } from "./field-labels.ts";

/** The draft and what to do with a changed one. */
export interface FieldListProps {
  readonly draft: EntryDraft;
  readonly onChange: (draft: EntryDraft) => void;
}

const nameOf = (t: Translate, label: string): string => (label === "" ? t("The new field") : label);

/** After the next paint: a moved element loses the focus, and a removed one had it. */
const afterPaint = (work: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(work));

/** Gives the focus back to a field that was moved: the move takes it away. */
const refocus = (list: HTMLElement | null, focused: Element | null): void =>
  afterPaint(() => {
    if (!(focused instanceof HTMLElement) || !list?.contains(focused)) return;
    focused.focus();
    focused.scrollIntoView({ block: "nearest" });
  });

/** Focuses what took the place of a removed field; later than the menu, which gives the focus back to a button that is gone. */
const focusFieldAt = (list: HTMLElement | null, index: number): void =>
  void setTimeout(() => {
    const place = list?.querySelectorAll("[data-field]")[index] ?? list?.lastElementChild;
    place?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  }, 60);

const AddField = ({ draft, onChange }: FieldListProps): ReactElement => {
  const t = useText();
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Plus size={16} aria-hidden />}
        disabled={draft.fields.length >= 200}
        onClick={() => onChange(withCustomField(draft, `own-${crypto.randomUUID().slice(0, 8)}`))}
      >
        {t("Add a field")}
      </Button>
    </div>
  );
};

/** The list. */
export const FieldList = ({ draft, onChange }: FieldListProps): ReactElement => {
  const t = useText();
  const say = useFieldLabel();
  const list = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState("");
  const move = (field: FieldDraft, by: -1 | 1): void => {
    const moved = withMovedField(draft, field.fieldId, by);
    if (moved === draft) return;
    refocus(list.current, document.activeElement);
    onChange(moved);
    const place = moved.fields.findIndex(({ fieldId }) => fieldId === field.fieldId) + 1;
    const name = nameOf(t, say(draft.type, field));
    setTold(t("{{field}} is now {{place}} of {{total}}", { field: name, place, total: moved.fields.length }));
  };
  const remove = (field: FieldDraft, index: number): void => {
    onChange(withoutField(draft, field.fieldId));
    setTold(t("{{field}} removed", { field: nameOf(t, say(draft.type, field)) }));
    focusFieldAt(list.current, index);
  };
  return (
    <>
      <div ref={list} style={{ display: "grid", gap: "var(--mantine-spacing-md)" }}>
        {draft.fields.map((field, index) => (
          <FieldEditor
            key={field.fieldId}
            draft={draft}
            field={field}
            index={index}
            onChange={onChange}
            onMove={(by) => move(field, by)}
            onRemove={() => remove(field, index)}
          />
        ))}
        <AddField draft={draft} onChange={onChange} />
      </div>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
};
