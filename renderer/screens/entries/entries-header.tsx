/** The bar over the open vault: search, the service's session, new, lock, settings, keys. */
import { ActionIcon, Button, Group, Kbd, TextInput } from "@mantine/core";
import { Keyboard, Lock, Plus, Search } from "lucide-react";
import type { KeyboardEvent, ReactElement } from "react";
import { ReaderBadge } from "#renderer/components/reader-badge.tsx";
import { SettingsMenu } from "#renderer/components/settings-menu.tsx";
import { useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { modKeyName } from "#renderer/platform.ts";
import classes from "./entries-screen.module.css";
import { listElementId } from "./list-element.ts";
import { SessionLine } from "./session-line.tsx";

/** Where the keyboard finds the search. */
export const searchElementId = "entry-search";

/** What the bar can do. */
export interface EntriesHeaderProps {
  readonly isNarrow: boolean;
  readonly onNew: () => void;
  readonly onLock: () => void;
  readonly onTap: () => void;
}

const SearchBox = (): ReactElement => {
  const t = useText();
  const text = useUi((ui) => ui.text);
  const setUi = useSetUi();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      setUi({ text: "" });
      return;
    }
    if (!["Escape", "ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    const list = document.getElementById(listElementId);
    list?.focus();
    if (event.key !== "Escape") {
      list?.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true, cancelable: true }));
    }
  };
  return (
    <TextInput
      id={searchElementId}
      className={classes["search"] ?? ""}
      type="search"
      aria-label={t("Search")}
      placeholder={t("Search titles, tags, user names")}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={<Kbd size="xs">{modKeyName()} K</Kbd>}
      rightSectionWidth={64}
      maxLength={400}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => setUi({ text: event.currentTarget.value })}
      onKeyDown={onKeyDown}
    />
  );
};

const MainButtons = ({ isNarrow, onNew, onLock }: Omit<EntriesHeaderProps, "onTap">): ReactElement => {
  const t = useText();
  return isNarrow ? (
    <>
      <ActionIcon size="lg" aria-label={t("New entry")} onClick={onNew}>
        <Plus size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon size="lg" variant="default" aria-label={t("Lock")} onClick={onLock}>
        <Lock size={18} aria-hidden />
      </ActionIcon>
    </>
  ) : (
    <>
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={onNew}>
        {t("New")}
      </Button>
      <Button variant="default" leftSection={<Lock size={16} aria-hidden />} onClick={onLock}>
        {t("Lock")}
      </Button>
    </>
  );
};

/** The bar. */
export const EntriesHeader = (props: EntriesHeaderProps): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  return (
    <header className={classes["header"]}>
      <SearchBox />
      <Group gap="sm" wrap="nowrap" ml="auto">
        <SessionLine onTap={props.onTap} />
        <MainButtons {...props} />
        <Group gap={2} wrap="nowrap">
          <ReaderBadge />
          <SettingsMenu />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("Keyboard shortcuts")}
            onClick={() => setUi({ isShortcutSheetOpen: true })}
          >
            <Keyboard size={20} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
    </header>
  );
};
