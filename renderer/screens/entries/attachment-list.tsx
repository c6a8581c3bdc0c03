/** The files of an entry: add, save elsewhere, take off; and the work on them that is under way. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { Download, Paperclip, Plus, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import type { AttachmentView, EntryDetail, TaskView } from "#contract/views.ts";
import { TaskLine } from "#renderer/components/task-line.tsx";
import { useAppContext, useTasks } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { type BegunWork, withoutWork } from "#renderer/stores/entry-work.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { tasksByIds } from "#renderer/stores/tasks.ts";
import classes from "./field-line.module.css";
import { IconButton } from "./icon-button.tsx";
import { useAttachments } from "./use-attachments.ts";

interface WorkProps {
  readonly work: readonly BegunWork[];
}

const labelOf = (t: Translate, { kind, label }: TaskView): string => {
  const name = label === "" ? t("a file") : label;
  return kind === "attach" ? t("Adding {{name}}", { name }) : t("Saving {{name}}", { name });
};

const WorkLines = ({ work }: WorkProps): ReactElement => {
  const t = useText();
  const context = useAppContext();
  const tasks = tasksByIds(
    useTasks(),
    work.map(({ taskId }) => taskId),
  );
  const dismiss = (taskId: string): void =>
    context.work.setState((state) => withoutWork(state, new Set([taskId])));
  return (
    <>
      {tasks.map((task) => (
        <TaskLine
          key={task.taskId}
          task={task}
          label={labelOf(t, task)}
          onDismiss={() => dismiss(task.taskId)}
        />
      ))}
    </>
  );
};

const Line = (props: {
  readonly detail: EntryDetail;
  readonly attachment: AttachmentView;
  readonly work: readonly BegunWork[];
}): ReactElement => {
  const { detail, attachment, work } = props;
  const t = useText();
  const formats = useFormats();
  const { save, remove } = useAttachments();
  const { name } = attachment;
  return (
    <div role="listitem" className={classes["file"]}>
      <div className={classes["field"]}>
        <Paperclip size={18} aria-hidden style={{ flex: "none" }} />
        <div className={classes["main"]}>
          <Text size="sm" lineClamp={2} dir="auto" title={name} className={classes["value"] ?? ""}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {t("{{size}} · added {{when}}", {
              size: formats.size(attachment.sizeBytes),
              when: formats.dateTime(attachment.addedAt),
            })}
          </Text>
        </div>
        <Group gap={2} wrap="nowrap">
          <IconButton
            label={t("Save {{name}} elsewhere", { name })}
            icon={<Download size={18} aria-hidden />}
            onClick={() => save(detail.entryId, attachment)}
          />
          {!detail.isDeleted && (
            <IconButton
              label={t("Remove {{name}}", { name })}
              icon={<Trash2 size={18} aria-hidden />}
              onClick={() => remove(detail, attachment)}
            />
          )}
        </Group>
      </div>
      {work.length > 0 && (
        <div className={classes["work"]}>
          <WorkLines work={work} />
        </div>
      )}
    </div>
  );
};

/** The list. */
export const AttachmentList = ({ detail }: { readonly detail: EntryDetail }): ReactElement | null => {
  const { attachments, entryId, isDeleted } = detail;
  const t = useText();
  const { add } = useAttachments();
  const begun = useStore(useAppContext().work, (state) => state.begun);
  const mine = begun.filter((work) => work.entryId === entryId);
  const known = new Set(attachments.map(({ attachmentId }) => attachmentId));
  const loose = mine.filter(({ attachmentId }) => attachmentId === null || !known.has(attachmentId));
  if (isDeleted && attachments.length === 0) return null;
  return (
    <Stack gap={6} component="section" aria-label={t("Files")}>
      <Group justify="space-between" gap={8}>
        <Text component="h3" size="sm" fw={600} m={0}>
          {t("Files")}
        </Text>
        {!isDeleted && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Plus size={16} aria-hidden />}
            onClick={() => add(entryId)}
          >
            {t("Add a file…")}
          </Button>
        )}
      </Group>
      {attachments.length > 0 ? (
        <div className={classes["card"]} role="list">
          {attachments.map((attachment) => (
            <Line
              key={attachment.attachmentId}
              detail={detail}
              attachment={attachment}
              work={mine.filter(({ attachmentId }) => attachmentId === attachment.attachmentId)}
            />
          ))}
        </div>
      ) : (
        <Text size="xs" c="dimmed">
          {t("None yet. Drop files here or add them. Up to 50 MB each.")}
        </Text>
      )}
      <WorkLines work={loose} />
    </Stack>
  );
};
