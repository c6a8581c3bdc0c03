/**
 * The palette: every command that is possible now, and the entries that what is typed finds. Built on
 * Mantine's Spotlight, with the roles that a screen reader needs to follow the choice.
 */
import { VisuallyHidden } from "@mantine/core";
import { Spotlight, createSpotlight, useSpotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { Search } from "lucide-react";
import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useSetUi, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./command-palette.module.css";
import { type PaletteGroup, usePaletteGroups } from "./palette-groups.tsx";
import type { Commands } from "./use-commands.ts";

type Spot = ReturnType<typeof createSpotlight>;

const optionId = (index: number): string => `palette-option-${index}`;
const listId = "palette-list";

/** Spotlight keeps an id for itself in place of writing it on the element, where the field refers to it. */
const withId =
  (id: string) =>
  (element: HTMLElement | null): void => {
    element?.setAttribute("id", id);
  };

const Groups = (props: {
  readonly groups: readonly PaletteGroup[];
  readonly selected: number;
  readonly onRun: (run: () => void) => void;
}): ReactElement => {
  const starts = props.groups.map((_, at) =>
    props.groups.slice(0, at).reduce((sum, { items }) => sum + items.length, 0),
  );
  return (
    <>
      {props.groups.map(({ name, label, items }, at) => (
        <Spotlight.ActionsGroup key={name} label={label} role="group" aria-label={label}>
          {items.map((item, within) => {
            const index = (starts[at] ?? 0) + within;
            return (
              <Spotlight.Action
                key={item.id}
                ref={withId(optionId(index))}
                role="option"
                aria-selected={index === props.selected}
                data-selected={index === props.selected || undefined}
                className={classes["action"] ?? ""}
                label={item.label}
                description={item.description ?? ""}
                leftSection={item.icon}
                rightSection={item.keys}
                dimmedSections={false}
                onClick={() => props.onRun(item.run)}
              />
            );
          })}
        </Spotlight.ActionsGroup>
      ))}
    </>
  );
};

const Content = (props: {
  readonly spot: Spot;
  readonly typed: string;
  readonly commands: Commands;
  readonly onRun: (run: () => void) => void;
}): ReactElement => {
  const t = useText();
  const [store] = props.spot;
  const spotlight = useSpotlight(store);
  const groups = usePaletteGroups(props.commands, props.typed);
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id));
  const shown = ids.join(" ");
  const selected = Math.max(0, Math.min(spotlight.selected, ids.length - 1));
  // What comes later for the same words does not take the choice back.
  useLayoutEffect(() => store.setState((state) => ({ ...state, selected: 0 })), [store, props.typed]);
  return (
    <>
      <Spotlight.Search
        role="combobox"
        aria-label={t("Find a command or an entry")}
        aria-expanded={ids.length > 0}
        aria-controls={ids.length > 0 ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={ids.length > 0 ? optionId(selected) : undefined}
        placeholder={t("Type a command or the name of an entry")}
        leftSection={<Search size={18} aria-hidden />}
        maxLength={400}
        spellCheck={false}
        // Spotlight moves its mark without telling anybody; what is said to screen readers follows a moment later.
        onKeyDown={() => queueMicrotask(() => store.setState((state) => ({ ...state })))}
        autoComplete="off"
      />
      <VisuallyHidden role="status">{t("{{count}} results", { count: ids.length })}</VisuallyHidden>
      {ids.length === 0 ? (
        <Spotlight.Empty>{t("Nothing is called that.")}</Spotlight.Empty>
      ) : (
        <Spotlight.ActionsList id={listId} role="listbox" aria-label={t("Commands and entries")}>
          {/* Drawn anew with every other list: Spotlight marks the chosen one on the element itself. */}
          <div key={shown} role="presentation">
            <Groups groups={groups} selected={selected} onRun={props.onRun} />
          </div>
        </Spotlight.ActionsList>
      )}
    </>
  );
};

/** The palette. What it was opened from has the focus again before a command runs. */
export const CommandPalette = ({ commands }: { readonly commands: Commands }): ReactElement => {
  const t = useText();
  const isOpen = useUi((ui) => ui.isPaletteOpen);
  const setUi = useSetUi();
  const [spot] = useState(createSpotlight);
  const [typed, setTyped] = useState("");
  const before = useRef<Element | null>(null);
  const [store, { open, close }] = spot;
  useEffect(() => {
    if (isOpen) {
      before.current = document.activeElement;
      open();
    } else close();
  }, [close, isOpen, open]);
  const goBack = (): void => {
    setUi({ isPaletteOpen: false });
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const run = (act: () => void): void => {
    goBack();
    act();
  };
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      maxHeight={460}
      returnFocus={false}
      onSpotlightClose={() => isOpen && goBack()}
      attributes={{ content: { "aria-label": t("All commands") } }}
    >
      <Content spot={spot} typed={typed} commands={commands} onRun={run} />
    </Spotlight.Root>
  );
};
