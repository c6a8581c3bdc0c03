/** The entry beside the list: shown, edited in place, or made anew. */
import { Badge, Button, EmptyState, Group, Loader, Stack, Text } from "@mantine/core";
import { ArrowLeft, History, MousePointerClick, Pencil, Star, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import type { EntryDetail } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { AttachmentList } from "./attachment-list.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { CopiesList } from "./copies-list.tsx";
import classes from "./detail-pane.module.css";
import { DropTarget } from "./drop-target.tsx";
import { EntryMenu } from "./entry-menu.tsx";
import { EntryForm } from "./entry-form.tsx";
import { TypeIcon, typeNames } from "./entry-words.tsx";
import { useSaidLabels } from "./field-labels.ts";
import { FieldLine } from "./field-line.tsx";
import { IconButton } from "./icon-button.tsx";
import { InlineTags, InlineTitle } from "./inline-head.tsx";
import { listElementId } from "./list-element.ts";
import { TotpLine } from "./totp-line.tsx";
import { TrashNotice } from "./trash-notice.tsx";
import { useSaveWhenLeft, useUndoKey } from "./use-edit-keys.ts";
import { useEntryActions } from "./use-entry-actions.ts";

/** Where the keyboard finds the entry. */
export const detailElementId = "entry-detail";

const Actions = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const { toggleFavourite, remove } = useEntryActions();
  return (
    <Group gap={2} wrap="nowrap">
      {!detail.isDeleted && (
        <IconButton
          label={detail.isFavourite ? t("Remove from favourites") : t("Add to favourites")}
          icon={<Star size={18} aria-hidden fill={detail.isFavourite ? "currentColor" : "none"} />}
          onClick={toggleFavourite}
        />
      )}
      <IconButton
        label={t("History")}
        icon={<History size={18} aria-hidden />}
        onClick={() => setUi({ entryDialog: "history" })}
      />
      {!detail.isDeleted && (
        <>
          <EntryMenu onShare={() => setUi({ entryDialog: "share" })} />
          <IconButton label={t("Delete")} icon={<Trash2 size={18} aria-hidden />} onClick={remove} />
          <Button
            variant="light"
            leftSection={<Pencil size={16} aria-hidden />}
            onClick={() => setUi({ pane: "edit" })}
          >
            {t("Edit")}
          </Button>
        </>
      )}
    </Group>
  );
};

const Head = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const t = useText();
  return (
    <div className={classes["head"]}>
      <div className={classes["title"]}>
        <InlineTitle detail={detail} />
        <Group gap={6} mt={6}>
          <Badge variant="default" tt="none" leftSection={<TypeIcon type={detail.type} size={12} />}>
            {t(typeNames[detail.type].one)}
          </Badge>
          <InlineTags detail={detail} />
        </Group>
      </div>
      <Actions detail={detail} />
    </div>
  );
};

const Fields = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const t = useText();
  const said = useSaidLabels()(detail);
  const shown = said.fields.filter((field) => !field.isEmpty);
  if (shown.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("Nothing is in this entry yet.")}
      </Text>
    );
  return (
    <div className={classes["card"]}>
      {shown.map((field) => {
        const Line = field.kind === "totp" && !detail.isDeleted ? TotpLine : FieldLine;
        return <Line key={`${detail.entryId}/${field.fieldId}`} detail={detail} field={field} />;
      })}
    </div>
  );
};

/** When it was changed and made. */
const Times = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const made = formats.dateTime(detail.createdAt);
  return (
    <Text size="xs" c="dimmed">
      {detail.isDeleted
        ? t("made {{made}}", { made })
        : t("Changed {{changed}} · made {{made}}", { changed: formats.dateTime(detail.modifiedAt), made })}
    </Text>
  );
};

const Entry = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  useSaveWhenLeft();
  useUndoKey();
  return (
    <DropTarget detail={detail}>
      <Stack key={detail.entryId} gap="lg" maw={720}>
        <Head detail={detail} />
        {detail.isDeleted && <TrashNotice detail={detail} />}
        {detail.otherRevision !== null && !detail.isDeleted && <ConflictNotice />}
        <Fields detail={detail} />
        <AttachmentList detail={detail} />
        <CopiesList copies={detail.copies} />
        <Times detail={detail} />
        <ConflictDialog />
      </Stack>
    </DropTarget>
  );
};

const Shown = (): ReactElement | null => {
  const t = useText();
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
            {t("Look for a former version")}
          </Button>
        )}
      </Stack>
    );
  if (detail !== null) return <Entry detail={detail} />;
  if (entryId !== null) return isLate ? <Loader size="sm" aria-label={t("Loading the entry")} /> : null;
  return (
    <EmptyState
      className={classes["nothing"] ?? ""}
      icon={<MousePointerClick aria-hidden />}
      title={t("Choose an entry")}
      description={t("Arrow keys move in the list, / searches, ? shows all keys.")}
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
export const DetailPane = ({ onBack }: { readonly onBack: (() => void) | null }): ReactElement => {
  const t = useText();
  return (
    <section
      id={detailElementId}
      className={classes["pane"]}
      aria-label={t("Entry")}
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
          {t("Back to the list")}
        </Button>
      )}
      <Content />
    </section>
  );
};
