/** In which language the window speaks. */
import type { ReactElement } from "react";

/** The section. */
export const LanguageSection = (): ReactElement | null => null;
