/** One former revision: its fields, hidden ones shown one at a time on request, and the way to make it the current one. */
import { Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { ArrowLeft, Paperclip, RotateCcw } from "lucide-react";
import { type ReactElement, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { EntryDetail, FieldView, RevisionView } from "#contract/views.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { showUndo } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { sizeText } from "#renderer/components/sizes.ts";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useClient, useSetUi } from "#renderer/context.ts";
import { dateText } from "#renderer/time.ts";
import { PlainFieldLine } from "./field-line.tsx";
import classes from "./history.module.css";
import { undoMs, undoSave } from "./undo-save.ts";
import { useReveal } from "./use-reveal.ts";

/** Which revision is looked at, and which one is the current one. */
export interface HistoryRevisionProps {
  readonly entryId: string;
  readonly shown: RevisionView;
  readonly current: RevisionView | null;
  readonly onBack: () => void;
}

interface FormerState {
  readonly detail: EntryDetail | null;
  readonly error: AppError | null;
}

const useFormer = (entryId: string, revision: number): FormerState => {
  const client = useClient();
  const [former, setFormer] = useState<FormerState>({ detail: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    void client.call("entries.revision", { entryId, revision }).then((reply) => {
      if (!isCurrent) return;
      setFormer(reply.ok ? { detail: reply.value, error: null } : { detail: null, error: reply.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, entryId, revision]);
  return former;
};

const FormerField = (props: { readonly detail: EntryDetail; readonly field: FieldView }): ReactElement => {
  const { detail, field } = props;
  const client = useClient();
  const { entryId, revision } = detail;
  const reveal = useReveal(() =>
    client.call("entries.revealFormer", { entryId, revision, fieldId: field.fieldId }),
  );
  return <PlainFieldLine field={field} reveal={reveal} />;
};

const Fields = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const fields = detail.fields.filter(({ isEmpty }) => !isEmpty);
  if (fields.length === 0 && detail.attachments.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was in it.
      </Text>
    );
  return (
    <div className={classes["card"]}>
      {fields.map((field) => (
        <FormerField key={field.fieldId} detail={detail} field={field} />
      ))}
      {detail.attachments.map(({ attachmentId, name, sizeBytes }) => (
        <div key={attachmentId} className={classes["attached"]}>
          <Paperclip size={16} aria-hidden style={{ flex: "none" }} />
          <Text size="sm" dir="auto" lineClamp={2} title={name} style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          <Text size="xs" c="dimmed" flex="none">
            {sizeText(sizeBytes)}
          </Text>
        </div>
      ))}
    </div>
  );
};

/** Restores and tells how to take it back, where there is something to go back to. */
const useRestore = ({ entryId, shown, current }: HistoryRevisionProps) => {
  const context = useAppContext();
  const setUi = useSetUi();
  const call = useCall("entries.restoreRevision");
  const run = (): void =>
    call.run({ entryId, revision: shown.revision }, ({ revision: saved }) => {
      setUi({ entryDialog: "none", pane: "show" });
      const text = shown.title ?? "";
      if (current === null || current.title === null || current.isDeleted)
        return showDone("Version restored", text.slice(0, 60));
      showUndo({
        id: `restored-${entryId}`,
        title: "Version restored",
        text,
        until: Date.now() + undoMs,
        onUndo: () => undoSave(context, { entryId, saved, former: current.revision }),
      });
    });
  return { ...call, run };
};

const Former = (props: { readonly detail: EntryDetail; readonly isCurrent: boolean }): ReactElement => {
  const { detail, isCurrent } = props;
  return (
    <>
      <div>
        <Title order={3} size="h4" lineClamp={3} dir="auto" style={{ overflowWrap: "anywhere" }}>
          {detail.title}
        </Title>
        <Text size="xs" c="dimmed">
          {isCurrent ? "The current version, saved" : "As it was saved"} {dateText(detail.modifiedAt)}
        </Text>
        {detail.tags.length > 0 && (
          <Text size="xs" c="dimmed" dir="auto" lineClamp={2}>
            Tags: {detail.tags.join(", ")}
          </Text>
        )}
      </div>
      <Fields detail={detail} />
    </>
  );
};

/** The revision. */
export const HistoryRevision = (props: HistoryRevisionProps): ReactElement => {
  const { entryId, shown, onBack } = props;
  const { detail, error } = useFormer(entryId, shown.revision);
  const restore = useRestore(props);
  const isLate = useLate(detail === null && error === null);
  const canRestore = detail !== null && (!shown.isCurrent || shown.isDeleted);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<ArrowLeft size={16} aria-hidden className={classes["arrow"]} />}
          onClick={onBack}
          autoFocus
        >
          All versions
        </Button>
        {canRestore && (
          <Button
            size="compact-md"
            leftSection={<RotateCcw size={16} aria-hidden />}
            loading={restore.isBusy}
            onClick={restore.run}
          >
            Restore this version
          </Button>
        )}
      </Group>
      {restore.error !== null && <Problem error={restore.error} />}
      {error !== null && <Problem error={error} />}
      {isLate && <Loader size="sm" aria-label="Loading the version" />}
      {detail !== null && <Former detail={detail} isCurrent={shown.isCurrent} />}
    </Stack>
  );
};
