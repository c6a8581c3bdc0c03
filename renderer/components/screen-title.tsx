/** The heading of a screen. It takes the focus when the screen appears, so that it is read out. */
import { Title, type TitleOrder } from "@mantine/core";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";

/** What it says. */
export interface ScreenTitleProps {
  readonly children: ReactNode;
  readonly order?: TitleOrder;
  /** A change of this takes the focus again. */
  readonly focusKey?: string;
}

/** The heading. */
export const ScreenTitle = ({ children, order = 1, focusKey = "" }: ScreenTitleProps): ReactElement => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [focusKey]);
  return (
    <Title ref={heading} order={order} size="h2" tabIndex={-1} data-screen-title>
      {children}
    </Title>
  );
};
