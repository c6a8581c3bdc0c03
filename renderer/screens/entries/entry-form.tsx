/** An entry edited in place, or a new one. What is typed lives here until it is saved or dropped. */
import { Button, Group, Select, Stack, TagsInput, TextInput, Title } from "@mantine/core";
import { type KeyboardEvent, type ReactElement, type SubmitEvent, useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import { type EntryDetail, type EntryDraft, entryTypeSchema, entryTypes } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { platform } from "#renderer/platform.ts";
import { useText } from "#renderer/language/use-text.ts";
import { useClient, useEntries, useSetUi, useUi } from "#renderer/context.ts";
import { editableDraft, finishedDraft, newDraft, withType } from "./draft.ts";
import { typeNames } from "./entry-words.tsx";
import { FieldList } from "./field-list.tsx";
import { useAttachments } from "./use-attachments.ts";

/** At least one character that is not a space: an entry needs a name to be found by. */
const notOnlySpaces = String.raw`.*\S.*`;
interface Save {
  readonly error: AppError | null;
  readonly isBusy: boolean;
  readonly save: (draft: EntryDraft) => void;
}

/** A new file entry is only the place for a file: once it is saved, the file is asked for. */
const useSave = (entryId: string | null): Save => {
  const client = useClient();
  const setUi = useSetUi();
  const { add } = useAttachments();
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = (draft: EntryDraft): void => {
    setIsBusy(true);
    void client.call("entries.save", { entryId, draft: finishedDraft(draft) }).then((reply) => {
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
      if (!reply.ok) return;
      setUi({ selectedId: reply.value.entryId, pane: "show", draft: "none" });
      if (entryId === null && draft.type === "file") add(reply.value.entryId);
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
  const t = useText();
  const tags = useEntries()?.tags ?? [];
  const typeChoices = entryTypes.map((value) => ({ value, label: t(typeNames[value].one) }));
  return (
    <>
      <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
        <TextInput
          label={t("Title")}
          dir="auto"
          pattern={notOnlySpaces}
          title={t("A name to find the entry by")}
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
          label={t("Kind")}
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
        label={t("Tags")}
        placeholder={draft.tags.length === 0 ? t("Type and press Enter") : ""}
        data={tags}
        value={draft.tags}
        maxTags={100}
        onChange={(value) => onChange({ ...draft, tags: value.filter((tag) => tag.length <= 200) })}
      />
    </>
  );
};

interface FootProps {
  readonly saveLabel: string;
  readonly isBusy: boolean;
  readonly isAsking: boolean;
  readonly onCancel: () => void;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}

const Foot = ({ saveLabel, isBusy, isAsking, onCancel, onKeep, onDrop }: FootProps): ReactElement => {
  const t = useText();
  return isAsking ? (
    // The keys keep the two feet apart: a button that became Save in the middle of its click would save.
    <Group key="asking" justify="flex-end" gap="sm" role="group" aria-label={t("Discard the changes?")}>
      <span>{t("Discard the changes?")}</span>
      <Button variant="default" onClick={onKeep} autoFocus>
        {t("Keep editing")}
      </Button>
      <Button color="red.8" onClick={onDrop}>
        {t("Discard")}
      </Button>
    </Group>
  ) : (
    <Group key="usual" justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        {t("Cancel")}
      </Button>
      <Button type="submit" loading={isBusy}>
        {saveLabel}
      </Button>
    </Group>
  );
};

const isSaveKey = (event: KeyboardEvent): boolean =>
  event.key === "s" && !event.altKey && (platform() === "darwin" ? event.metaKey : event.ctrlKey);

/** Esc closes a list of choices or a menu first. */
const hasOpenList = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('[aria-expanded="true"]') !== null;

interface Form {
  readonly draft: EntryDraft;
  readonly setDraft: (draft: EntryDraft) => void;
  readonly isAsking: boolean;
  readonly ask: (isAsking: boolean) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
}

/** The draft, and the rest of the window knowing whether leaving would lose something. */
const useForm = (detail: EntryDetail | null): Form => {
  const setUi = useSetUi();
  const starting = useStartingDraft(detail);
  const original = useRef(starting);
  const [draft, setDraft] = useState(starting);
  const isAsking = useUi((ui) => ui.draft === "asking");
  useEffect(() => () => setUi({ draft: "none" }), [setUi]);
  const drop = (): void => setUi({ pane: "show", draft: "none" });
  return {
    draft,
    setDraft: (changed) => {
      setDraft(changed);
      setUi({ draft: "changed" });
    },
    isAsking,
    ask: (asks) => setUi({ draft: asks ? "asking" : "changed" }),
    drop,
    cancel: () => (draft === original.current ? drop() : setUi({ draft: "asking" })),
  };
};

/** The form. `detail` is null for a new entry. */
export const EntryForm = ({ detail }: { readonly detail: EntryDetail | null }): ReactElement => {
  const t = useText();
  const { draft, setDraft, isAsking, ask, drop, cancel } = useForm(detail);
  const { error, isBusy, save } = useSave(detail?.entryId ?? null);
  const form = useRef<HTMLFormElement>(null);
  const keepOn = (): void => {
    ask(false);
    // The button that had the focus goes; without this the keys would be nobody's.
    form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save(draft);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (isSaveKey(event)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
    if (event.key !== "Escape" || event.defaultPrevented || hasOpenList(event.target)) return;
    event.preventDefault();
    cancel();
  };
  const isNewFile = detail === null && draft.type === "file";
  return (
    <form ref={form} onSubmit={submit} onKeyDown={onKeyDown} autoComplete="off">
      <Stack gap="md" maw={640}>
        <Title order={2} size="h3">
          {detail === null ? t("New entry") : t("Edit entry")}
        </Title>
        <Basics draft={draft} onChange={setDraft} />
        <FieldList draft={draft} onChange={setDraft} />
        {error !== null && <Problem error={error} />}
        <Foot
          saveLabel={isNewFile ? t("Save and choose a file…") : t("Save")}
          isBusy={isBusy}
          isAsking={isAsking}
          onCancel={cancel}
          onKeep={keepOn}
          onDrop={drop}
        />
      </Stack>
    </form>
  );
};
