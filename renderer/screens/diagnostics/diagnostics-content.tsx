/** Everything about readers and what may be in their way: in the settings, and in a dialog over any screen. */
import { Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { ChecksPart } from "./checks-part.tsx";
import { ReadersPart } from "./readers-part.tsx";
import { ReportPart } from "./report-part.tsx";
import { StatusPart } from "./status-part.tsx";
import { TracePart } from "./trace-part.tsx";
import { useChecks } from "./use-checks.ts";

/** The content. */
export const DiagnosticsContent = (): ReactElement => {
  const found = useChecks();
  return (
    <Stack gap="xl">
      <StatusPart checks={found.checks ?? []} />
      <ReadersPart />
      <ChecksPart found={found} />
      <TracePart />
      <ReportPart />
    </Stack>
  );
};
