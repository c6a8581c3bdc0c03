/** The way to the internet, and the addresses of the services. */
import type { ReactElement } from "react";

/** The section. */
export const NetworkSection = (): ReactElement | null => null;
