/** The bars, loaded when the first of them is to be seen, with their room kept meanwhile. */
import { Center, Loader } from "@mantine/core";
import { type ReactElement, Suspense, lazy } from "react";
import { useText } from "#renderer/language/use-text.ts";
import type { BarsProps } from "./bars.tsx";

const Loaded = lazy(() => import("./bars.tsx").then((module) => ({ default: module.Bars })));

/** The bars. */
export const LazyBars = (props: BarsProps): ReactElement => {
  const t = useText();
  return (
    <Suspense
      fallback={
        <Center mih={280} role="status" aria-label={t("Loading")}>
          <Loader />
        </Center>
      }
    >
      <Loaded {...props} />
    </Suspense>
  );
};
