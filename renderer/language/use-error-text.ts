/** The catalogue's words in the person's language. A template without a translation does not compile here. */
import { useCallback } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ErrorText, MessageValues } from "#contract/message-shape.ts";
import { errorTexts } from "#contract/messages.ts";
import { platform } from "#renderer/platform.ts";
import type { TextValues, Translate } from "./texts.ts";
import { useText } from "./use-text.ts";

const sayValues = (t: Translate, values: MessageValues): TextValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" ? t(value.phrase, value.values) : value,
    ]),
  );

const sayError = (t: Translate, error: AppError): ErrorText => {
  const { title, next, values } = errorTexts(error, platform());
  const said = sayValues(t, values);
  return { title: t(title, said), next: t(next, said) };
};

/** How errors are said: what happened and what to do next. */
export const useSayError = (): ((error: AppError) => ErrorText) => {
  const t = useText();
  return useCallback((error) => sayError(t, error), [t]);
};

/** What happened and what to do next, of one error. */
export const useErrorText = (error: AppError): ErrorText => useSayError()(error);
