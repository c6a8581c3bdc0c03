/** Is the service reachable and is a reader there? Live, with what to do about each thing that is not right. */
import { Alert, Button, Card, Group, Loader, Stack, Text } from "@mantine/core";
import { CircleAlert, CircleCheck, Info, type LucideIcon } from "lucide-react";
import { type ReactElement, type ReactNode, useCallback, useEffect, useState } from "react";
import { type AppError, fail } from "#contract/errors.ts";
import type { ReadersView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp, useClient, useReaders, useSetUi } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { sandboxChoice } from "./service-form.tsx";

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

const looks: Readonly<
  Record<
    Exclude<Mark, "busy">,
    { readonly Icon: LucideIcon; readonly color: string; readonly name: KnownText }
  >
> = {
  good: { Icon: CircleCheck, color: "var(--mantine-color-success)", name: "in order" },
  bad: { Icon: CircleAlert, color: "var(--mantine-color-error)", name: "needs attention" },
};

const Sign = ({ mark }: { readonly mark: Mark }): ReactElement => {
  const t = useText();
  if (mark === "busy") return <Loader size={18} m={2} aria-label={t("checking")} />;
  const { Icon, color, name } = looks[mark];
  return <Icon size={22} color={color} aria-label={t(name)} style={{ flex: "none" }} />;
};

const Row = (props: {
  readonly mark: Mark;
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactElement => (
  <Card withBorder padding="md" component="section">
    <Group wrap="nowrap" align="flex-start" gap="md">
      <Sign mark={props.mark} />
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
  const t = useText();
  const formats = useFormats();
  const mark: Mark = test === null ? "busy" : "error" in test ? "bad" : "good";
  return (
    <Row
      mark={mark}
      title={t("Service")}
      action={
        mark === "good" && (
          <Button size="compact-sm" variant="subtle" onClick={run}>
            {t("Test again")}
          </Button>
        )
      }
    >
      {test === null && <Text size="sm">{t("Asking the service…")}</Text>}
      {test !== null && "tookMs" in test && (
        <Text size="sm" c="dimmed">
          {t("Address and key are right. It answered in {{ms}} ms.", {
            ms: formats.number(Math.round(test.tookMs)),
          })}
        </Text>
      )}
      {test !== null && "error" in test && (
        <Problem error={test.error} onRetry={run} retryLabel={t("Test again")} />
      )}
    </Row>
  );
};

/** The readers, or null as long as nothing is known of them. */
const knownReaders = (readers: ReadersView | null): ReadersView | null =>
  readers === null || readers.service === "starting" ? null : readers;

const readerProblems = (readers: ReadersView): readonly AppError[] => {
  if (readers.error !== null) return [readers.error];
  const own = readers.readers.flatMap((reader) => (reader.error === null ? [] : [reader.error]));
  if (own.length > 0) return own;
  return readers.readers.length === 0 ? [noReader] : [];
};

const noReader = fail("reader.none").error;

const SandboxMeanwhile = (): ReactElement => {
  const t = useText();
  const choose = useCall("setup.choose");
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        mt="xs"
        loading={choose.isBusy}
        onClick={() => choose.run(sandboxChoice)}
      >
        {t("Try the sandbox meanwhile")}
      </Button>
      {choose.error !== null && <Problem error={choose.error} />}
    </>
  );
};

/** What goes without a reader, so that nobody stops here. */
const WithoutReader = (): ReactElement => {
  const t = useText();
  const { hasSandbox } = useApp();
  return (
    <Alert variant="light" color="gray" icon={<Info aria-hidden />} role="note" title={t("Without a reader")}>
      <Text size="sm">
        {hasSandbox
          ? t(
              "Plug it in now, or go on all the same: the next step waits for the reader, and goes on by itself as soon as one is plugged in. Until then the sandbox shows everything with a simulated chip; your key is kept.",
            )
          : t(
              "Plug it in now, or go on all the same: the next step waits for the reader, and goes on by itself as soon as one is plugged in. Any USB reader for ISO 14443 will do, for example an ACR1252U, an ACR1552U or an OMNIKEY 5022. Your key is kept.",
            )}
      </Text>
      {hasSandbox && <SandboxMeanwhile />}
    </Alert>
  );
};

const ReaderRow = ({ readers }: { readonly readers: ReadersView | null }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const known = knownReaders(readers);
  const problems = known === null ? null : readerProblems(known);
  const mark: Mark = problems === null ? "busy" : problems.length > 0 ? "bad" : "good";
  return (
    <Row
      mark={mark}
      title={t("Reader")}
      action={
        <Button size="compact-sm" variant="subtle" onClick={() => setUi({ isDiagnosticsOpen: true })}>
          {t("Check the reader")}
        </Button>
      }
    >
      <ReaderLine readers={readers} />
      {problems?.map((error) =>
        error.code === "reader.none" ? (
          <WithoutReader key={error.code} />
        ) : (
          <Problem key={error.code} error={error} isNotice />
        ),
      )}
    </Row>
  );
};

const isAnswered = (test: Test): boolean => test !== null && "tookMs" in test;

/** The step. */
export const CheckStep = (props: {
  readonly onBack: () => void;
  readonly onDone: () => void;
}): ReactElement => {
  const t = useText();
  const readers = useReaders();
  const { test, run } = useServiceTest();
  const known = knownReaders(readers);
  const isReady = isAnswered(test) && known !== null && readerProblems(known).length === 0;
  return (
    <Stack gap="md" maw={640} mx="auto">
      <div>
        <ScreenTitle>{isReady ? t("All set for the first tap") : t("Service and reader")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {isReady ? t("Both are in order.") : t("Changes show here at once; nothing needs to be restarted.")}
        </Text>
      </div>
      <ServiceRow test={test} run={run} />
      <ReaderRow readers={readers} />
      <Group justify="flex-end" gap="sm" mt="xs">
        <Button variant="default" onClick={props.onBack}>
          {t("Back")}
        </Button>
        <Button variant={isReady ? "filled" : "light"} onClick={props.onDone}>
          {isReady ? t("Continue") : t("Continue anyway")}
        </Button>
      </Group>
    </Stack>
  );
};
