/** How close lines stand, for what reckons with pixels: the list that draws only the rows in view. */
import { useSnapshot } from "./context.ts";
import { densities } from "./theme.ts";

/** The measures that count now. CSS has the height of a row as `--tapvault-row-height`. */
export const useDensity = (): (typeof densities)[keyof typeof densities] =>
  densities[useSnapshot((state) => state.app?.settings.density ?? "comfortable")];
