/** How it stands in one line, and the one thing to do first where something is wrong. Follows the readers live. */
import { Alert, Group, Stack, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import { type AppError, fail } from "#contract/errors.ts";
import type { CheckView, ReadersView } from "#contract/views.ts";
import { useReaders } from "#renderer/context.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { Command } from "./check-list.tsx";

const noReader = fail("reader.none").error;

/** The service first: without it nothing else can be right. */
const firstTrouble = (view: ReadersView | null): AppError | null => {
  if (view === null || view.service === "starting") return null;
  if (view.error !== null) return view.error;
  const own = view.readers.find(({ error }) => error !== null)?.error ?? null;
  return own ?? (view.readers.length === 0 ? noReader : null);
};

/** The doctor may know the cause of what the readers only show, such as a module that holds the one reader. */
const causes = ["reader.driver-taken", "reader.driver-missing", "reader.usb-refused"];

const causeOf = (error: AppError, checks: readonly CheckView[]): CheckView | null =>
  checks.find((check) => error.code === "reader.none" && causes.includes(check.error?.code ?? "")) ??
  checks.find((check) => check.error?.code === error.code) ??
  null;

const Trouble = (props: { readonly error: AppError; readonly command: string | null }): ReactElement => {
  const { title, next } = useErrorText(props.error);
  return (
    <Alert
      color="orange"
      variant="light"
      role="note"
      title={title}
      icon={<TriangleAlert aria-hidden />}
      data-error-code={props.error.code}
    >
      <Stack gap="xs">
        <Text size="sm">{next}</Text>
        {props.command !== null && <Command command={props.command} />}
      </Stack>
    </Alert>
  );
};

const Calm = ({ view }: { readonly view: ReadersView | null }): ReactElement => {
  const t = useText();
  const isKnown = view !== null && view.service !== "starting";
  return (
    <Group gap="xs" wrap="nowrap">
      {isKnown && <CircleCheck size={20} color="var(--mantine-color-teal-light-color)" aria-hidden />}
      <Text size="sm" role="status">
        {isKnown
          ? t("{{count}} readers are ready.", { count: view.readers.length })
          : t("Looking for readers…")}
      </Text>
    </Group>
  );
};

/** The part. */
export const StatusPart = ({ checks }: { readonly checks: readonly CheckView[] }): ReactElement => {
  const view = useReaders();
  const error = firstTrouble(view);
  if (error === null) return <Calm view={view} />;
  const cause = causeOf(error, checks);
  return <Trouble error={cause?.error ?? error} command={cause?.command ?? null} />;
};
