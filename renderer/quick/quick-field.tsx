/** The search field with what stands below it. The keys stay with the field; a press that means something is taken from it. */
import { TextInput, VisuallyHidden } from "@mantine/core";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from "react";
import { useClient } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { platform } from "#renderer/platform.ts";
import { type QuickKey, quickKey } from "./quick-copy.ts";
import { quickLineId, quickListId } from "./quick-list.tsx";
import classes from "./quick.module.css";

/** What the field needs. */
export interface QuickFieldProps {
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly isShown: boolean;
  /** What is chosen in the list; null while there is none. */
  readonly chosen?: number | null;
  readonly onKey?: (key: Exclude<QuickKey, "close">) => void;
  readonly children: ReactNode;
}

const hasMod = (event: KeyboardEvent): boolean => (platform() === "darwin" ? event.metaKey : event.ctrlKey);

const isOther = (event: KeyboardEvent): boolean =>
  event.altKey ||
  event.shiftKey ||
  event.nativeEvent.isComposing ||
  (platform() === "darwin" ? event.ctrlKey : event.metaKey);

/** What a screen reader hears of the list while the focus stays in the field. */
const listWords = (chosen: number | null): Readonly<Record<string, string | boolean | undefined>> => ({
  "aria-expanded": chosen !== null,
  "aria-controls": chosen === null ? undefined : quickListId,
  "aria-activedescendant": chosen === null ? undefined : quickLineId(chosen),
});

/** The page with its field. */
export const QuickField = (props: QuickFieldProps): ReactElement => {
  const { text, onType, isShown, chosen = null, onKey, children } = props;
  const t = useText();
  const client = useClient();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isShown) field.current?.focus();
  }, [isShown]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const asked = quickKey({ key: event.key, hasMod: hasMod(event), isOther: isOther(event) });
    if (asked === "close") {
      event.preventDefault();
      void client.call("quick.close", {});
    } else if (asked !== null && onKey !== undefined) {
      event.preventDefault();
      onKey(asked);
    }
  };
  return (
    <main className={classes["page"]} onKeyDown={onKeyDown}>
      <VisuallyHidden component="h1">{t("Quick search")}</VisuallyHidden>
      <TextInput
        ref={field}
        size="lg"
        role="combobox"
        aria-label={t("Search the vault")}
        aria-autocomplete="list"
        {...listWords(chosen)}
        autoComplete="off"
        spellCheck={false}
        placeholder={t("Search the vault")}
        leftSection={<Search size={20} aria-hidden />}
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {children}
    </main>
  );
};
