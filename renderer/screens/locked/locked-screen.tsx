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
import type { TapInstruction } from "#renderer/components/tap-progress.ts";
import { useApp, useReaders, useScan, useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { UiState } from "#renderer/stores/ui.ts";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RecoveryForm } from "./recovery-form.tsx";
import { useAutoStart } from "./use-auto-start.ts";

const liftFirst: TapInstruction = {
  title: "Locked",
  hint: "Lift the chip off the reader; the next tap opens the vault.",
};

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
      picture={mustLift ? "lift" : undefined}
    />
  );
};

/** After a backup took the vault's place: where the former vault is. */
const Restored = (): ReactElement | null => {
  const t = useText();
  const keptAs = useUi((ui) => ui.keptAs);
  return keptAs === null ? null : (
    <Alert
      color="teal"
      variant="light"
      role="status"
      icon={<CircleCheck aria-hidden />}
      title={t("The backup is in place")}
      maw={720}
      mx="auto"
      mb="lg"
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {t("Open it to go on. The vault that was here before is kept as “{{name}}”.", { name: keptAs })}
      </Text>
    </Alert>
  );
};

type Way = UiState["wayIn"];

/** The other ways in, and help with the reader. */
const OtherWays = (props: { readonly way: Way; readonly onWay: (way: Way) => void }): ReactElement => {
  const t = useText();
  const { hasPassphrase } = useApp();
  const setUi = useSetUi();
  return (
    <Group gap="lg">
      <Anchor component="button" size="sm" onClick={() => setUi({ isDiagnosticsOpen: true })}>
        {t("Readers and diagnostics")}
      </Anchor>
      {hasPassphrase && props.way !== "passphrase" && (
        <Anchor component="button" size="sm" onClick={() => props.onWay("passphrase")}>
          {t("Use passphrase")}
        </Anchor>
      )}
      {props.way !== "words" && (
        <Anchor component="button" size="sm" onClick={() => props.onWay("words")}>
          {t("Use recovery words")}
        </Anchor>
      )}
    </Group>
  );
};

/** The screen. */
export const LockedScreen = (): ReactElement => {
  const { keychain } = useApp();
  const readers = useReaders();
  const way = useUi((ui) => ui.wayIn);
  const setUi = useSetUi();
  const setWay = (wayIn: Way): void => setUi({ wayIn });
  const toTap = (): void => setWay("tap");
  return (
    <CalmPage
      actions={<SettingsMenu />}
      foot={
        <>
          <ReaderLine readers={readers} />
          <OtherWays way={way} onWay={setWay} />
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
