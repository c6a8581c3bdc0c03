/** An entry edited in place, or a new one. What is typed lives here until it is saved or dropped. */
import { Button, Group, Select, Stack, TagsInput, TextInput, Title } from "@mantine/core";
import { Plus } from "lucide-react";
import { type KeyboardEvent, type ReactElement, type SubmitEvent, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { type EntryDetail, type EntryDraft, entryTypeSchema, entryTypes } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useClient, useEntries, useSetUi, useUi } from "#renderer/context.ts";
import { editableDraft, finishedDraft, newDraft, withCustomField, withType } from "./draft.ts";
import { typeNames } from "./entry-words.tsx";
import { FieldEditor } from "./field-editor.tsx";

const typeChoices = entryTypes.map((value) => ({ value, label: typeNames[value].one }));

interface Save {
  readonly error: AppError | null;
  readonly isBusy: boolean;
  readonly save: (draft: EntryDraft) => void;
}

const useSave = (entryId: string | null): Save => {
  const client = useClient();
  const setUi = useSetUi();
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = (draft: EntryDraft): void => {
    setIsBusy(true);
    void client.call("entries.save", { entryId, draft: finishedDraft(draft) }).then((reply) => {
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setUi({ selectedId: reply.value.entryId, pane: "show" });
    });
  };
  return { error, isBusy, save };
};

const useStartingDraft = (detail: EntryDetail | null): EntryDraft => {
  const place = useUi((ui) => ui.place);
  if (detail !== null) return editableDraft(detail);
  return newDraft(place.kind === "type" ? place.type : "login", place.kind === "tag" ? [place.tag] : []);
};

interface PartProps {
  readonly draft: EntryDraft;
  readonly onChange: (draft: EntryDraft) => void;
}

const Basics = ({ draft, onChange }: PartProps): ReactElement => {
  const tags = useEntries()?.tags ?? [];
  return (
    <>
      <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
        <TextInput
          label="Title"
          required
          withAsterisk={false}
          maxLength={10_000}
          miw={200}
          flex={2}
          value={draft.title}
          data-autofocus
          autoFocus
          onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
        />
        <Select
          label="Kind"
          allowDeselect={false}
          maw={160}
          miw={120}
          flex={1}
          data={typeChoices}
          value={draft.type}
          onChange={(value) => onChange(withType(draft, entryTypeSchema.parse(value)))}
        />
      </Group>
      <TagsInput
        label="Tags"
        placeholder={draft.tags.length === 0 ? "Type and press Enter" : ""}
        data={tags}
        value={draft.tags}
        maxTags={100}
        onChange={(value) => onChange({ ...draft, tags: value.filter((tag) => tag.length <= 200) })}
      />
    </>
  );
};

interface FootProps {
  readonly isBusy: boolean;
  readonly isAsking: boolean;
  readonly onCancel: () => void;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}

const Foot = ({ isBusy, isAsking, onCancel, onKeep, onDrop }: FootProps): ReactElement =>
  isAsking ? (
    <Group justify="flex-end" gap="sm" role="group" aria-label="Discard the changes?">
      <span>Discard the changes?</span>
      <Button variant="default" onClick={onKeep} autoFocus>
        Keep editing
      </Button>
      <Button color="red.8" onClick={onDrop}>
        Discard
      </Button>
    </Group>
  ) : (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={isBusy}>
        Save
      </Button>
    </Group>
  );

const Fields = ({ draft, onChange }: PartProps): ReactElement => (
  <>
    {draft.fields.map((field) => (
      <FieldEditor key={field.fieldId} draft={draft} field={field} onChange={onChange} />
    ))}
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Plus size={16} aria-hidden />}
        onClick={() => onChange(withCustomField(draft, `own-${crypto.randomUUID().slice(0, 8)}`))}
      >
        Add a field
      </Button>
    </div>
  </>
);

/** The form. `detail` is null for a new entry. */
export const EntryForm = ({ detail }: { readonly detail: EntryDetail | null }): ReactElement => {
  const setUi = useSetUi();
  const starting = useStartingDraft(detail);
  const original = useRef(starting);
  const [draft, setDraft] = useState(starting);
  const [isAsking, setIsAsking] = useState(false);
  const { error, isBusy, save } = useSave(detail?.entryId ?? null);
  const drop = (): void => setUi({ pane: "show" });
  const cancel = (): void => (draft === original.current ? drop() : setIsAsking(true));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save(draft);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    cancel();
  };
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} autoComplete="off">
      <Stack gap="md" maw={640}>
        <Title order={2} size="h3">
          {detail === null ? "New entry" : "Edit entry"}
        </Title>
        <Basics draft={draft} onChange={setDraft} />
        <Fields draft={draft} onChange={setDraft} />
        {error !== null && <Problem error={error} />}
        <Foot
          isBusy={isBusy}
          isAsking={isAsking}
          onCancel={cancel}
          onKeep={() => setIsAsking(false)}
          onDrop={drop}
        />
      </Stack>
    </form>
  );
};
