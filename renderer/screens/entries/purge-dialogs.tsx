/** The questions before something is gone for good: one entry, the marked ones, or the whole trash. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import { showDone } from "#renderer/components/done-notice.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { type Call, useCall } from "#renderer/components/use-call.ts";
import { useAppContext, useEntries, useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { useBulk } from "./use-bulk.ts";

interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly call: Pick<Call<"entries.purge">, "isBusy" | "error">;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

const Question = ({ title, text, action, call, onYes, onNo }: QuestionProps): ReactElement => {
  const t = useText();
  return (
    <Modal opened onClose={onNo} title={title} centered closeButtonProps={{ "aria-label": t("Close") }}>
      <Stack gap="md">
        <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
          {text}
        </Text>
        {call.error !== null && <Problem error={call.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onNo} data-autofocus>
            {t("Keep")}
          </Button>
          <Button color="red.8" loading={call.isBusy} onClick={onYes}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

const PurgeOne = ({ onClose }: { readonly onClose: () => void }): ReactElement | null => {
  const t = useText();
  const { detail: store } = useAppContext();
  const setUi = useSetUi();
  const detail = useStore(store.store, (state) => state.detail);
  const purge = useCall("entries.purge");
  if (detail === null) return null;
  const yes = (): void =>
    purge.run({ entryId: detail.entryId }, () =>
      setUi({ entryDialog: "none", selectedId: null, pane: "show" }),
    );
  return (
    <Question
      title={t("Delete for good?")}
      text={t("“{{title}}”, its history and its files will be gone. This cannot be undone.", {
        title: shortText(detail.title, 80),
      })}
      action={t("Delete for good")}
      call={purge}
      onYes={yes}
      onNo={onClose}
    />
  );
};

const PurgePicks = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const bulk = useBulk();
  const count = useUi(({ picks }) => picks.ids.size);
  const yes = (): void => void bulk.run({ kind: "purge" }).then(onClose);
  return (
    <Question
      title={t("Delete for good?")}
      text={t("{{count, number}} entries with all history and files will be gone. This cannot be undone.", {
        count,
      })}
      action={t("Delete for good")}
      call={{ isBusy: bulk.isBusy, error: null }}
      onYes={yes}
      onNo={onClose}
    />
  );
};

const EmptyTrash = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const count = useEntries()?.trash ?? 0;
  const empty = useCall("entries.emptyTrash");
  const yes = (): void =>
    empty.run({}, (done) => {
      setUi({ entryDialog: "none", selectedId: null, pane: "show" });
      showDone(
        t("The trash is empty"),
        t("{{count, number}} entries are gone for good.", { count: done.count }),
      );
    });
  return (
    <Question
      title={t("Empty the trash?")}
      text={t("{{count, number}} entries with all history and files will be gone. This cannot be undone.", {
        count,
      })}
      action={t("Empty the trash")}
      call={empty}
      onYes={yes}
      onNo={onClose}
    />
  );
};

/** Whichever of them is asked. */
export const PurgeDialogs = (): ReactElement | null => {
  const dialog = useUi((ui) => ui.entryDialog);
  const setUi = useSetUi();
  const close = (): void => setUi({ entryDialog: "none" });
  if (dialog === "purge") return <PurgeOne onClose={close} />;
  if (dialog === "purge-picks") return <PurgePicks onClose={close} />;
  return dialog === "empty-trash" ? <EmptyTrash onClose={close} /> : null;
};
