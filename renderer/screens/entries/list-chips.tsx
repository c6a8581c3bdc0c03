/** What narrows the list down, one chip each: chosen filters, and words of the search that are conditions. */
import { Button } from "@mantine/core";
import { X } from "lucide-react";
import type { ReactElement } from "react";
import type { QueryTerm } from "#contract/views.ts";
import { useSetUi, useUi } from "#renderer/context.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { type Narrowing, isNarrowed } from "#renderer/stores/list-query.ts";
import { copyWords, storeNames, typeNames } from "./entry-words.tsx";
import { listElementId } from "./list-element.ts";
import classes from "./list-pane.module.css";

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly remove: () => void;
}

const termLabel = (t: Translate, term: QueryTerm): string => {
  switch (term.kind) {
    case "tag":
      return t("Tag: {{tag}}", { tag: term.value });
    case "type":
      return t(typeNames[term.value].many);
    case "favourite":
      return t("Favourites");
    case "place":
      return t("In: {{place}}", { place: t(storeNames[term.value]) });
    case "copies":
      return t(copyWords[term.value].label);
  }
};

const narrowingLabels = (
  t: Translate,
  { type, tag, store, copies }: Narrowing,
): Readonly<Record<keyof Narrowing, string | null>> => ({
  type: type === null ? null : t(typeNames[type].many),
  tag: tag === null ? null : t("Tag: {{tag}}", { tag }),
  store: store === null ? null : t("In: {{place}}", { place: t(storeNames[store]) }),
  copies: copies === null ? null : t(copyWords[copies].label),
});

const useChips = (terms: readonly QueryTerm[]): readonly Chip[] => {
  const t = useText();
  const setUi = useSetUi();
  const narrowing = useUi((ui) => ui.narrowing);
  const text = useUi((ui) => ui.text);
  const labels = narrowingLabels(t, narrowing);
  const chosen = (Object.keys(labels) as (keyof Narrowing)[]).flatMap((key): Chip[] => {
    const label = labels[key];
    if (label === null) return [];
    return [{ key, label, remove: () => setUi({ narrowing: { ...narrowing, [key]: null } }) }];
  });
  const typed = terms.map((term, at): Chip => ({
    key: `${at} ${term.text}`,
    label: termLabel(t, term),
    remove: () => setUi({ text: text.replace(term.text, "").replaceAll(/\s+/gu, " ").trim() }),
  }));
  return [...chosen, ...typed];
};

/** The chips, or nothing. */
export const ListChips = ({ terms }: { readonly terms: readonly QueryTerm[] }): ReactElement | null => {
  const t = useText();
  const chips = useChips(terms);
  const isShown = useUi((ui) => isNarrowed(ui.narrowing)) || terms.length > 0;
  if (!isShown) return null;
  return (
    <div className={classes["chips"]} role="group" aria-label={t("Filters")}>
      {chips.map(({ key, label, remove }) => (
        <Button
          key={key}
          size="compact-xs"
          radius="xl"
          variant="light"
          maw="100%"
          rightSection={<X size={12} aria-hidden />}
          aria-label={t("Remove filter: {{filter}}", { filter: label })}
          onClick={() => {
            remove();
            document.getElementById(listElementId)?.focus();
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
};
