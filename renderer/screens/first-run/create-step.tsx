/** The vault is made with a tap; the same live steps as later on the lock screen. */
import { Anchor, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useApp, useReaders, useScan } from "#renderer/context.ts";

/** The step. */
export const CreateStep = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
  const app = useApp();
  const scan = useScan();
  const readers = useReaders();
  const { start, startError } = useScanStarter("create");
  const hasStarted = useRef(false);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    start();
  }, [start]);
  return (
    <Stack gap="xl" align="center">
      <TapPanel
        scan={scan?.purpose === "create" ? scan : null}
        startError={startError}
        onStart={start}
        startLabel="Tap to create"
      >
        <Text size="sm" c="dimmed">
          The chip that you tap now will open this vault.
          {app.profile.presence === "verify" &&
            " With the Verify API it proves presence only; no secret depends on it."}
        </Text>
        <ReaderLine readers={readers} />
        <Anchor component="button" size="sm" ta="start" w="fit-content" onClick={onBack}>
          Back to service and reader
        </Anchor>
      </TapPanel>
      <KeychainNotice keychain={app.keychain} />
    </Stack>
  );
};
