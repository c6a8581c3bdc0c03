/** The first choice: the sandbox, which needs nothing, or the person's own chip with VivoKey. */
import { Alert, Anchor, Badge, Button, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { CircleCheck, FlaskConical, Info, Nfc } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { realReaders } from "#renderer/components/reader-words.ts";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp, useReaders, useSetUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { type Choice, ServiceForm, sandboxChoice } from "./service-form.tsx";

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly badge?: ReactNode;
  readonly action: ReactNode;
  readonly children: ReactNode;
}

const Way = ({ icon, title, badge, action, children }: WayProps): ReactElement => (
  <Card withBorder padding="lg" component="section">
    <Group gap="sm" mb="xs">
      {icon}
      <Text component="h2" fw={650} size="lg" m={0}>
        {title}
      </Text>
      {badge}
    </Group>
    <Text c="dimmed" size="sm" flex={1} mb="lg">
      {children}
    </Text>
    {action}
  </Card>
);

interface WaysProps {
  readonly isBusy: boolean;
  readonly onSandbox: () => void;
  readonly onReal: () => void;
}

const Ways = ({ isBusy, onSandbox, onReal }: WaysProps): ReactElement => {
  const t = useText();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Way
        icon={<Nfc size={24} aria-hidden />}
        title={t("Use my chip with VivoKey")}
        action={
          <Button fullWidth onClick={onReal}>
            {t("Set up my chip")}
          </Button>
        }
      >
        {t(
          "For your Spark or Apex and a USB reader. You need an API key from VivoKey; it is kept in this computer’s keychain.",
        )}
      </Way>
      <Way
        icon={<FlaskConical size={24} aria-hidden />}
        title={t("Try it in the sandbox")}
        badge={
          <Badge color="orange" variant="light" tt="none">
            {t("Simulation")}
          </Badge>
        }
        action={
          <Button fullWidth variant="default" loading={isBusy} onClick={onSandbox}>
            {t("Start the sandbox")}
          </Button>
        }
      >
        {t(
          "Simulated chip, reader and services, all on this computer. No account, no hardware. Do not keep real secrets in it.",
        )}
      </Way>
    </SimpleGrid>
  );
};

/** What goes with the reader that is there, or without one. Said before anybody has chosen. */
const ReaderNote = (): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const view = useReaders();
  if (view === null || view.service === "starting") return null;
  const names = realReaders(view).map((reader) => reader.name);
  return names.length > 0 ? (
    <Alert variant="light" color="teal" icon={<CircleCheck aria-hidden />} role="note">
      {t("Reader found: {{names}}", { names: formats.list(names) })}
    </Alert>
  ) : (
    <Alert variant="light" color="gray" icon={<Info aria-hidden />} role="note" title={t("No reader yet?")}>
      {t(
        "The sandbox works now, with a simulated chip; your own chip can be set up later, when the reader is here. Or set it up now: the last step waits for the reader and goes on by itself.",
      )}
    </Alert>
  );
};

/** Back to what was there before, for those who came here again. */
const BackAgain = (): ReactElement | null => {
  const t = useText();
  const setUi = useSetUi();
  const { profile } = useApp();
  return profile.kind === "unset" ? null : (
    <Anchor component="button" size="sm" w="fit-content" onClick={() => setUi({ isSettingUp: false })}>
      {t("Leave it as it was")}
    </Anchor>
  );
};

/** The step. */
export const ChooseStep = ({ onChosen }: { readonly onChosen: () => void }): ReactElement => {
  const t = useText();
  const { profile } = useApp();
  const [isReal, setIsReal] = useState(false);
  const call = useCall("setup.choose");
  const choose = (choice: Choice): void => call.run(choice, onChosen);
  const leaveForm = (): void => {
    call.clear();
    setIsReal(false);
  };
  if (isReal) {
    return (
      <ServiceForm
        error={call.error}
        isBusy={call.isBusy}
        mayHaveKey={profile.kind !== "unset"}
        onSubmit={choose}
        onBack={leaveForm}
      />
    );
  }
  // In the sandbox there is nothing to start: going back is enough.
  const toSandbox = (): void => (profile.kind === "sandbox" ? onChosen() : choose(sandboxChoice));
  return (
    <Stack gap="lg">
      <div>
        <ScreenTitle>{t("A vault that opens when you tap your chip")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t(
            "Everything is encrypted on this computer before it goes anywhere. Setting up takes about two minutes.",
          )}
        </Text>
      </div>
      <Ways isBusy={call.isBusy} onSandbox={toSandbox} onReal={() => setIsReal(true)} />
      {call.error !== null && <Problem error={call.error} />}
      <ReaderNote />
      <BackAgain />
    </Stack>
  );
};
