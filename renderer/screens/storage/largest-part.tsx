/** The entries that take most, each a way to it. */
import { Anchor, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { StorageView } from "#contract/views.ts";
import { useSetUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { allEntries } from "#renderer/stores/list-query.ts";
import { StoragePart } from "./storage-part.tsx";

/** The part. */
export const LargestPart = ({ largest }: Pick<StorageView, "largest">): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const setUi = useSetUi();
  if (largest.length === 0) return null;
  const show = (selectedId: string): void =>
    setUi({ page: "entries", place: allEntries, text: "", selectedId, pane: "show" });
  return (
    <StoragePart title={t("What takes most room")}>
      <Text size="sm" c="dimmed">
        {t("Each with its former revisions and its files.")}
      </Text>
      <Table aria-label={t("What takes most room")} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("Name of the entry")}</Table.Th>
            <Table.Th scope="col" ta="end" w="25%">
              {t("Files")}
            </Table.Th>
            <Table.Th scope="col" ta="end" w="25%">
              {t("In all")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {largest.map(({ entryId, title, bytes, attachedBytes }) => (
            <Table.Tr key={entryId}>
              <Table.Td>
                <Anchor
                  component="button"
                  type="button"
                  ta="start"
                  lineClamp={2}
                  title={title}
                  style={{ overflowWrap: "anywhere" }}
                  onClick={() => show(entryId)}
                >
                  {title === "" ? t("Entry without a title") : title}
                </Anchor>
              </Table.Td>
              <Table.Td ta="end">{attachedBytes === 0 ? "–" : formats.size(attachedBytes)}</Table.Td>
              <Table.Td ta="end">{formats.size(bytes)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </StoragePart>
  );
};
