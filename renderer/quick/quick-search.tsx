/**
 * The page of the quick search: one field, what it finds, and the keys that copy. A locked vault asks
 * for the tap here and goes on after it. Whatever was typed is forgotten as soon as the window hides.
 */
import { Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useSnapshot } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { QuickField } from "./quick-field.tsx";
import { QuickFound } from "./quick-found.tsx";
import { QuickTap } from "./quick-tap.tsx";
import classes from "./quick.module.css";

const NoVault = (): ReactElement => {
  const t = useText();
  return (
    <Text c="dimmed" ta="center" py="xl" px="lg">
      {t("There is no vault yet. Make one in the main window.")}
    </Text>
  );
};

const QuickPage = ({ isShown }: { readonly isShown: boolean }): ReactElement => {
  const vault = useSnapshot((state) => state.app?.vault);
  const [text, setText] = useState("");
  // Nothing of the open vault is left once it is locked; what was typed goes on after the tap.
  if (vault === "unlocked") return <QuickFound text={text} onType={setText} isShown={isShown} />;
  return (
    <QuickField text={text} onType={setText} isShown={isShown}>
      <div className={classes["body"]}>
        {vault === "locked" && <QuickTap isShown={isShown} />}
        {(vault === "none" || vault === "unfinished") && <NoVault />}
      </div>
    </QuickField>
  );
};

/** The page: a fresh one each time the window comes or goes. */
export const QuickSearch = (): ReactElement => {
  const isShown = useSnapshot((state) => state.shell?.isQuickShown ?? false);
  return <QuickPage key={String(isShown)} isShown={isShown} />;
};
