/** The entry beside the list: shown, edited in place, or made anew. */
import { Badge, Button, EmptyState, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { ArrowLeft, History, MousePointerClick, Pencil, Star, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import type { EntryDetail } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { dateText } from "#renderer/time.ts";
import { AttachmentList } from "./attachment-list.tsx";
import { CopiesList } from "./copies-list.tsx";
import classes from "./detail-pane.module.css";
import { EntryMenu } from "./entry-menu.tsx";
import { EntryForm } from "./entry-form.tsx";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import { FieldLine } from "./field-line.tsx";
import { IconButton } from "./icon-button.tsx";
import { listElementId } from "./list-pane.tsx";
import { TotpLine } from "./totp-line.tsx";
import { TrashNotice } from "./trash-notice.tsx";
import { useEntryActions } from "./use-entry-actions.ts";

/** Where the keyboard finds the entry. */
export const detailElementId = "entry-detail";

const Actions = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const setUi = useSetUi();
  const { toggleFavourite, remove } = useEntryActions();
  return (
    <Group gap={2} wrap="nowrap">
      {!detail.isDeleted && (
        <IconButton
          label={detail.isFavourite ? "Remove from favourites" : "Add to favourites"}
          icon={<Star size={18} aria-hidden fill={detail.isFavourite ? "currentColor" : "none"} />}
          onClick={toggleFavourite}
        />
      )}
      <IconButton
        label="History"
        icon={<History size={18} aria-hidden />}
        onClick={() => setUi({ entryDialog: "history" })}
      />
      {!detail.isDeleted && (
        <>
          <EntryMenu onShare={() => setUi({ entryDialog: "share" })} />
          <IconButton label="Delete" icon={<Trash2 size={18} aria-hidden />} onClick={remove} />
          <Button
            variant="light"
            leftSection={<Pencil size={16} aria-hidden />}
            onClick={() => setUi({ pane: "edit" })}
          >
            Edit
          </Button>
        </>
      )}
    </Group>
  );
};

const Head = ({ detail }: { readonly detail: EntryDetail }): ReactElement => (
  <div className={classes["head"]}>
    <div className={classes["title"]}>
      <Title order={2} size="h3" lineClamp={3} dir="auto" title={detail.title.slice(0, 1000)}>
        {detail.title}
      </Title>
      <Group gap={6} mt={6}>
        <Badge variant="default" tt="none" leftSection={<TypeIcon type={detail.type} size={12} />}>
          {typeNames[detail.type].one}
        </Badge>
        {detail.tags.map((tag) => (
          <Badge key={tag} variant="light" tt="none" maw={180} title={tag}>
            <bdi>{tag}</bdi>
          </Badge>
        ))}
      </Group>
    </div>
    <Actions detail={detail} />
  </div>
);

const Entry = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const shown = detail.fields.filter((field) => !field.isEmpty);
  return (
    <Stack gap="lg" maw={720}>
      <Head detail={detail} />
      {detail.isDeleted && <TrashNotice detail={detail} />}
      {shown.length > 0 ? (
        <div className={classes["card"]}>
          {shown.map((field) => {
            const Line = field.kind === "totp" && !detail.isDeleted ? TotpLine : FieldLine;
            const key = `${detail.entryId}/${detail.revision}/${field.fieldId}`;
            return <Line key={key} detail={detail} field={field} />;
          })}
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          Nothing is in this entry yet.
        </Text>
      )}
      <AttachmentList detail={detail} />
      <CopiesList copies={detail.copies} />
      <Text size="xs" c="dimmed">
        {detail.isDeleted ? "" : `Changed ${dateText(detail.modifiedAt)} · `}made {dateText(detail.createdAt)}
      </Text>
    </Stack>
  );
};

const Shown = (): ReactElement | null => {
  const context = useAppContext();
  const { entryId, detail, error } = useStore(context.detail.store);
  const setUi = useSetUi();
  const isLate = useLate(entryId !== null && detail === null && error === null);
  if (error !== null)
    return (
      <Stack gap="sm" align="flex-start">
        <Problem error={error} onRetry={() => void context.detail.open(entryId)} />
        {error.code === "entry.damaged" && (
          <Button
            variant="default"
            leftSection={<History size={16} aria-hidden />}
            onClick={() => setUi({ entryDialog: "history" })}
          >
            Look for a former version
          </Button>
        )}
      </Stack>
    );
  if (detail !== null) return <Entry detail={detail} />;
  if (entryId !== null) return isLate ? <Loader size="sm" aria-label="Loading the entry" /> : null;
  return (
    <EmptyState
      className={classes["nothing"] ?? ""}
      icon={<MousePointerClick aria-hidden />}
      title="Choose an entry"
      description="Arrow keys move in the list, / searches, ? shows all keys."
    />
  );
};

const Content = (): ReactElement => {
  const pane = useUi((ui) => ui.pane);
  const detail = useStore(useAppContext().detail.store, (state) => state.detail);
  if (pane === "create") return <EntryForm detail={null} />;
  return pane === "edit" && detail !== null && !detail.isDeleted ? (
    <EntryForm key={detail.entryId} detail={detail} />
  ) : (
    <Shown />
  );
};

/** The pane. */
export const DetailPane = ({ onBack }: { readonly onBack: (() => void) | null }): ReactElement => (
  <section
    id={detailElementId}
    className={classes["pane"]}
    aria-label="Entry"
    tabIndex={-1}
    onKeyDown={(event) => {
      const isInside = event.currentTarget.contains(event.target as Node);
      if (event.key !== "Escape" || event.defaultPrevented || !isInside) return;
      onBack?.();
      document.getElementById(listElementId)?.focus();
    }}
  >
    {onBack !== null && (
      <Button
        variant="subtle"
        size="compact-sm"
        mb="sm"
        leftSection={<ArrowLeft size={16} aria-hidden />}
        onClick={onBack}
      >
        Back to the list
      </Button>
    )}
    <Content />
  </section>
);
