/** What every screen stands in: Mantine with our tokens and nonce, the chosen theme, notifications. */
import { MantineProvider, useMantineColorScheme } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactElement, type ReactNode, useEffect } from "react";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { useSnapshot } from "./context.ts";
import { styleNonce } from "./nonce.ts";
import { cssVariables, theme } from "./theme.ts";

const ThemeSync = (): null => {
  const chosen = useSnapshot((state) => state.app?.settings.theme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (chosen !== undefined) setColorScheme(chosen === "system" ? "auto" : chosen);
  }, [chosen, setColorScheme]);
  return null;
};

/** Wraps the app. */
export const Providers = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    defaultColorScheme="auto"
    getStyleNonce={styleNonce}
    deduplicateInlineStyles
  >
    <ThemeSync />
    <Notifications position="bottom-right" limit={3} />
    {children}
  </MantineProvider>
);
