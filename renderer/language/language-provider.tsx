/** Gives the language to the components and follows the setting; the page says which it is and which way it reads. */
import { useDirection } from "@mantine/core";
import type { i18n as I18n } from "i18next";
import { type ReactElement, type ReactNode, useEffect } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import type { Language } from "#contract/views.ts";
import { useSnapshot } from "#renderer/context.ts";
import { languageFor, speak } from "./language.ts";

const useWantedLanguage = (): Language => {
  const chosen = useSnapshot((state) => state.app?.settings.language);
  return chosen === undefined || chosen === "system" ? languageFor(navigator.languages) : chosen;
};

const Follow = (): null => {
  const wanted = useWantedLanguage();
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const spoken = i18n.resolvedLanguage ?? "en";
  useEffect(() => {
    void speak(i18n, wanted);
  }, [i18n, wanted]);
  useEffect(() => {
    document.documentElement.lang = spoken;
    setDirection(i18n.dir(spoken));
  }, [i18n, spoken, setDirection]);
  return null;
};

/** Wraps the app. */
export const LanguageProvider = (props: {
  readonly language: I18n;
  readonly children: ReactNode;
}): ReactElement => (
  <I18nextProvider i18n={props.language}>
    <Follow />
    {props.children}
  </I18nextProvider>
);
