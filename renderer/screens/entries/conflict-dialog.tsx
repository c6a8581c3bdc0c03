/** Both versions of an entry side by side: one of them, some of each, or both as two entries. The result can be taken back. */
import { Alert, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useStore } from "zustand";
import type { Comparison, ConflictChoice, EndedConflict } from "#contract/ipc-entry-versions.ts";
import { showUndo, tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { ConflictParts } from "./conflict-parts.tsx";
import { differencesOf, partsOf } from "./differences.ts";
import classes from "./differences.module.css";
import { undoMs } from "./undo-save.ts";
import { useComparison } from "./use-comparison.ts";

const choiceOf = (parts: readonly string[], fromOther: ReadonlySet<string>): ConflictChoice => {
  if (fromOther.size === 0) return { keep: "current" };
  return fromOther.size === parts.length ? { keep: "other" } : { keep: "merge", fromOther: [...fromOther] };
};

/** Ends the conflict, closes, and says how to open it again. */
const useResolve = (comparison: Comparison, onClose: () => void) => {
  const t = useText();
  const { client } = useAppContext();
  const call = useCall("conflicts.resolve");
  const { entryId, revision, title } = comparison.one;
  const undo = (ended: EndedConflict): void => void client.call("conflicts.undo", ended).then(tellProblem);
  const run = (choice: ConflictChoice): void =>
    call.run({ entryId, revision, other: comparison.other.revision, choice }, (ended) => {
      onClose();
      showUndo({
        id: `resolved-${entryId}`,
        title: choice.keep === "both" ? t("Kept as two entries") : t("One version chosen"),
        text: title,
        until: Date.now() + undoMs,
        onUndo: () => undo(ended),
      });
    });
  return { ...call, run };
};

const Heads = (props: {
  readonly comparison: Comparison;
  readonly onAll: (side: "current" | "other") => void;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { one, other } = props.comparison;
  const heads = [
    { side: "current", title: t("Version A, shown now"), at: one.modifiedAt, label: t("Choose all of A") },
    { side: "other", title: t("Version B"), at: other.modifiedAt, label: t("Choose all of B") },
  ] as const;
  return (
    <div className={classes["versions"]}>
      {heads.map(({ side, title, at, label }) => (
        <Stack key={side} gap={4} align="flex-start">
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <Text size="xs" c="dimmed">
            {t("changed {{when}}", { when: formats.dateTime(at) })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => props.onAll(side)}>
            {label}
          </Button>
        </Stack>
      ))}
    </div>
  );
};

const Choosing = (props: { readonly comparison: Comparison; readonly onClose: () => void }): ReactElement => {
  const { comparison, onClose } = props;
  const t = useText();
  const found = differencesOf(comparison);
  const parts = partsOf(found);
  const [fromOther, setFromOther] = useState<ReadonlySet<string>>(new Set());
  const resolve = useResolve(comparison, onClose);
  const choose = (part: string, side: "current" | "other"): void => {
    const next = new Set(fromOther);
    if (side === "other") next.add(part);
    else next.delete(part);
    setFromOther(next);
  };
  return (
    <Stack gap="md">
      <Heads comparison={comparison} onAll={(side) => setFromOther(new Set(side === "other" ? parts : []))} />
      <ConflictParts comparison={comparison} found={found} fromOther={fromOther} onChoose={choose} />
      {found.sameFields.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("The same in both: {{labels}}", {
            labels: found.sameFields.map(({ label }) => label).join(", "),
          })}
        </Text>
      )}
      {comparison.other.attachments.length > 0 && (
        <Alert color="gray" variant="light" role="note">
          {t("Files stay with the entry that is shown now when both are kept.")}
        </Alert>
      )}
      {resolve.error !== null && <Problem error={resolve.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" disabled={resolve.isBusy} onClick={() => resolve.run({ keep: "both" })}>
          {t("Keep both as two entries")}
        </Button>
        <Button loading={resolve.isBusy} onClick={() => resolve.run(choiceOf(parts, fromOther))}>
          {t("Save this choice")}
        </Button>
      </Group>
    </Stack>
  );
};

const Body = (props: {
  readonly entryId: string;
  readonly one: number;
  readonly other: number;
  readonly onClose: () => void;
}): ReactElement | null => {
  const t = useText();
  const { comparison, error } = useComparison(props.entryId, props.one, props.other);
  const isLate = useLate(comparison === null && error === null);
  if (error !== null) return <Problem error={error} />;
  if (comparison === null)
    return isLate ? <Loader size="sm" aria-label={t("Loading both versions")} /> : null;
  return <Choosing comparison={comparison} onClose={props.onClose} />;
};

/** The dialog. */
export const ConflictDialog = (): ReactElement => {
  const t = useText();
  const isOpen = useUi((ui) => ui.entryDialog === "conflict");
  const setUi = useSetUi();
  const detail = useStore(useAppContext().detail.store, (state) => state.detail);
  const close = (): void => setUi({ entryDialog: "none" });
  const other = detail?.otherRevision ?? null;
  return (
    <Modal
      opened={isOpen && other !== null}
      onClose={close}
      size={760}
      title={<Text fw={600}>{t("Two versions")}</Text>}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      {detail !== null && other !== null && (
        <Body
          key={`${detail.revision}/${other}`}
          entryId={detail.entryId}
          one={detail.revision}
          other={other}
          onClose={close}
        />
      )}
    </Modal>
  );
};
