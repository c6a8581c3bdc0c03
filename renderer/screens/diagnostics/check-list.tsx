/** What the doctor found, a line for each thing it looked at; where something is wrong, what to do and what to run. */
import { Code, Group, Stack, Text } from "@mantine/core";
import { CircleAlert, CircleCheck, CircleHelp, CircleX, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CheckView } from "#contract/views.ts";
import { CopyText } from "#renderer/components/copy-text.tsx";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { checkFinding, checkTitle } from "./check-words.ts";
import classes from "./diagnostics.module.css";

interface Look {
  readonly Icon: LucideIcon;
  readonly color: string;
  readonly name: KnownText;
}

const looks: Readonly<Record<CheckView["state"], Look>> = {
  ok: { Icon: CircleCheck, color: "var(--mantine-color-teal-light-color)", name: "In order" },
  warning: { Icon: CircleAlert, color: "var(--mantine-color-orange-light-color)", name: "Worth a look" },
  failed: { Icon: CircleX, color: "var(--mantine-color-error)", name: "Needs attention" },
  unknown: { Icon: CircleHelp, color: "var(--mantine-color-dimmed)", name: "Not known" },
};

/** What to run, to be copied: never run by the window. */
export const Command = ({ command }: { readonly command: string }): ReactElement => {
  const t = useText();
  return (
    <Stack gap={6} align="flex-start" mt={4}>
      <Code block className={classes["command"] ?? ""} dir="ltr">
        {command}
      </Code>
      <CopyText text={command} label={t("Copy the command")} />
    </Stack>
  );
};

const NextStep = ({ error }: { readonly error: AppError }): ReactElement => (
  <Text size="sm" data-error-code={error.code}>
    {useErrorText(error).next}
  </Text>
);

const Line = ({ check }: { readonly check: CheckView }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { Icon, color, name } = looks[check.state];
  return (
    <Group
      component="li"
      gap="sm"
      wrap="nowrap"
      align="flex-start"
      data-check={check.id}
      data-state={check.state}
    >
      <Icon size={18} color={color} role="img" aria-label={t(name)} className={classes["sign"]} />
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm" className={classes["words"] ?? ""}>
          <Text span fw={600} inherit>
            {t(checkTitle(check))}
          </Text>{" "}
          {checkFinding(t, formats, check)}
        </Text>
        {check.error !== null && <NextStep error={check.error} />}
        {check.command !== null && <Command command={check.command} />}
      </Stack>
    </Group>
  );
};

/** The list. */
export const CheckList = ({ checks }: { readonly checks: readonly CheckView[] }): ReactElement => {
  const t = useText();
  return (
    <Stack component="ul" gap="xs" className={classes["plain"] ?? ""} aria-label={t("Checks")}>
      {checks.map((check, n) => (
        <Line key={`${check.id}-${n}`} check={check} />
      ))}
    </Stack>
  );
};
