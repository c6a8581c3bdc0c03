/** The backups of the vault's file, and a look at the health of everything in it. */
import { Stack } from "@mantine/core";
import type { ReactElement } from "react";
import { BackupsPart } from "./backups-part.tsx";
import { VerifyPart } from "./verify-part.tsx";

/** The section. */
export const BackupsSection = (): ReactElement => (
  <Stack gap="xl">
    <BackupsPart />
    <VerifyPart />
  </Stack>
);
