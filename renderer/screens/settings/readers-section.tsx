/** The readers, what is in their way, and what they say. */
import type { ReactElement } from "react";

/** The section. */
export const ReadersSection = (): ReactElement | null => null;
