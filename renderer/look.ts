/** The look as the person set it: where a setting says `system`, what the computer asks for counts. */
import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { useSnapshot } from "./context.ts";
import type { Look } from "./theme.ts";

/** The look that counts now. */
export const useLook = (): Look => {
  const density = useSnapshot((state) => state.app?.settings.density ?? "comfortable");
  const motion = useSnapshot((state) => state.app?.settings.motion ?? "system");
  const contrast = useSnapshot((state) => state.app?.settings.contrast ?? "system");
  const wantsLessMotion = useMediaQuery("(prefers-reduced-motion: reduce)", false, {
    getInitialValueInEffect: false,
  });
  const wantsMoreContrast = useMediaQuery("(prefers-contrast: more)", false, {
    getInitialValueInEffect: false,
  });
  const hasLessMotion = motion === "reduced" || wantsLessMotion;
  const hasMoreContrast = contrast === "more" || wantsMoreContrast;
  return useMemo(
    () => ({ density, hasLessMotion, hasMoreContrast }),
    [density, hasLessMotion, hasMoreContrast],
  );
};
