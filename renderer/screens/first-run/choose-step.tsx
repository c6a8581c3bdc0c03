/** The first choice: the person's own chip with VivoKey, or the sandbox, which needs nothing, where this copy has one. */
import { Alert, Anchor, Badge, Button, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { CircleCheck, FlaskConical, Info, Nfc } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { appError } from "#contract/errors.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { realReaders } from "#renderer/components/reader-words.ts";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp, useReaders, useSetUi } from "#renderer/context.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { isSandboxAbsent } from "#renderer/stores/sandbox-absent.ts";
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

const RealWay = ({ onReal }: Pick<WaysProps, "onReal">): ReactElement => {
  const t = useText();
  return (
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
  );
};

const SandboxWay = ({ isBusy, onSandbox }: Omit<WaysProps, "onReal">): ReactElement => {
  const t = useText();
  return (
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
  );
};

const Ways = ({ onReal, ...sandbox }: WaysProps): ReactElement =>
  useApp().hasSandbox ? (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <RealWay onReal={onReal} />
      <SandboxWay {...sandbox} />
    </SimpleGrid>
  ) : (
    <RealWay onReal={onReal} />
  );

/** What a profile of the sandbox is told here, once the way on is in sight. */
const AbsentSandbox = (): ReactElement => {
  const { title, next } = useErrorText(absence);
  return (
    <Alert variant="light" color="yellow" icon={<Info aria-hidden />} role="note" title={title}>
      {next}
    </Alert>
  );
};

const absence = appError("sandbox.absent");

const NoReader = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  const { hasSandbox } = useApp();
  return (
    <Alert variant="light" color="gray" icon={<Info aria-hidden />} role="note" title={t("No reader yet?")}>
      {hasSandbox
        ? t(
            "The sandbox works now, with a simulated chip; your own chip can be set up later, when the reader is here. Or set it up now: the last step waits for the reader and goes on by itself.",
          )
        : t(
            "Any USB reader for ISO 14443 will do, for example an ACR1252U, an ACR1552U or an OMNIKEY 5022. Plug it in at any time: it shows here at once. Your chip can be set up before; the last step waits for the reader and goes on by itself.",
          )}
      {!hasSandbox && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={() => setUi({ isDiagnosticsOpen: true })}>
            {t("Check the readers")}
          </Button>
        </Group>
      )}
    </Alert>
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
    <NoReader />
  );
};

/** Back to what was there before, for those who came here again. */
const BackAgain = (): ReactElement | null => {
  const t = useText();
  const setUi = useSetUi();
  const app = useApp();
  return app.profile.kind === "unset" || isSandboxAbsent(app) ? null : (
    <Anchor component="button" size="sm" w="fit-content" onClick={() => setUi({ isSettingUp: false })}>
      {t("Leave it as it was")}
    </Anchor>
  );
};

/** The step. */
export const ChooseStep = ({ onChosen }: { readonly onChosen: () => void }): ReactElement => {
  const t = useText();
  const app = useApp();
  const { profile } = app;
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
      {isSandboxAbsent(app) && <AbsentSandbox />}
      <Ways isBusy={call.isBusy} onSandbox={toSandbox} onReal={() => setIsReal(true)} />
      {call.error !== null && <Problem error={call.error} />}
      <ReaderNote />
      <BackAgain />
    </Stack>
  );
};
