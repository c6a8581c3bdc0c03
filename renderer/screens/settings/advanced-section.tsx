/** What few people need. */
import type { ReactElement } from "react";

/** The section. */
export const AdvancedSection = (): ReactElement | null => null;
