/** The ways into the vault: what there is, what to add, what to try, and what to do about too few of them. */
import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { FlaskConical, KeyRound, Nfc, ScrollText, ShieldAlert } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { SlotView } from "#contract/views.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useApp, useClient } from "#renderer/context.ts";
import { AddChipDialog } from "./add-chip-dialog.tsx";
import { PassphraseDialog } from "./passphrase-dialog.tsx";
import { RemoveSlotDialog } from "./remove-slot-dialog.tsx";
import { RotatePart } from "./rotate-part.tsx";
import { SectionPart } from "./section-part.tsx";
import { SlotList } from "./slot-list.tsx";
import { TestDialog } from "./test-dialog.tsx";
import { type Slots, useSlots } from "./use-slots.ts";
import { useText } from "#renderer/language/use-text.ts";

type Dialog = "chip" | "passphrase" | "test" | null;

/** Two ways that need nobody else: so that losing one thing never loses the vault. */
const enoughOwn = 2;

const TooFew = ({ slots }: { readonly slots: readonly SlotView[] }): ReactElement | null => {
  const t = useText();
  const own = slots.filter((slot) => slot.attestedBy === "own").length;
  if (own >= enoughOwn) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      role="note"
      icon={<ShieldAlert aria-hidden />}
      title={own === 0 ? t("No way in is your own") : t("Only one way in is your own")}
    >
      <Text size="sm">
        {own === 0
          ? t(
              "Without VivoKey’s service the vault could not be opened at all. Make a recovery kit and set a passphrase.",
            )
          : t(
              "If it is lost while VivoKey’s service is away, the vault cannot be opened. Set a passphrase, or make sure of a recovery kit.",
            )}
      </Text>
    </Alert>
  );
};

const PendingKit = ({ onGoOn }: { readonly onGoOn: () => void }): ReactElement | null => {
  const t = useText();
  const client = useClient();
  if (!useApp().isKitPending) return null;
  const drop = (): void => void client.call("recovery.cancelRenewal", {}).then(tellProblem);
  return (
    <Alert color="yellow" variant="light" role="note" title={t("A new recovery kit waits to be confirmed")}>
      <Text size="sm">{t("The former kit still counts. Go on to see the words and confirm them.")}</Text>
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={onGoOn}>
          {t("Go on")}
        </Button>
        <Button size="xs" variant="default" onClick={drop}>
          {t("Keep the former kit")}
        </Button>
      </Group>
    </Alert>
  );
};

const Adding = (props: {
  readonly onOpen: (dialog: Dialog) => void;
  readonly onRenewKit: () => void;
}): ReactElement => {
  const t = useText();
  const { hasPassphrase } = useApp();
  return (
    <Group gap="xs">
      <Button leftSection={<Nfc size={16} aria-hidden />} onClick={() => props.onOpen("chip")}>
        {t("Add a chip")}
      </Button>
      <Button
        variant="default"
        leftSection={<KeyRound size={16} aria-hidden />}
        onClick={() => props.onOpen("passphrase")}
      >
        {hasPassphrase ? t("Replace the passphrase") : t("Set a passphrase")}
      </Button>
      <Button variant="default" leftSection={<ScrollText size={16} aria-hidden />} onClick={props.onRenewKit}>
        {t("New recovery kit")}
      </Button>
      <Button
        variant="default"
        leftSection={<FlaskConical size={16} aria-hidden />}
        onClick={() => props.onOpen("test")}
      >
        {t("Test what you have")}
      </Button>
    </Group>
  );
};

const Known = (props: {
  readonly slots: readonly SlotView[];
  readonly reload: () => void;
  readonly onRenewKit: () => void;
}): ReactElement => {
  const { slots, reload } = props;
  const { hasPassphrase } = useApp();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [removing, setRemoving] = useState<SlotView | null>(null);
  const close = (): void => {
    setDialog(null);
    setRemoving(null);
    reload();
  };
  return (
    <>
      <TooFew slots={slots} />
      <PendingKit onGoOn={props.onRenewKit} />
      <SlotList slots={slots} onChanged={reload} onRemove={setRemoving} />
      <Adding onOpen={setDialog} onRenewKit={props.onRenewKit} />
      <AddChipDialog isOpen={dialog === "chip"} onClose={close} />
      <PassphraseDialog isOpen={dialog === "passphrase"} isReplacing={hasPassphrase} onClose={close} />
      <TestDialog isOpen={dialog === "test"} slots={slots} hasPassphrase={hasPassphrase} onClose={close} />
      <RemoveSlotDialog slot={removing} slots={slots} onClose={close} onRemoved={close} />
    </>
  );
};

const Content = ({
  slots,
  error,
  reload,
  onRenewKit,
}: Slots & { readonly onRenewKit: () => void }): ReactElement => {
  const t = useText();
  if (slots !== null) return <Known slots={slots} reload={reload} onRenewKit={onRenewKit} />;
  return error === null ? (
    <Loader size="sm" role="status" aria-label={t("Loading the ways in")} />
  ) : (
    <Problem error={error} onRetry={reload} />
  );
};

/** The section. */
export const WaysInSection = ({ onRenewKit }: { readonly onRenewKit: () => void }): ReactElement => {
  const t = useText();
  const slots = useSlots();
  return (
    <Stack gap="xl">
      <SectionPart
        title={t("Ways in")}
        about={t("Each of these opens the vault by itself. Keep at least two apart.")}
      >
        <Content {...slots} onRenewKit={onRenewKit} />
      </SectionPart>
      <RotatePart slots={slots.slots ?? []} />
    </Stack>
  );
};
