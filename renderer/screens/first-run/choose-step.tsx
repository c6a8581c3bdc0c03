/** The first choice: the sandbox, which needs nothing, or the person's own chip with VivoKey. */
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { FlaskConical, Nfc } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useClient } from "#renderer/context.ts";
import { ServiceForm } from "./service-form.tsx";

type Choice = CommandInput<"setup.choose">;

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

const Ways = ({ isBusy, onSandbox, onReal }: WaysProps): ReactElement => (
  <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
    <Way
      icon={<Nfc size={24} aria-hidden />}
      title="Use my chip with VivoKey"
      action={
        <Button fullWidth onClick={onReal}>
          Set up my chip
        </Button>
      }
    >
      For your Spark or Apex and a USB reader. You need an API key from VivoKey; it is kept in this computer’s
      keychain.
    </Way>
    <Way
      icon={<FlaskConical size={24} aria-hidden />}
      title="Try it in the sandbox"
      badge={
        <Badge color="orange" variant="light" tt="none">
          Simulation
        </Badge>
      }
      action={
        <Button fullWidth variant="default" loading={isBusy} onClick={onSandbox}>
          Start the sandbox
        </Button>
      }
    >
      Simulated chip, reader and services, all on this computer. No account, no hardware. Do not keep real
      secrets in it.
    </Way>
  </SimpleGrid>
);

/** The step. */
export const ChooseStep = ({ onChosen }: { readonly onChosen: () => void }): ReactElement => {
  const client = useClient();
  const [isReal, setIsReal] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const choose = (choice: Choice): void => {
    setIsBusy(true);
    void client.call("setup.choose", choice).then((reply) => {
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) onChosen();
    });
  };
  if (isReal) {
    return <ServiceForm error={error} isBusy={isBusy} onSubmit={choose} onBack={() => setIsReal(false)} />;
  }
  return (
    <Stack gap="lg">
      <div>
        <ScreenTitle>A vault that opens when you tap your chip</ScreenTitle>
        <Text c="dimmed" mt={4}>
          Everything is encrypted on this computer before it goes anywhere. Setting up takes about two
          minutes.
        </Text>
      </div>
      <Ways
        isBusy={isBusy}
        onSandbox={() => choose({ kind: "sandbox", presence: "scan" })}
        onReal={() => setIsReal(true)}
      />
      {error !== null && <Problem error={error} />}
    </Stack>
  );
};
