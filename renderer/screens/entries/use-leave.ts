/** Going elsewhere in the window. What was typed into the form is never dropped by that: the form asks first. */
import { useCallback } from "react";
import { useAppContext } from "#renderer/context.ts";
import type { UiState } from "#renderer/stores/ui.ts";

/** Changes the place, or lets the form ask when something typed would be lost. */
export const useLeave = (): ((change: Partial<UiState>) => void) => {
  const { ui } = useAppContext();
  return useCallback(
    (change) =>
      ui.setState(({ draft }) =>
        draft === "changed" ? { draft: "asking" } : draft === "asking" ? {} : change,
      ),
    [ui],
  );
};
