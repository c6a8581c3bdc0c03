/** The bars, loaded when the first of them is to be seen, with their room kept meanwhile. */
import { Center, Loader } from "@mantine/core";
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { later } from "#renderer/later.tsx";

const Room = (): ReactElement => (
  <Center mih={280} role="status" aria-label={useText()("Loading")}>
    <Loader />
  </Center>
);

/** The bars. */
export const LazyBars = later(() => import("./bars.tsx").then((module) => module.Bars), Room);
