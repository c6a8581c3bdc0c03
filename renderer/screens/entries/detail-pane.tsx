/** The entry beside the list: shown, edited in place, or made anew. */
import {
  ActionIcon,
  Badge,
  Button,
  EmptyState,
  Group,
  Loader,
  Stack,
  Text,
  Title,
  Tooltip,
} from "@mantine/core";
import { ArrowLeft, MousePointerClick, Pencil, Star, Trash2 } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useStore } from "zustand";
import type { EntryDetail } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { dateText } from "#renderer/time.ts";
import { CopiesList } from "./copies-list.tsx";
import classes from "./detail-pane.module.css";
import { EntryForm } from "./entry-form.tsx";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import { FieldLine } from "./field-line.tsx";
import { listElementId } from "./list-pane.tsx";
import { useEntryActions } from "./use-entry-actions.ts";

/** Where the keyboard finds the entry. */
export const detailElementId = "entry-detail";

const Action = (props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}): ReactElement => (
  <Tooltip label={props.label} openDelay={500}>
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={props.label} onClick={props.onClick}>
      {props.icon}
    </ActionIcon>
  </Tooltip>
);

const Head = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const setUi = useSetUi();
  const { toggleFavourite, remove } = useEntryActions();
  return (
    <div className={classes["head"]}>
      <div className={classes["title"]}>
        <Title order={2} size="h3" lineClamp={3} title={detail.title}>
          {detail.title}
        </Title>
        <Group gap={6} mt={6}>
          <Badge variant="default" tt="none" leftSection={<TypeIcon type={detail.type} size={12} />}>
            {typeNames[detail.type].one}
          </Badge>
          {detail.tags.map((tag) => (
            <Badge key={tag} variant="light" tt="none" maw={180}>
              {tag}
            </Badge>
          ))}
        </Group>
      </div>
      <Group gap={2} wrap="nowrap">
        <Action
          label={detail.isFavourite ? "Remove from favourites" : "Add to favourites"}
          icon={<Star size={18} aria-hidden fill={detail.isFavourite ? "currentColor" : "none"} />}
          onClick={toggleFavourite}
        />
        <Action label="Delete" icon={<Trash2 size={18} aria-hidden />} onClick={remove} />
        <Button
          variant="light"
          leftSection={<Pencil size={16} aria-hidden />}
          onClick={() => setUi({ pane: "edit" })}
        >
          Edit
        </Button>
      </Group>
    </div>
  );
};

const Entry = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const shown = detail.fields.filter((field) => !field.isEmpty);
  return (
    <Stack gap="lg" maw={720}>
      <Head detail={detail} />
      {shown.length > 0 ? (
        <div className={classes["card"]}>
          {shown.map((field) => (
            <FieldLine
              key={`${detail.entryId}/${detail.revision}/${field.fieldId}`}
              detail={detail}
              field={field}
            />
          ))}
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          Nothing is in this entry yet.
        </Text>
      )}
      <CopiesList copies={detail.copies} />
      <Text size="xs" c="dimmed">
        Changed {dateText(detail.modifiedAt)} · made {dateText(detail.createdAt)}
      </Text>
    </Stack>
  );
};

const Shown = (): ReactElement => {
  const context = useAppContext();
  const { entryId, detail, error } = useStore(context.detail.store);
  if (error !== null) return <Problem error={error} onRetry={() => void context.detail.open(entryId)} />;
  if (detail !== null) return <Entry detail={detail} />;
  return entryId === null ? (
    <EmptyState
      className={classes["nothing"] ?? ""}
      icon={<MousePointerClick aria-hidden />}
      title="Choose an entry"
      description="Arrow keys move in the list, / searches, ? shows all keys."
    />
  ) : (
    <Loader size="sm" aria-label="Loading the entry" />
  );
};

const Content = (): ReactElement => {
  const pane = useUi((ui) => ui.pane);
  const detail = useStore(useAppContext().detail.store, (state) => state.detail);
  if (pane === "create") return <EntryForm detail={null} />;
  return pane === "edit" && detail !== null ? <EntryForm key={detail.entryId} detail={detail} /> : <Shown />;
};

/** The pane. */
export const DetailPane = ({ onBack }: { readonly onBack: (() => void) | null }): ReactElement => (
  <section
    id={detailElementId}
    className={classes["pane"]}
    aria-label="Entry"
    tabIndex={-1}
    onKeyDown={(event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
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
