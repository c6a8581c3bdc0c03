/** Ends a connection; asks what happens to the copies there, and says plainly what each answer means. */
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { AccountStore, StoreView } from "#contract/views.ts";
import { countOf } from "#renderer/components/counts.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";

type View = StoreView & { readonly store: AccountStore };
type Copies = "keep" | "delete";

const Choice = (props: {
  readonly name: string;
  readonly count: number;
  readonly value: Copies;
  readonly onChange: (value: Copies) => void;
}): ReactElement => (
  <Radio.Group
    label={`What happens to the ${countOf(props.count, "copy", "copies")} there?`}
    value={props.value}
    onChange={(value) => props.onChange(value === "delete" ? "delete" : "keep")}
  >
    <Stack gap="sm" mt="xs">
      <Radio
        value="keep"
        label="Leave them there"
        description={`They stay as they are, encrypted, and ${props.name} cannot read them. When you connect the same account again, they are used again.`}
      />
      <Radio
        value="delete"
        label="Delete them there first"
        description={`Every copy is deleted at ${props.name}, then the connection ends. Your entries stay on this computer and in the other places.`}
      />
    </Stack>
  </Radio.Group>
);

const Body = ({ view, onClose }: { readonly view: View; readonly onClose: () => void }): ReactElement => {
  const [copies, setCopies] = useState<Copies>("keep");
  const disconnect = useCall("stores.disconnect");
  const { kept, waiting, failed, damaged } = view.copies;
  const unsent = waiting + failed;
  return (
    <Stack gap="md">
      <Choice name={storeNames[view.store]} count={kept + damaged} value={copies} onChange={setCopies} />
      {unsent > 0 && copies === "keep" && (
        <Text size="sm">
          {countOf(unsent, "change was", "changes were")} not sent yet; what is there stays older by that.
        </Text>
      )}
      {disconnect.isBusy && copies === "delete" && (
        <TaskProgress kind="store-removal" name={view.store} label="Deleting the copies there…" />
      )}
      {disconnect.error !== null && <Problem error={disconnect.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          Stay connected
        </Button>
        <Button
          color="red.8"
          loading={disconnect.isBusy}
          onClick={() => disconnect.run({ store: view.store, copies }, onClose)}
        >
          {copies === "delete" ? "Delete and disconnect" : "Disconnect"}
        </Button>
      </Group>
    </Stack>
  );
};

/** The dialog; closed while `view` is null. */
export const DisconnectDialog = (props: {
  readonly view: View | null;
  readonly onClose: () => void;
}): ReactElement => (
  <Modal
    opened={props.view !== null}
    onClose={props.onClose}
    title={<Text fw={600}>Disconnect {props.view === null ? "" : storeNames[props.view.store]}?</Text>}
    closeButtonProps={{ "aria-label": "Close" }}
    centered
  >
    {props.view !== null && <Body view={props.view} onClose={props.onClose} />}
  </Modal>
);
