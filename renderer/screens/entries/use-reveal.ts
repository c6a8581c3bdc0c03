/** One hidden value shown on request. It hides after 30 s and when one leaves; at most one answer counts. */
import { useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { tellProblem } from "#renderer/components/notices.tsx";

const shownMs = 30_000;

/** The value while it is shown, and the switch. */
export interface Reveal {
  readonly value: string | null;
  readonly toggle: () => void;
}

/** Shows what `read` answers. `of` names what is shown: a value of something else is hidden again. */
export const useReveal = (
  read: () => Promise<Result<{ readonly value: string }, AppError>>,
  of = "",
): Reveal => {
  const [shown, setShown] = useState<{ readonly of: string; readonly value: string } | null>(null);
  const value = shown?.of === of ? shown.value : null;
  const asked = useRef(0);
  useEffect(() => {
    if (value === null) return undefined;
    const hide = (): void => setShown(null);
    const timer = setTimeout(hide, shownMs);
    window.addEventListener("pagehide", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", hide);
    };
  }, [value]);
  const toggle = (): void => {
    asked.current += 1;
    const mine = asked.current;
    if (value !== null) return setShown(null);
    void read().then((reply) => {
      if (mine !== asked.current) return;
      if (reply.ok) setShown({ of, value: reply.value.value });
      else tellProblem(reply);
    });
  };
  return { value, toggle };
};
