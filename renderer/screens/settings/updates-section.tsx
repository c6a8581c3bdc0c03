/** Which version this is, and whether newer ones are looked for. */
import type { ReactElement } from "react";

/** The section. */
export const UpdatesSection = (): ReactElement | null => null;
