/** A part of a section: a heading with what it is about, perhaps an action beside it, and its content. */
import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

/** What it says and holds. */
export interface SectionPartProps {
  readonly title: string;
  readonly about?: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** The part. */
export const SectionPart = ({ title, about, action, children }: SectionPartProps): ReactElement => (
  <Stack component="section" gap="sm" aria-label={title}>
    <Group justify="space-between" align="flex-end" gap="xs">
      <div style={{ flex: "1 1 260px" }}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {about !== undefined && (
          <Text size="sm" c="dimmed" mt={2}>
            {about}
          </Text>
        )}
      </div>
      {action}
    </Group>
    {children}
  </Stack>
);
