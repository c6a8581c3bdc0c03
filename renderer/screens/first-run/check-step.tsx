/** Is the service reachable and is a reader there? Live, with what to do about each thing that is not right. */
import { Button, Card, Group, Loader, Stack, Text } from "@mantine/core";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactElement, type ReactNode, useCallback, useEffect, useState } from "react";
import { type AppError, fail } from "#contract/errors.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import type { CheckView, ReadersView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useClient, useReaders } from "#renderer/context.ts";

type Test = { readonly tookMs: number } | { readonly error: AppError } | null;

const useServiceTest = (): { readonly test: Test; readonly run: () => void } => {
  const client = useClient();
  const [test, setTest] = useState<Test>(null);
  const ask = useCallback(
    () =>
      client
        .call("setup.testService", {})
        .then((reply) => setTest(reply.ok ? reply.value : { error: reply.error })),
    [client],
  );
  useEffect(() => void ask(), [ask]);
  const run = (): void => {
    setTest(null);
    void ask();
  };
  return { test, run };
};

type Mark = "good" | "bad" | "busy";

const marks: Readonly<Record<Mark, ReactElement>> = {
  good: <CircleCheck size={22} color="var(--mantine-color-success)" aria-label="in order" />,
  bad: <CircleAlert size={22} color="var(--mantine-color-error)" aria-label="needs attention" />,
  busy: <Loader size={18} m={2} aria-label="checking" />,
};

const Row = (props: {
  readonly mark: Mark;
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactElement => (
  <Card withBorder padding="md" component="section">
    <Group wrap="nowrap" align="flex-start" gap="md">
      {marks[props.mark]}
      <Stack gap="xs" flex={1} miw={0}>
        <Group justify="space-between" mih={28}>
          <Text component="h2" fw={600} size="md" m={0}>
            {props.title}
          </Text>
          {props.action}
        </Group>
        {props.children}
      </Stack>
    </Group>
  </Card>
);

const ServiceRow = ({ test, run }: { readonly test: Test; readonly run: () => void }): ReactElement => {
  const mark: Mark = test === null ? "busy" : "error" in test ? "bad" : "good";
  return (
    <Row
      mark={mark}
      title="Service"
      action={
        mark === "good" && (
          <Button size="compact-sm" variant="subtle" onClick={run}>
            Test again
          </Button>
        )
      }
    >
      {test === null && <Text size="sm">Asking the service…</Text>}
      {test !== null && "tookMs" in test && (
        <Text size="sm" c="dimmed">
          Address and key are right. It answered in {Math.round(test.tookMs)} ms.
        </Text>
      )}
      {test !== null && "error" in test && (
        <Problem error={test.error} onRetry={run} retryLabel="Test again" />
      )}
    </Row>
  );
};

const readerProblems = (readers: ReadersView): readonly AppError[] => {
  if (readers.error !== null) return [readers.error];
  const own = readers.readers.flatMap((reader) => (reader.error === null ? [] : [reader.error]));
  if (own.length > 0) return own;
  return readers.readers.length === 0 ? [noReader] : [];
};

const noReader = fail("reader.none").error;

const Findings = ({ checks }: { readonly checks: readonly CheckView[] }): ReactElement => (
  <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
    {checks.map((check) => (
      <li key={check.id}>
        {check.error === null ? (
          <Group gap={8} wrap="nowrap" align="flex-start">
            {check.isOk ? marks.good : marks.bad}
            <Text size="sm">{check.detail}</Text>
          </Group>
        ) : (
          <Problem error={check.error} />
        )}
      </li>
    ))}
  </Stack>
);

type Checks = CommandOutput<"readers.check">["checks"];

const ReaderRow = ({ readers }: { readonly readers: ReadersView | null }): ReactElement => {
  const client = useClient();
  const [checks, setChecks] = useState<Checks | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const check = (): void => {
    setIsBusy(true);
    void client.call("readers.check", {}).then((reply) => {
      setIsBusy(false);
      setChecks(reply.ok ? reply.value.checks : null);
    });
  };
  const problems = readers === null || readers.service === "starting" ? null : readerProblems(readers);
  const mark: Mark = problems === null ? "busy" : problems.length > 0 ? "bad" : "good";
  return (
    <Row
      mark={mark}
      title="Reader"
      action={
        <Button size="compact-sm" variant="subtle" loading={isBusy} onClick={check}>
          Check the reader
        </Button>
      }
    >
      <ReaderLine readers={readers} />
      {checks !== null && <Findings checks={checks} />}
      {checks === null && problems?.map((error) => <Problem key={error.code} error={error} isNotice />)}
    </Row>
  );
};

/** The step. */
export const CheckStep = (props: {
  readonly onBack: () => void;
  readonly onDone: () => void;
}): ReactElement => {
  const readers = useReaders();
  const { test, run } = useServiceTest();
  const isReady =
    test !== null && "tookMs" in test && readers !== null && readerProblems(readers).length === 0;
  return (
    <Stack gap="md" maw={640} mx="auto">
      <div>
        <ScreenTitle>{isReady ? "All set for the first tap" : "Service and reader"}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {isReady ? "Both are in order." : "Changes show here at once; nothing needs to be restarted."}
        </Text>
      </div>
      <ServiceRow test={test} run={run} />
      <ReaderRow readers={readers} />
      <Group justify="flex-end" gap="sm" mt="xs">
        <Button variant="default" onClick={props.onBack}>
          Back
        </Button>
        <Button variant={isReady ? "filled" : "light"} onClick={props.onDone}>
          {isReady ? "Continue" : "Continue anyway"}
        </Button>
      </Group>
    </Stack>
  );
};
