/** One part of the screen under its heading. */
import { Stack, Title } from "@mantine/core";
import { type ReactElement, type ReactNode, useId } from "react";

/** The part. */
export const StoragePart = (props: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Stack gap="sm">
        <Title order={3} size="h4" id={heading}>
          {props.title}
        </Title>
        {props.children}
      </Stack>
    </section>
  );
};
