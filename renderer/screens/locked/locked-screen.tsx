/** The vault is locked: what to do with the chip, live, with the readers in view and the words as a way in. */
import { Anchor, Group } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { CalmPage } from "#renderer/components/calm-page.tsx";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { SettingsMenu } from "#renderer/components/settings-menu.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useApp, useReaders, useScan } from "#renderer/context.ts";
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

/** The screen. */
export const LockedScreen = (): ReactElement => {
  const { keychain } = useApp();
  const readers = useReaders();
  const [isByWords, setIsByWords] = useState(false);
  return (
    <CalmPage
      actions={<SettingsMenu />}
      foot={
        <>
          <ReaderLine readers={readers} />
          {!isByWords && (
            <Anchor component="button" size="sm" onClick={() => setIsByWords(true)}>
              Use recovery words
            </Anchor>
          )}
        </>
      }
    >
      {isByWords ? <RecoveryForm onBack={() => setIsByWords(false)} /> : <Tap />}
      <Group justify="center" mt="xl">
        <KeychainNotice keychain={keychain} />
      </Group>
    </CalmPage>
  );
};
