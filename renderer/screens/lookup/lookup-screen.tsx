/**
 * Age lookup: what is asked, how it will be asked, and what came back. What is held of a lookup is dropped
 * in main when this page goes or another answer takes its place, and from here with the page.
 */
import { Button, EmptyState, Group, Loader, Stack, Text } from "@mantine/core";
import { UserSearch } from "lucide-react";
import { type ReactElement, useCallback, useEffect, useState } from "react";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useClient, useSetUi } from "#renderer/context.ts";
import { Mark } from "#renderer/screens/settings/stores/store-head.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { LookupForm } from "./lookup-form.tsx";
import { LookupResults } from "./lookup-results.tsx";
import type { Answer } from "./lookup-types.ts";
import { PrivoSettingsDialog } from "./privo-settings-dialog.tsx";
import { questionElementId } from "./question-fields.tsx";
import { type LookupSetup, useLookupSettings } from "./use-lookup-settings.ts";

/** Drops an answer in main when another one takes its place or the page goes. */
const useForget = (lookupId: string | null): void => {
  const client = useClient();
  useEffect(() => {
    if (lookupId === null) return undefined;
    return () => void client.call("lookup.forget", { lookupId });
  }, [client, lookupId]);
};

const NotSetUp = (props: { readonly setup: LookupSetup; readonly reload: () => void }): ReactElement => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <EmptyState
        icon={<UserSearch aria-hidden />}
        title={t("PRIVO Protect is not set up yet")}
        description={t("It needs the identifiers and the key that PRIVO gave you.")}
      >
        <Button onClick={() => setIsOpen(true)}>{t("Set up")}</Button>
      </EmptyState>
      <PrivoSettingsDialog
        isOpen={isOpen}
        setup={props.setup}
        onClose={() => setIsOpen(false)}
        onSaved={props.reload}
      />
    </>
  );
};

const About = ({ setup }: { readonly setup: LookupSetup }): ReactElement => {
  const t = useText();
  return (
    <Group gap={8}>
      <Text c="dimmed" flex="1 1 260px">
        {t(
          "Asks PRIVO what is known about the age behind an e-mail address or a phone number. Ask only about people who agreed to it.",
        )}
      </Text>
      {setup.isSimulated && <Mark mark="simulated" />}
    </Group>
  );
};

const Ready = ({ setup }: { readonly setup: LookupSetup }): ReactElement => {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useForget(answer?.lookupId ?? null);
  const forget = (): void => {
    setAnswer(null);
    document.getElementById(questionElementId)?.focus();
  };
  return (
    <Stack gap="lg">
      <About setup={setup} />
      <LookupForm setup={setup} onAsk={() => setAnswer(null)} onAnswer={setAnswer} />
      {answer !== null && (
        <LookupResults
          key={answer.lookupId}
          answer={answer}
          isTestData={setup.isTesting || setup.isSimulated}
          onForget={forget}
        />
      )}
    </Stack>
  );
};

const Content = (): ReactElement => {
  const t = useText();
  const { setup, error, reload } = useLookupSettings();
  if (setup === null)
    return error === null ? (
      <Loader size="sm" role="status" aria-label={t("Loading the settings of lookups")} />
    ) : (
      <Problem error={error} onRetry={reload} />
    );
  return setup.isConfigured ? <Ready setup={setup} /> : <NotSetUp setup={setup} reload={reload} />;
};

/** The screen. */
export const LookupScreen = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const back = useCallback(() => setUi({ page: "entries" }), [setUi]);
  useEscape(back);
  return (
    <PageFrame title="Age lookup" backLabel={t("Back to the list")} onBack={back}>
      <Content />
    </PageFrame>
  );
};
