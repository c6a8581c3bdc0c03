/** The vault is locked: what the tap does now, in the room of a list. It goes on by itself once the vault is open. */
import { Group, Loader, Stack, Text, Title } from "@mantine/core";
import { Nfc } from "lucide-react";
import { type ReactElement, useEffect } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { readerForm } from "#renderer/components/tap-picture.ts";
import { isScanning, tapInstruction } from "#renderer/components/tap-progress.ts";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useReaders, useScan } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The state of the tap. `isShown`: the window is on the screen; only then a scan is started. */
export const QuickTap = ({ isShown }: { readonly isShown: boolean }): ReactElement => {
  const t = useText();
  const scan = useScan();
  const readers = useReaders();
  const { start, startError } = useScanStarter("unlock");
  const isKnown = scan !== null;
  useEffect(() => {
    if (isShown && isKnown) start();
  }, [isShown, isKnown, start]);
  const error = startError ?? (isScanning(scan) ? null : (scan?.error ?? null));
  if (error !== null && error.code !== "scan.cancelled")
    return <Problem error={error} onRetry={start} retryLabel={t("Tap again")} />;
  const { title, hint } = tapInstruction(scan, { isSlow: false, form: readerForm(scan, readers) });
  return (
    <Stack align="center" gap="xs" py="xl" px="lg" role="status">
      <Group gap="sm">
        {scan?.after === "working" ? <Loader size="sm" /> : <Nfc size={28} aria-hidden />}
        <Title order={2} size="h4">
          {t(title)}
        </Title>
      </Group>
      {hint !== null && (
        <Text size="sm" c="dimmed" ta="center">
          {t(hint)}
        </Text>
      )}
    </Stack>
  );
};
