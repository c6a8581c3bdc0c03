/** What every screen stands in: Mantine with our tokens and nonce, the chosen look and language, notifications. */
import {
  DirectionProvider,
  type MantineColorSchemeManager,
  MantineProvider,
  MantineThemeProvider,
  useMantineColorScheme,
} from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { i18n as I18n } from "i18next";
import { type ReactElement, type ReactNode, useEffect, useMemo } from "react";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
import { useSnapshot } from "./context.ts";
import { LanguageProvider } from "./language/language-provider.tsx";
import { useText } from "./language/use-text.ts";
import { useLook } from "./look.ts";
import { styleNonce } from "./nonce.ts";
import { type Look, cssVariablesOf, themeOf } from "./theme.ts";

/** Main keeps the look. A store of the page's own would have to be opened, and waited for, before anything is drawn. */
const unkeptScheme: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

const ThemeSync = (): null => {
  const chosen = useSnapshot((state) => state.app?.settings.theme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (chosen !== undefined) setColorScheme(chosen === "system" ? "auto" : chosen);
  }, [chosen, setColorScheme]);
  return null;
};

/** What only CSS has to know of the look stands on the page itself. */
const LookSync = ({ look }: { readonly look: Look }): null => {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset["motion"] = look.hasLessMotion ? "reduced" : "full";
    dataset["contrast"] = look.hasMoreContrast ? "more" : "usual";
  }, [look]);
  return null;
};

/** The notices in the corner. They are shown from anywhere; what their close button says is set here. */
const Notices = ({ look }: { readonly look: Look }): ReactElement => {
  const t = useText();
  const closeButtonProps = { "aria-label": t("Dismiss") };
  return (
    <MantineThemeProvider
      inherit
      theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}
    >
      <Notifications position="bottom-right" limit={3} transitionDuration={look.hasLessMotion ? 0 : 250} />
    </MantineThemeProvider>
  );
};

/** Wraps the app. */
export const Providers = (props: { readonly language: I18n; readonly children: ReactNode }): ReactElement => {
  const look = useLook();
  const theme = useMemo(() => themeOf(look), [look]);
  const variables = useMemo(() => cssVariablesOf(look), [look]);
  return (
    <DirectionProvider detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={unkeptScheme}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
        deduplicateInlineStyles
      >
        <ThemeSync />
        <LookSync look={look} />
        <LanguageProvider language={props.language}>
          <Notices look={look} />
          {props.children}
        </LanguageProvider>
      </MantineProvider>
    </DirectionProvider>
  );
};
