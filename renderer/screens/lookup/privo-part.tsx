/** PRIVO Protect among the settings: whether it is set up, who is asked, and the ways to its form and to the lookup. */
import { Button, Group, Loader, Text } from "@mantine/core";
import { Baby, CircleCheck, CircleDashed, Settings2, UserSearch } from "lucide-react";
import { type ReactElement, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { useSetUi } from "#renderer/context.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { Mark, StateBadge } from "#renderer/screens/settings/stores/store-head.tsx";
import type { StateWords } from "#renderer/screens/settings/stores/store-words.ts";
import classes from "#renderer/screens/settings/stores/stores.module.css";
import { useText } from "#renderer/language/use-text.ts";
import { PrivoSettingsDialog } from "./privo-settings-dialog.tsx";
import { type LookupSetup, useLookupSettings } from "./use-lookup-settings.ts";

const states = {
  on: { label: "Ready to ask", color: "teal", icon: CircleCheck },
  off: { label: "Not set up", color: null, icon: CircleDashed },
} as const satisfies Record<string, StateWords>;

const Buttons = (props: { readonly isConfigured: boolean; readonly onSetup: () => void }): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  return (
    <Group gap="xs">
      {props.isConfigured && (
        <Button
          variant="light"
          leftSection={<UserSearch size={16} aria-hidden />}
          onClick={() => setUi({ page: "lookup" })}
        >
          {t("Age lookup")}
        </Button>
      )}
      <Button
        variant={props.isConfigured ? "default" : "light"}
        leftSection={<Settings2 size={16} aria-hidden />}
        aria-label={props.isConfigured ? t("Settings of PRIVO Protect") : t("Set up: PRIVO Protect")}
        onClick={props.onSetup}
      >
        {props.isConfigured ? t("Settings") : t("Set up")}
      </Button>
    </Group>
  );
};

const Known = (props: { readonly setup: LookupSetup; readonly reload: () => void }): ReactElement => {
  const t = useText();
  const { setup, reload } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={classes["place"]}>
      <div className={classes["head"]}>
        <Baby size={22} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <div className={classes["main"]}>
          <Group gap={8}>
            <Text component="h3" fw={600} m={0} fz="md">
              PRIVO Protect
            </Text>
            <StateBadge words={setup.isConfigured ? states.on : states.off} />
            {setup.isSimulated && <Mark mark="simulated" />}
          </Group>
          <Text size="sm" c="dimmed" mt={2}>
            {setup.isConfigured
              ? t("Asked at {{host}}.", { host: setup.host })
              : t("Enter what PRIVO gave you to use it.")}
          </Text>
        </div>
        <Buttons isConfigured={setup.isConfigured} onSetup={() => setIsOpen(true)} />
      </div>
      <PrivoSettingsDialog isOpen={isOpen} setup={setup} onClose={() => setIsOpen(false)} onSaved={reload} />
    </div>
  );
};

/** The part. */
export const PrivoPart = (): ReactElement => {
  const t = useText();
  const { setup, error, reload } = useLookupSettings();
  return (
    <SectionPart
      title={t("Age lookup")}
      about={t(
        "PRIVO Protect answers questions about the age behind an e-mail address or a phone number. It is told nothing of your vault.",
      )}
    >
      {setup !== null ? (
        <Known setup={setup} reload={reload} />
      ) : error === null ? (
        <Loader size="sm" role="status" aria-label={t("Loading the settings of lookups")} />
      ) : (
        <Problem error={error} onRetry={reload} />
      )}
    </SectionPart>
  );
};
