/** The vault is locked: what to do with the chip, live, with the readers in view and the passphrase and the words as other ways in. */
import { Alert, Anchor, Group, Text } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { type ReactElement, useState } from "react";
import { CalmPage } from "#renderer/components/calm-page.tsx";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { SettingsMenu } from "#renderer/components/settings-menu.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useApp, useReaders, useScan, useUi } from "#renderer/context.ts";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RecoveryForm } from "./recovery-form.tsx";
import { useAutoStart } from "./use-auto-start.ts";

const liftFirst = { title: "Locked", hint: "Lift the chip off the reader; the next tap opens the vault." };

const Tap = (): ReactElement => {
  const scan = useScan();
  const { start, startError } = useScanStarter("unlock");
  // The tap that opened the vault before is history: nothing of it is shown as done.
  const [pastScanId] = useState(scan?.scanId ?? null);
  const hasChipLain = useAutoStart(start);
  const mustLift = hasChipLain && (scan === null || scan.scanId === pastScanId);
  return (
    <TapPanel
      scan={mustLift ? null : scan}
      startError={startError}
      onStart={start}
      startLabel="Tap again"
      instruction={mustLift ? liftFirst : undefined}
    />
  );
};

/** After a backup took the vault's place: where the former vault is. */
const Restored = (): ReactElement | null => {
  const keptAs = useUi((ui) => ui.keptAs);
  return keptAs === null ? null : (
    <Alert
      color="teal"
      variant="light"
      role="status"
      icon={<CircleCheck aria-hidden />}
      title="The backup is in place"
      maw={720}
      mx="auto"
      mb="lg"
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        Open it to go on. The vault that was here before is kept as “{keptAs}”.
      </Text>
    </Alert>
  );
};

type Way = "tap" | "words" | "passphrase";

/** The screen. */
export const LockedScreen = (): ReactElement => {
  const { keychain, hasPassphrase } = useApp();
  const readers = useReaders();
  const [way, setWay] = useState<Way>("tap");
  const toTap = (): void => setWay("tap");
  return (
    <CalmPage
      actions={<SettingsMenu />}
      foot={
        <>
          <ReaderLine readers={readers} />
          <Group gap="lg">
            {hasPassphrase && way !== "passphrase" && (
              <Anchor component="button" size="sm" onClick={() => setWay("passphrase")}>
                Use passphrase
              </Anchor>
            )}
            {way !== "words" && (
              <Anchor component="button" size="sm" onClick={() => setWay("words")}>
                Use recovery words
              </Anchor>
            )}
          </Group>
        </>
      }
    >
      <Restored />
      {way === "tap" && <Tap />}
      {way === "words" && <RecoveryForm onBack={toTap} />}
      {way === "passphrase" && <PassphraseForm onBack={toTap} />}
      <Group justify="center" mt="xl">
        <KeychainNotice keychain={keychain} />
      </Group>
    </CalmPage>
  );
};
