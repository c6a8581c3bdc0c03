/** A form whose fields are read when it is sent, so that what is typed lives in the page alone until then. */
import { Stack, type StackProps } from "@mantine/core";
import type { ReactElement, ReactNode, SubmitEvent } from "react";

/** Reads a field by name; empty when there is none. */
export type ReadField = (name: string) => string;

/** What the form holds. */
export interface TextFormProps extends Pick<StackProps, "maw" | "w"> {
  readonly onSend: (read: ReadField) => void;
  readonly children: ReactNode;
}

/** The form. */
export const TextForm = ({ onSend, children, ...size }: TextFormProps): ReactElement => {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onSend((name) => {
      const value = data.get(name);
      return typeof value === "string" ? value : "";
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" mx="auto" {...size}>
        {children}
      </Stack>
    </form>
  );
};
