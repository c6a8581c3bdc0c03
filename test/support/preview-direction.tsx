/** Right to left without a language that reads that way: what stands inside is drawn as such a language would be. */
import { useDirection } from "@mantine/core";
import { type ReactElement, type ReactNode, useEffect } from "react";

/** Turns the page around, and again after the language has set its own direction. */
export const RightToLeft = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const { dir, setDirection } = useDirection();
  useEffect(() => {
    if (dir !== "rtl") setDirection("rtl");
  }, [dir, setDirection]);
  return <>{children}</>;
};
