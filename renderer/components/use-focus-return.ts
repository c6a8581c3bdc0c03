/** Gives the focus back to what had it, when a dialog that exists only while it is open goes away. */
import { useEffect, useState } from "react";

/** Remembers what has the focus as the component appears, and focuses it again when it goes. */
export const useFocusReturn = (): void => {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
};
