/** Into the vault from other programs, out of it into a file, and the last import taken back. */
import { Button, Stack } from "@mantine/core";
import { FileInput, FileOutput } from "lucide-react";
import type { ReactElement } from "react";
import { useSetUi } from "#renderer/context.ts";
import { UndoImport } from "#renderer/screens/transfer/undo-import.tsx";
import { SectionPart } from "./section-part.tsx";
import { useText } from "#renderer/language/use-text.ts";

/** The section. */
export const TransferSection = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  return (
    <Stack gap="xl">
      <SectionPart
        title={t("Import")}
        about={t(
          "From Bitwarden, KeePass, 1Password, Chrome, Firefox, LastPass or another Tapvault. You see what comes before anything is changed.",
        )}
        action={
          <Button leftSection={<FileInput size={16} aria-hidden />} onClick={() => setUi({ page: "import" })}>
            {t("Import a file")}
          </Button>
        }
      >
        <UndoImport />
      </SectionPart>
      <SectionPart
        title={t("Export")}
        about={t("Everything into one file: encrypted with a password, or in plain for another program.")}
        action={
          <Button
            variant="default"
            leftSection={<FileOutput size={16} aria-hidden />}
            onClick={() => setUi({ page: "export" })}
          >
            {t("Export everything")}
          </Button>
        }
      />
    </Stack>
  );
};
