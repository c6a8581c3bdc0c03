/** The backups that there are, making one now, how many are kept, and putting one in the vault's place. */
import { Button, Group, Loader, Select, Stack, Text } from "@mantine/core";
import { Archive } from "lucide-react";
import { type ReactElement, useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { BackupView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { settingId, useChangeSettings, withCurrent } from "#renderer/components/setting-choices.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp, useClient } from "#renderer/context.ts";
import { RestoreDialog } from "./restore-dialog.tsx";
import { SectionPart } from "./section-part.tsx";
import classes from "./settings.module.css";
import { useFormats, useText } from "#renderer/language/use-text.ts";

const numbers = [3, 5, 10, 20, 50] as const;
interface Backups {
  readonly backups: readonly BackupView[] | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

const useBackups = (): Backups => {
  const client = useClient();
  const latest = useApp().backup.latest?.name;
  const [backups, setBackups] = useState<readonly BackupView[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(
    () =>
      client.call("backup.list", {}).then((reply) => {
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setBackups([...reply.value.backups].sort((a, b) => b.at - a.at));
      }),
    [client],
  );
  useEffect(() => void read(), [read, latest]);
  return { backups, error, reload: () => void read() };
};

const Line = (props: { readonly backup: BackupView; readonly onRestore: () => void }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { backup, onRestore } = props;
  return (
    <li className={classes["line"]}>
      <Archive size={20} aria-hidden style={{ flex: "none" }} />
      <div className={classes["main"]}>
        <Text size="sm" fw={600}>
          {formats.dateTime(backup.at)}
        </Text>
        <Text size="xs" c="dimmed">
          {formats.size(backup.sizeBytes)} · {backup.name}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("Restore the backup of {{date}}", { date: formats.dateTime(backup.at) })}
        onClick={onRestore}
      >
        {t("Restore…")}
      </Button>
    </li>
  );
};

const List = ({ backups, error, reload }: Backups): ReactElement => {
  const t = useText();
  const [chosen, setChosen] = useState<BackupView | null>(null);
  if (backups === null)
    return error === null ? (
      <Loader size="sm" role="status" aria-label={t("Loading the backups")} />
    ) : (
      <Problem error={error} onRetry={reload} />
    );
  if (backups.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("None yet. The first one is made by itself, or now.")}
      </Text>
    );
  return (
    <>
      <ul className={classes["card"]} aria-label={t("Backups")}>
        {backups.map((backup) => (
          <Line key={backup.name} backup={backup} onRestore={() => setChosen(backup)} />
        ))}
      </ul>
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </>
  );
};

const Kept = (): ReactElement => {
  const t = useText();
  const { settings } = useApp();
  const change = useChangeSettings();
  return (
    <Select
      id={settingId("backupsKept")}
      label={t("How many are kept")}
      description={t("The oldest makes room for the newest.")}
      allowDeselect={false}
      maw={360}
      data={withCurrent(numbers, settings.backupsKept).map(String)}
      value={String(settings.backupsKept)}
      onChange={(value) => value !== null && change({ backupsKept: Number(value) })}
    />
  );
};

/** The part. */
export const BackupsPart = (): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { backup } = useApp();
  const list = useBackups();
  const make = useCall("backup.make");
  const error = make.error ?? backup.error;
  return (
    <SectionPart
      title={t("Backups")}
      about={t("Encrypted copies of the vault’s file on this computer. The ways in of that day open them.")}
      action={
        <Button loading={make.isBusy} onClick={() => make.run({}, list.reload)}>
          {t("Make one now")}
        </Button>
      }
    >
      <Stack gap="md">
        <Group gap={6}>
          <Text size="sm" role="status">
            {backup.latest === null
              ? t("No backup yet")
              : t("Latest: {{date}}", { date: formats.dateTime(backup.latest.at) })}
          </Text>
        </Group>
        {error !== null && <Problem error={error} isNotice={make.error === null} />}
        <List {...list} />
        <Kept />
      </Stack>
    </SectionPart>
  );
};
