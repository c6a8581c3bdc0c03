/** What an import would do, in parts: counts, what has no place of its own, what cannot be read, the first entries. */
import { Badge, Group, List, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { ImportPreview } from "#contract/views.ts";
import { TypeIcon, typeNames } from "#renderer/screens/entries/entry-words.tsx";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./transfer.module.css";

interface PartProps {
  readonly preview: ImportPreview;
}

const Part = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => (
  <Stack component="section" gap={6} aria-label={title}>
    <Title order={2} size="h5">
      {title}
    </Title>
    {children}
  </Stack>
);

/** How many of which kind. */
export const Counts = ({ preview }: PartProps): ReactElement => {
  const t = useText();
  const formats = useFormats();
  return (
    <Group gap={6} role="list" aria-label={t("By kind")}>
      {preview.byType.map(({ type, count }) => (
        <Badge
          key={type}
          role="listitem"
          size="lg"
          variant="default"
          tt="none"
          leftSection={<TypeIcon type={type} size={14} />}
        >
          {formats.number(count)} {t(count === 1 ? typeNames[type].one : typeNames[type].many)}
        </Badge>
      ))}
      {preview.attachments > 0 && (
        <Badge role="listitem" size="lg" variant="default" tt="none">
          {t("{{count, number}} attached files", { count: preview.attachments })}
        </Badge>
      )}
    </Group>
  );
};

/** What becomes a named field. */
export const Unmapped = ({ preview }: PartProps): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  return preview.unmapped.length === 0 ? null : (
    <Part title={t("Kept as named fields")}>
      <Text size="sm" c="dimmed">
        {t("These have no place of their own here. Nothing of them is dropped.")}
      </Text>
      <List size="sm" className={classes["long"] ?? ""}>
        {preview.unmapped.map(({ what, count }) => (
          <List.Item key={what}>
            {what} ({formats.number(count)})
          </List.Item>
        ))}
      </List>
    </Part>
  );
};

/** What could not be read. */
export const Problems = ({ preview }: PartProps): ReactElement | null => {
  const t = useText();
  return preview.problemCount === 0 ? null : (
    <Part title={t("{{count, number}} items cannot be read", { count: preview.problemCount })}>
      <Text size="sm" c="dimmed">
        {t("Only these are left out. Look at them in the program you come from.")}
      </Text>
      <List size="sm" className={classes["long"] ?? ""}>
        {preview.problems.map(({ where, reason }, index) => (
          <List.Item key={`${index}-${where}`}>
            {where}: {reason}
          </List.Item>
        ))}
        {preview.problemCount > preview.problems.length && (
          <List.Item>
            {t("and {{count, number}} more", { count: preview.problemCount - preview.problems.length })}
          </List.Item>
        )}
      </List>
    </Part>
  );
};

const shownRows = 20;

/** The first entries. */
export const Sample = ({ preview }: PartProps): ReactElement | null => {
  const t = useText();
  return preview.sample.length === 0 ? null : (
    <Part title={t(preview.sample.length < preview.total ? "The first of them" : "The entries")}>
      <Table layout="fixed" verticalSpacing={6} aria-label={t("Entries of the file")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>{t("Kind")}</Table.Th>
            <Table.Th>{t("Title")}</Table.Th>
            <Table.Th>{t("User name or detail")}</Table.Th>
            <Table.Th w={110}>{t("Here already")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.sample.slice(0, shownRows).map((row, index) => (
            <Table.Tr key={`${index}-${row.title}`}>
              <Table.Td>{t(typeNames[row.type].one)}</Table.Td>
              <Table.Td>
                <Text size="sm" truncate title={row.title} dir="auto">
                  {row.title}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" truncate c="dimmed" title={row.subtitle} dir="auto">
                  {row.subtitle}
                </Text>
              </Table.Td>
              <Table.Td>{row.duplicateOf === null ? "" : t("yes")}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
};
