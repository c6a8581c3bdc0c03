/** What every screen stands in: Mantine with our tokens and nonce, the chosen theme, notifications. */
import { DirectionProvider, MantineProvider, useMantineColorScheme } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { i18n as I18n } from "i18next";
import { type ReactElement, type ReactNode, useEffect } from "react";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { useSnapshot } from "./context.ts";
import { LanguageProvider } from "./language/language-provider.tsx";
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
export const Providers = (props: { readonly language: I18n; readonly children: ReactNode }): ReactElement => (
  <DirectionProvider detectDirection={false}>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <ThemeSync />
      <LanguageProvider language={props.language}>
        <Notifications position="bottom-right" limit={3} />
        {props.children}
      </LanguageProvider>
    </MantineProvider>
  </DirectionProvider>
);
