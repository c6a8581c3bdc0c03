/**
 * Parts of the window that are loaded when they are first shown. React's own way holds what has come back
 * until its placeholder was there for 300 ms; from a file of our own it is there much sooner.
 */
import { type ComponentType, type ReactElement, useLayoutEffect, useState } from "react";

/** A component that loads the real one when it is first drawn, and draws `Placeholder` until then. */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Placeholder: ComponentType,
): ComponentType<Props> => {
  const known: { part: ComponentType<Props> | null } = { part: null };
  return function Later(props: Props): ReactElement {
    const [Part, setPart] = useState(() => known.part);
    useLayoutEffect(() => {
      if (Part !== null) return;
      void load().then((part) => {
        known.part = part;
        setPart(() => part);
      });
    }, [Part]);
    return Part === null ? <Placeholder /> : <Part {...props} />;
  };
};
