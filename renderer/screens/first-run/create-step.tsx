/** The vault is made with a tap; the same live steps as later on the lock screen. */
import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useSelfStarter } from "#renderer/components/use-scan-starter.ts";
import { useApp, useReaders, useScan } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The step. It waits for a reader as long as it takes. */
export const CreateStep = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
  const t = useText();
  const app = useApp();
  const scan = useScan();
  const readers = useReaders();
  const { start, startError } = useSelfStarter("create");
  return (
    <Stack gap="xl" align="center">
      <TapPanel
        scan={scan?.purpose === "create" ? scan : null}
        startError={startError}
        onStart={start}
        startLabel="Tap to create"
      >
        <Text size="sm" c="dimmed">
          {app.profile.presence === "verify"
            ? t(
                "The chip that you tap now will open this vault. With the Verify API it proves presence only; no secret depends on it.",
              )
            : t("The chip that you tap now will open this vault.")}
        </Text>
        <ReaderLine readers={readers} />
        <Anchor component="button" size="sm" ta="start" w="fit-content" onClick={onBack}>
          {app.vault === "none" ? t("Back to service and reader") : t("Back")}
        </Anchor>
      </TapPanel>
      <KeychainNotice keychain={app.keychain} />
    </Stack>
  );
};
