/**
 * The tour: five cards with what one must know, one after the other. It can be left at any moment;
 * either way it counts as seen, and the commands open it again.
 */
import { Button, Group, Modal, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactElement, useState } from "react";
import { ChordKeys } from "#renderer/commands/chord-keys.tsx";
import { type CommandId, commandTable } from "#renderer/commands/table.ts";
import { useFocusReturn } from "#renderer/components/use-focus-return.ts";
import { useClient, useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type TourCard, tourCards } from "./tour-cards.ts";
import { TourPicture } from "./tour-pictures.tsx";
import classes from "./tour.module.css";

const firstKeys: readonly CommandId[] = ["search", "palette", "new", "lock", "help"];

const Keys = (): ReactElement => {
  const t = useText();
  return (
    <dl className={classes["keys"]}>
      {commandTable
        .filter(({ id }) => firstKeys.includes(id))
        .map((command) => (
          <div key={command.id}>
            <Text component="dt" size="sm">
              {t(command.text)}
            </Text>
            <dd>
              <ChordKeys chords={command.keys.slice(0, 1)} />
            </dd>
          </div>
        ))}
    </dl>
  );
};

const Words = ({ card }: { readonly card: TourCard }): ReactElement => {
  const t = useText();
  return (
    <Stack gap="xs" className={classes["words"] ?? ""} aria-live="polite">
      <Title order={2} size="h3">
        {t(card.title)}
      </Title>
      <Text c="dimmed">{t(card.text)}</Text>
      {card.id === "keys" && <Keys />}
    </Stack>
  );
};

const Dots = (props: { readonly at: number; readonly onGo: (index: number) => void }): ReactElement => {
  const t = useText();
  return (
    <ol className={classes["dots"]} aria-label={t("Cards of the tour")}>
      {tourCards.map((card, index) => (
        <li key={card.id}>
          <UnstyledButton
            className={classes["dot"] ?? ""}
            title={t(card.name)}
            aria-label={t(card.name)}
            aria-current={index === props.at ? "step" : undefined}
            onClick={() => props.onGo(index)}
          />
        </li>
      ))}
    </ol>
  );
};

/** Which way an arrow key leads; in languages that read from right to left the arrows change places. */
const stepOf = (event: KeyboardEvent): number => {
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === forward) return 1;
  return event.key === "ArrowLeft" || event.key === "ArrowRight" ? -1 : 0;
};

/** Forward is always the same button, so that pressing Enter again and again leads through. */
const Cards = ({ onEnd }: { readonly onEnd: () => void }): ReactElement => {
  const t = useText();
  const [at, setAt] = useState(0);
  const last = tourCards.length - 1;
  const go = (index: number): void => setAt(Math.max(0, Math.min(last, index)));
  const card: TourCard = tourCards[at] ?? tourCards[0];
  return (
    <Stack gap="lg" onKeyDown={(event) => go(at + stepOf(event))}>
      <TourPicture id={card.id} />
      <Words card={card} />
      <Group justify="space-between" gap="sm">
        <Button variant="default" onClick={at === 0 ? onEnd : () => go(at - 1)}>
          {at === 0 ? t("Skip the tour") : t("Back")}
        </Button>
        <Dots at={at} onGo={go} />
        <Button data-autofocus onClick={at === last ? onEnd : () => go(at + 1)}>
          {at === last ? t("Done") : t("Next")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The dialog. */
export const TourDialog = (): ReactElement => {
  const t = useText();
  const client = useClient();
  const setUi = useSetUi();
  useFocusReturn();
  const end = (): void => {
    setUi({ isTourOpen: false });
    // That it was seen is a convenience: when it cannot be kept, the tour is only offered once more.
    void client.call("settings.set", { hasSeenTour: true });
  };
  return (
    <Modal
      opened
      onClose={end}
      title={t("A short tour")}
      size={520}
      centered
      closeButtonProps={{ "aria-label": t("Skip the tour") }}
    >
      <Cards onEnd={end} />
    </Modal>
  );
};
