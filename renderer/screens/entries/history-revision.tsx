/** One former revision: its fields, hidden ones shown one at a time on request, and the way to make it the current one. */
import { Button, Group, Loader, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { ArrowLeft, Paperclip, RotateCcw } from "lucide-react";
import { type ReactElement, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { EntryDetail, FieldView, RevisionView } from "#contract/views.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { showUndo } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useClient, useSetUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useSaidLabels } from "./field-labels.ts";
import { PlainFieldLine } from "./field-line.tsx";
import classes from "./history.module.css";
import { HistoryDifferences } from "./history-differences.tsx";
import { undoMs, undoSave } from "./undo-save.ts";
import { useReveal } from "./use-reveal.ts";

/** Which revision is looked at, and which one is the current one. */
export interface HistoryRevisionProps {
  readonly entryId: string;
  readonly shown: RevisionView;
  readonly current: RevisionView | null;
  readonly revisions: readonly RevisionView[];
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
  const t = useText();
  const formats = useFormats();
  const fields = useSaidLabels()(detail).fields.filter(({ isEmpty }) => !isEmpty);
  if (fields.length === 0 && detail.attachments.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("Nothing was in it.")}
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
            {formats.size(sizeBytes)}
          </Text>
        </div>
      ))}
    </div>
  );
};

/** Restores and tells how to take it back, where there is something to go back to. */
const useRestore = ({ entryId, shown, current }: HistoryRevisionProps) => {
  const t = useText();
  const context = useAppContext();
  const setUi = useSetUi();
  const call = useCall("entries.restoreRevision");
  const run = (): void =>
    call.run({ entryId, revision: shown.revision }, ({ revision: saved }) => {
      setUi({ entryDialog: "none", pane: "show" });
      const text = shown.title ?? "";
      if (current === null || current.title === null || current.isDeleted)
        return showDone(t("Version restored"), text.slice(0, 60));
      showUndo({
        id: `restored-${entryId}`,
        title: t("Version restored"),
        text,
        until: Date.now() + undoMs,
        onUndo: () => undoSave(context, { entryId, saved, former: current.revision }),
      });
    });
  return { ...call, run };
};

const Former = (props: { readonly detail: EntryDetail; readonly isCurrent: boolean }): ReactElement => {
  const { detail, isCurrent } = props;
  const t = useText();
  const when = useFormats().dateTime(detail.modifiedAt);
  return (
    <>
      <div>
        <Title order={3} size="h4" lineClamp={3} dir="auto" style={{ overflowWrap: "anywhere" }}>
          {detail.title}
        </Title>
        <Text size="xs" c="dimmed">
          {isCurrent
            ? t("The current version, saved {{when}}", { when })
            : t("As it was saved {{when}}", { when })}
        </Text>
        {detail.tags.length > 0 && (
          <Text size="xs" c="dimmed" dir="auto" lineClamp={2}>
            {t("Tags: {{tags}}", { tags: detail.tags.join(", ") })}
          </Text>
        )}
      </div>
      <Fields detail={detail} />
    </>
  );
};

const Head = (props: {
  readonly isRestorable: boolean;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onRestore: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Group justify="space-between">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<ArrowLeft size={16} aria-hidden className={classes["arrow"]} />}
        onClick={props.onBack}
        autoFocus
      >
        {t("All versions")}
      </Button>
      {props.isRestorable && (
        <Button
          size="compact-md"
          leftSection={<RotateCcw size={16} aria-hidden />}
          loading={props.isBusy}
          onClick={props.onRestore}
        >
          {t("Restore this version")}
        </Button>
      )}
    </Group>
  );
};

/** The revision as it was, or what makes it differ from another. */
const Content = (props: HistoryRevisionProps & { readonly detail: EntryDetail }): ReactElement => {
  const { entryId, shown, revisions, detail } = props;
  const t = useText();
  const [isComparing, setIsComparing] = useState(false);
  return (
    <>
      {revisions.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={t("What to show")}
          data={[
            { value: "content", label: t("As it was") },
            { value: "differences", label: t("Differences") },
          ]}
          value={isComparing ? "differences" : "content"}
          onChange={(value) => setIsComparing(value === "differences")}
        />
      )}
      {isComparing ? (
        <HistoryDifferences entryId={entryId} shown={shown} revisions={revisions} />
      ) : (
        <Former detail={detail} isCurrent={shown.isCurrent} />
      )}
    </>
  );
};

/** The revision. */
export const HistoryRevision = (props: HistoryRevisionProps): ReactElement => {
  const { entryId, shown, onBack } = props;
  const t = useText();
  const { detail, error } = useFormer(entryId, shown.revision);
  const restore = useRestore(props);
  const isLate = useLate(detail === null && error === null);
  const isRestorable = detail !== null && (!shown.isCurrent || shown.isDeleted);
  return (
    <Stack gap="md">
      <Head isRestorable={isRestorable} isBusy={restore.isBusy} onBack={onBack} onRestore={restore.run} />
      {restore.error !== null && <Problem error={restore.error} />}
      {error !== null && <Problem error={error} />}
      {isLate && <Loader size="sm" aria-label={t("Loading the version")} />}
      {detail !== null && <Content {...props} detail={detail} />}
    </Stack>
  );
};
