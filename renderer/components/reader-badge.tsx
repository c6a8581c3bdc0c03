/**
 * How the readers stand, small enough for the bar of every page. Pressed, it shows them with what is
 * wrong and the way to the diagnostics.
 */
import { ActionIcon, Button, Popover, Stack } from "@mantine/core";
import { CircleAlert, CircleDashed, CircleDot, Nfc } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useReaders, useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { Problem } from "./problem.tsx";
import { ReaderLine } from "./reader-line.tsx";
import { type ReadersState, readersProblem, readersState, stateWords } from "./reader-words.ts";

const icons: Readonly<Record<ReadersState, ReactElement>> = {
  looking: <CircleDashed size={18} aria-hidden />,
  chip: <CircleDot size={18} aria-hidden />,
  ready: <Nfc size={18} aria-hidden />,
  trouble: <CircleAlert size={18} aria-hidden />,
  none: <CircleDashed size={18} aria-hidden />,
  down: <CircleAlert size={18} aria-hidden />,
};

const colors = {
  looking: "gray",
  chip: "petrol",
  ready: "petrol",
  trouble: "orange",
  none: "gray",
  down: "orange",
} as const satisfies Record<ReadersState, string>;

const Details = ({ onLeave }: { readonly onLeave: () => void }): ReactElement => {
  const t = useText();
  const readers = useReaders();
  const setUi = useSetUi();
  const problem = readersProblem(readers);
  const openDiagnostics = (): void => {
    onLeave();
    setUi({ isDiagnosticsOpen: true });
  };
  return (
    <Stack gap="sm">
      <ReaderLine readers={readers} />
      {problem === null ? (
        <Button variant="light" size="compact-md" onClick={openDiagnostics}>
          {t("Readers and diagnostics")}
        </Button>
      ) : (
        <Problem error={problem} isNotice />
      )}
    </Stack>
  );
};

/** The badge: a sign whose colour and shape tell the state, and whose name says it. */
export const ReaderBadge = (): ReactElement => {
  const t = useText();
  const state = readersState(useReaders());
  const [isOpen, setIsOpen] = useState(false);
  const words = t(stateWords[state]);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color={colors[state]}
          size="lg"
          title={words}
          aria-label={words}
          data-readers={state}
          onClick={() => setIsOpen(!isOpen)}
        >
          {icons[state]}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Readers")}>
        <Details onLeave={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
};
