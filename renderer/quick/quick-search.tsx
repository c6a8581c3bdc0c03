/**
 * The page of the quick search: one field, what it finds, and the keys that copy. A locked vault asks
 * for the tap here and goes on after it. Whatever was typed is forgotten as soon as the window hides.
 */
import { Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import { useSnapshot } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { QuickField } from "./quick-field.tsx";
import { QuickFound } from "./quick-found.tsx";
import { QuickTap } from "./quick-tap.tsx";
import classes from "./quick.module.css";

const isVisible = (): boolean => document.visibilityState === "visible";

/** Whether the window is on the screen. `onHidden` is called each time it leaves it. */
const useShown = (onHidden: () => void): boolean => {
  const [isShown, setShown] = useState(isVisible);
  useEffect(() => {
    const look = (): void => {
      setShown(isVisible());
      if (!isVisible()) onHidden();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [onHidden]);
  return isShown;
};

const NoVault = (): ReactElement => {
  const t = useText();
  return (
    <Text c="dimmed" ta="center" py="xl" px="lg">
      {t("There is no vault yet. Make one in the main window.")}
    </Text>
  );
};

/** The page. */
export const QuickSearch = (): ReactElement => {
  const vault = useSnapshot((state) => state.app?.vault);
  const [text, setText] = useState("");
  const [forget] = useState(() => (): void => setText(""));
  const isShown = useShown(forget);
  // A fresh start each time it is shown, and nothing of the open vault once it is locked.
  if (vault === "unlocked")
    return <QuickFound key={String(isShown)} text={text} onType={setText} isShown={isShown} />;
  return (
    <QuickField text={text} onType={setText} isShown={isShown}>
      <div className={classes["body"]}>
        {vault === "locked" && <QuickTap isShown={isShown} />}
        {(vault === "none" || vault === "unfinished") && <NoVault />}
      </div>
    </QuickField>
  );
};
