/** Readers and diagnostics over whatever is shown: for a person whose reader does not work, locked or not. */
import { Modal } from "@mantine/core";
import type { ReactElement } from "react";
import { useFocusReturn } from "#renderer/components/use-focus-return.ts";
import { useSetUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { DiagnosticsContent } from "./diagnostics-content.tsx";

/** The dialog. Opened and closed by `isDiagnosticsOpen` of the window's own state. */
export const DiagnosticsDialog = (): ReactElement => {
  const t = useText();
  const setUi = useSetUi();
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={() => setUi({ isDiagnosticsOpen: false })}
      title={t("Readers and diagnostics")}
      closeButtonProps={{ "aria-label": t("Close") }}
      size="xl"
    >
      <DiagnosticsContent />
    </Modal>
  );
};
