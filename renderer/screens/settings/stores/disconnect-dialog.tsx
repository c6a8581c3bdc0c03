/** Ends a connection; asks what happens to the copies there, and says plainly what each answer means. */
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AccountStore, StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";

type View = StoreView & { readonly store: AccountStore };
type Copies = "keep" | "delete";

const Choice = (props: {
  readonly name: string;
  readonly count: number;
  readonly value: Copies;
  readonly onChange: (value: Copies) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Radio.Group
      label={t("What happens to the {{count, number}} copies there?", { count: props.count })}
      value={props.value}
      onChange={(value) => props.onChange(value === "delete" ? "delete" : "keep")}
    >
      <Stack gap="sm" mt="xs">
        <Radio
          value="keep"
          label={t("Leave them there")}
          description={t(
            "They stay as they are, encrypted, and {{store}} cannot read them. When you connect the same account again, they are used again.",
            { store: props.name },
          )}
        />
        <Radio
          value="delete"
          label={t("Delete them there first")}
          description={t(
            "Every copy is deleted at {{store}}, then the connection ends. Your entries stay on this computer and in the other places.",
            { store: props.name },
          )}
        />
      </Stack>
    </Radio.Group>
  );
};

const Body = ({ view, onClose }: { readonly view: View; readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const [copies, setCopies] = useState<Copies>("keep");
  const disconnect = useCall("stores.disconnect");
  const { kept, waiting, failed, damaged } = view.copies;
  const unsent = waiting + failed;
  return (
    <Stack gap="md">
      <Choice name={t(storeNames[view.store])} count={kept + damaged} value={copies} onChange={setCopies} />
      {unsent > 0 && copies === "keep" && (
        <Text size="sm">
          {t("{{count, number}} changes were not sent yet; what is there stays older by that.", {
            count: unsent,
          })}
        </Text>
      )}
      {disconnect.isBusy && copies === "delete" && (
        <TaskProgress kind="store-removal" name={view.store} label={t("Deleting the copies there…")} />
      )}
      {disconnect.error !== null && <Problem error={disconnect.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("Stay connected")}
        </Button>
        <Button
          color="red.8"
          loading={disconnect.isBusy}
          onClick={() => disconnect.run({ store: view.store, copies }, onClose)}
        >
          {copies === "delete" ? t("Delete and disconnect") : t("Disconnect")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The dialog; closed while `view` is null. */
export const DisconnectDialog = (props: {
  readonly view: View | null;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.view !== null}
      onClose={props.onClose}
      title={
        <Text fw={600}>
          {t("Disconnect {{store}}?", { store: props.view === null ? "" : t(storeNames[props.view.store]) })}
        </Text>
      }
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      {props.view !== null && <Body view={props.view} onClose={props.onClose} />}
    </Modal>
  );
};
