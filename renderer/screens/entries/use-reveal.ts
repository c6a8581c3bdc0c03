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

/** Shows what `read` answers. */
export const useReveal = (read: () => Promise<Result<{ readonly value: string }, AppError>>): Reveal => {
  const [value, setValue] = useState<string | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    if (value === null) return undefined;
    const hide = (): void => setValue(null);
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
    if (value !== null) return setValue(null);
    void read().then((reply) => {
      if (mine !== asked.current) return;
      if (reply.ok) setValue(reply.value.value);
      else tellProblem(reply);
    });
  };
  return { value, toggle };
};
