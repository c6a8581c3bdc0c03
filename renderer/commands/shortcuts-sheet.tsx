/** The sheet that shows every shortcut by group; it can be searched and printed. */
import { Button, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { Printer, Search } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useSetUi, useUi } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ChordKeys } from "./chord-keys.tsx";
import { groups } from "./command.ts";
import { fit } from "./find-commands.ts";
import { groupNames } from "./group-names.ts";
import { type Chord, mod, plain } from "./keys.ts";
import classes from "./shortcuts-sheet.module.css";
import { commandTable } from "./table.ts";

interface SheetLine {
  readonly text: KnownText;
  readonly keys: readonly Chord[];
}

interface SheetGroup {
  readonly name: KnownText;
  readonly lines: readonly SheetLine[];
}

/** Keys that other places take care of. */
const movements: readonly SheetLine[] = [
  { text: "Move in the list", keys: [plain("ArrowUp"), plain("ArrowDown"), plain("Home"), plain("End")] },
  { text: "Go to the entry", keys: [plain("Enter")] },
  { text: "Back, or clear the search", keys: [plain("Escape")] },
  { text: "While editing: move the field", keys: [plain("Alt ↑"), plain("Alt ↓")] },
  { text: "While editing: save", keys: [mod("s")] },
];

const sheetGroups: readonly SheetGroup[] = [
  ...groups.map((group) => ({
    name: groupNames[group],
    lines: commandTable.filter((command) => command.group === group && command.keys.length > 0),
  })),
  { name: "Moving about", lines: movements },
];

const Line = ({ text, keys }: SheetLine): ReactElement => {
  const t = useText();
  return (
    <Group component="li" justify="space-between" gap="sm" className={classes["line"] ?? ""}>
      <Text size="sm">{t(text)}</Text>
      <ChordKeys chords={keys} />
    </Group>
  );
};

const Lines = ({ typed }: { readonly typed: string }): ReactElement => {
  const t = useText();
  const found = sheetGroups
    .map(({ name, lines }) => ({
      name,
      lines: lines.filter(({ text }) => typed.trim() === "" || fit(`${t(text)} ${t(name)}`, typed) > 0),
    }))
    .filter(({ lines }) => lines.length > 0);
  if (found.length === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t("Nothing is called that.")}
      </Text>
    );
  return (
    <Stack gap="lg">
      {found.map(({ name, lines }) => (
        <section key={name} className={classes["group"]}>
          <Title order={3} size="h5" mb={6}>
            {t(name)}
          </Title>
          <Stack component="ul" gap={6} className={classes["lines"] ?? ""}>
            {lines.map((line) => (
              <Line key={line.text} {...line} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
};

const Content = (): ReactElement => {
  const t = useText();
  const [typed, setTyped] = useState("");
  return (
    <Stack gap="md" data-print-sheet>
      <Group gap="sm" wrap="nowrap" data-no-print>
        <TextInput
          flex={1}
          type="search"
          aria-label={t("Find a shortcut")}
          placeholder={t("Find a shortcut")}
          leftSection={<Search size={16} aria-hidden />}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<Printer size={16} aria-hidden />}
          onClick={() => globalThis.print()}
        >
          {t("Print")}
        </Button>
      </Group>
      <Lines typed={typed} />
      <Text size="xs" c="dimmed" data-no-print>
        {t("Single letters count only where nothing is typed; they can be switched off in the settings.")}
      </Text>
    </Stack>
  );
};

/** The sheet. */
export const ShortcutsSheet = (): ReactElement => {
  const t = useText();
  const isOpen = useUi((ui) => ui.isShortcutSheetOpen);
  const setUi = useSetUi();
  return (
    <Modal
      opened={isOpen}
      onClose={() => setUi({ isShortcutSheetOpen: false })}
      title={t("Keyboard shortcuts")}
      closeButtonProps={{ "aria-label": t("Close") }}
      size="lg"
      centered
    >
      <Content />
    </Modal>
  );
};
