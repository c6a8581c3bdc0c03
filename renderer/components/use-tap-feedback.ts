/** Lets a tap be heard and felt, as far as the person wants that. Works on every screen. */
import { useEffect, useRef } from "react";
import { useAppContext } from "#renderer/context.ts";
import { tapMoment } from "./tap-feedback.ts";
import { type TapTones, buzz, createTapTones } from "./tap-tones.ts";

/** Follows the scans for as long as the window's page lives. */
export const useTapFeedback = (): void => {
  const { snapshots } = useAppContext();
  const tones = useRef<TapTones | null>(null);
  useEffect(() => {
    const stop = snapshots.store.subscribe((now, before) => {
      if (now.scan === before.scan) return;
      const moment = tapMoment(before.scan, now.scan);
      if (moment === null) return;
      if (now.app?.settings.hasSounds === true) (tones.current ??= createTapTones()).play(moment);
      if (now.app?.settings.hasHaptics === true) buzz(moment);
    });
    return () => {
      stop();
      tones.current?.dispose();
      tones.current = null;
    };
  }, [snapshots]);
};
