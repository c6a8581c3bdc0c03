/** The two questions before something is gone for good: one entry, or the whole trash. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useStore } from "zustand";
import { countOf } from "#renderer/components/counts.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { type Call, useCall } from "#renderer/components/use-call.ts";
import { useAppContext, useEntries, useSetUi, useUi } from "#renderer/context.ts";

interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly call: Pick<Call<"entries.purge">, "isBusy" | "error">;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

const Question = ({ title, text, action, call, onYes, onNo }: QuestionProps): ReactElement => (
  <Modal opened onClose={onNo} title={title} centered closeButtonProps={{ "aria-label": "Close" }}>
    <Stack gap="md">
      <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
        {text}
      </Text>
      {call.error !== null && <Problem error={call.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onNo} data-autofocus>
          Keep
        </Button>
        <Button color="red.8" loading={call.isBusy} onClick={onYes}>
          {action}
        </Button>
      </Group>
    </Stack>
  </Modal>
);

const PurgeOne = ({ onClose }: { readonly onClose: () => void }): ReactElement | null => {
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
      title="Delete for good?"
      text={`“${shortText(detail.title, 80)}”, its history and its files will be gone. This cannot be undone.`}
      action="Delete for good"
      call={purge}
      onYes={yes}
      onNo={onClose}
    />
  );
};

const EmptyTrash = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const setUi = useSetUi();
  const count = useEntries()?.trash ?? 0;
  const empty = useCall("entries.emptyTrash");
  const yes = (): void =>
    empty.run({}, (done) => {
      setUi({ entryDialog: "none", selectedId: null, pane: "show" });
      showDone("The trash is empty", `${countOf(done.count, "entry is", "entries are")} gone for good.`);
    });
  return (
    <Question
      title="Empty the trash?"
      text={`${countOf(count, "entry", "entries")} with all history and files will be gone. This cannot be undone.`}
      action="Empty the trash"
      call={empty}
      onYes={yes}
      onNo={onClose}
    />
  );
};

/** Whichever of the two is asked. */
export const PurgeDialogs = (): ReactElement | null => {
  const dialog = useUi((ui) => ui.entryDialog);
  const setUi = useSetUi();
  const close = (): void => setUi({ entryDialog: "none" });
  if (dialog === "purge") return <PurgeOne onClose={close} />;
  return dialog === "empty-trash" ? <EmptyTrash onClose={close} /> : null;
};
