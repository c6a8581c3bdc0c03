/** A newer version that is here: what is new in it, what it waits for, and the way to it. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import type { ReactElement } from "react";
import type { UpdatesView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { waitSentence, whenInPlace } from "./update-words.ts";

/** What is new, as plain text. */
export const ReleaseNotes = ({ notes }: { readonly notes: string }): ReactElement => {
  const t = useText();
  return (
    <section aria-label={t("What is new")}>
      <Text size="sm" fw={600}>
        {t("What is new")}
      </Text>
      <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
        {notes}
      </Text>
    </section>
  );
};

/** The state `ready` or `installed`. */
export const UpdateReady = ({ view }: { readonly view: UpdatesView }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const install = useCall("updates.install");
  const version = view.release?.version ?? "";
  const isInstalled = view.state === "installed";
  const waiting = waitSentence(view.waitsFor, t, formats);
  const error = view.error ?? install.error;
  return (
    <Stack gap="sm">
      <Alert
        color="teal"
        variant="light"
        role="note"
        icon={<CircleCheck aria-hidden />}
        title={
          isInstalled
            ? t("Version {{version}} is in place", { version })
            : t("Version {{version}} is ready", { version })
        }
      >
        <Stack gap="sm">
          {view.release?.notes != null && <ReleaseNotes notes={view.release.notes} />}
          <Text size="sm">{isInstalled ? t("It begins with the next start.") : t(whenInPlace(view))}</Text>
          {waiting !== null && (
            <Text size="sm" fw={600}>
              {waiting}
            </Text>
          )}
          <Group>
            <Button disabled={waiting !== null} loading={install.isBusy} onClick={() => install.run({})}>
              {t("Restart now")}
            </Button>
          </Group>
        </Stack>
      </Alert>
      {error !== null && <Problem error={error} />}
    </Stack>
  );
};
