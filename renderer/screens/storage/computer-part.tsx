/** What this computer keeps: the vault's file and what is in it, and the backups beside it. */
import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { StorageView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { StoragePart } from "./storage-part.tsx";

interface Fact {
  readonly label: string;
  readonly count: string;
  readonly size: string;
}

const useFacts = (computer: StorageView["computer"]): readonly Fact[] => {
  const t = useText();
  const formats = useFormats();
  const { entries, revisions, files, backups } = computer;
  return [
    { label: t("Entries"), count: formats.number(entries), size: formats.size(computer.entryBytes) },
    {
      label: t("Former revisions of entries"),
      count: formats.number(revisions),
      size: formats.size(computer.revisionBytes),
    },
    {
      label: t("Files kept with entries"),
      count: formats.number(files),
      size: formats.size(computer.fileDataBytes),
    },
    {
      label: t("Backups beside it"),
      count: formats.number(backups),
      size: formats.size(computer.backupBytes),
    },
  ];
};

const EmptyTrash = (props: { readonly count: number; readonly onDone: () => void }): ReactElement => {
  const t = useText();
  const empty = useCall("entries.emptyTrash");
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => setIsAsking(false);
  const done = (): void => {
    close();
    props.onDone();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Trash2 size={16} aria-hidden />}
        disabled={props.count === 0}
        onClick={() => setIsAsking(true)}
      >
        {t("Empty the trash ({{count, number}})…", { count: props.count })}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t("Empty the trash now?")}
        closeButtonProps={{ "aria-label": t("Close") }}
        centered
      >
        <Stack>
          <Text>
            {t("{{count, number}} entries go for good, with their former revisions and files.", {
              count: props.count,
            })}
          </Text>
          {empty.error !== null && <Problem error={empty.error} />}
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {t("Cancel")}
            </Button>
            <Button color="red.9" loading={empty.isBusy} onClick={() => empty.run({}, done)}>
              {t("Remove them for good")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};

const Room = ({ computer }: { readonly computer: StorageView["computer"] }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { fileBytes, unusedBytes, freeBytes } = computer;
  return (
    <Text size="sm" c="dimmed">
      {t("The vault’s file takes {{size}}, {{unused}} of it free for use again.", {
        size: formats.size(fileBytes),
        unused: formats.size(unusedBytes),
      })}{" "}
      {freeBytes !== null && t("The disk has room for {{size}} more.", { size: formats.size(freeBytes) })}
    </Text>
  );
};

/** The part. */
export const ComputerPart = (props: {
  readonly computer: StorageView["computer"];
  readonly onChanged: () => void;
}): ReactElement => {
  const t = useText();
  const facts = useFacts(props.computer);
  return (
    <StoragePart title={t("This computer")}>
      <Table aria-label={t("This computer")} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("What")}</Table.Th>
            <Table.Th scope="col" ta="end">
              {t("How many")}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {t("Room taken")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map(({ label, count, size }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              <Table.Td ta="end">{count}</Table.Td>
              <Table.Td ta="end">{size}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Room computer={props.computer} />
      <Group>
        <EmptyTrash count={props.computer.trash} onDone={props.onChanged} />
      </Group>
    </StoragePart>
  );
};
