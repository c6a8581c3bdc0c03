/** How it stands with newer versions: one line or box for each state. */
import { Group, Loader, Progress, Stack, Text as Words } from "@mantine/core";
import type { ReactElement } from "react";
import type { UpdatesView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useApp } from "#renderer/context.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { ReleaseNotes, UpdateReady } from "./update-ready.tsx";

const Line = (props: { readonly text: string; readonly isBusy?: boolean }): ReactElement => (
  <Group gap="xs" wrap="nowrap">
    {props.isBusy === true && <Loader size="xs" aria-hidden />}
    <Words size="sm">{props.text}</Words>
  </Group>
);

const Downloading = ({ view }: { readonly view: UpdatesView }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { version = "", bytes = 0, notes = null } = view.release ?? {};
  const label = t("Downloading version {{version}}…", { version });
  return (
    <Stack gap="sm">
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Words size="sm">{label}</Words>
          <Words size="sm" c="dimmed" aria-live="off">
            {t("{{percent}} of {{size}}", {
              percent: formats.percent(view.progress),
              size: formats.size(bytes),
            })}
          </Words>
        </Group>
        <Progress.Root size="md">
          <Progress.Section value={view.progress * 100} aria-label={label} />
        </Progress.Root>
      </Stack>
      {notes !== null && <ReleaseNotes notes={notes} />}
    </Stack>
  );
};

/** What one line says; null where a line is not enough. */
const lineOf = (view: UpdatesView, isOn: boolean): { readonly text: Text; readonly isBusy?: true } | null => {
  switch (view.state) {
    case "resting":
      return { text: isOn ? "Not looked for yet." : "Newer versions are looked for only when you ask." };
    case "looking":
      return { text: "Looking for a newer version…", isBusy: true };
    case "current":
      return { text: "This is the newest version." };
    case "held-back":
      return {
        text: "Version {{version}} is handed out step by step. It comes to this computer later, by itself.",
      };
    case "installing":
      return { text: "Putting version {{version}} in place…", isBusy: true };
    default:
      return null;
  }
};

/** The status. */
export const UpdateStatus = (props: {
  readonly view: UpdatesView;
  readonly onLook: () => void;
}): ReactElement | null => {
  const t = useText();
  const { settings } = useApp();
  const { view, onLook } = props;
  const line = lineOf(view, settings.checksForUpdates);
  if (line !== null)
    return (
      <Line isBusy={line.isBusy === true} text={t(line.text, { version: view.release?.version ?? "" })} />
    );
  if (view.state === "downloading") return <Downloading view={view} />;
  if (view.state === "failed")
    return view.error === null ? null : <Problem error={view.error} onRetry={onLook} />;
  return <UpdateReady view={view} />;
};
