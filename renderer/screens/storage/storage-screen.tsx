/** How much is kept where. */
import { type ReactElement, useCallback } from "react";
import { PageFrame } from "#renderer/components/page-frame.tsx";
import { useEscape } from "#renderer/components/use-escape.ts";
import { useSetUi } from "#renderer/context.ts";

/** The screen. */
export const StorageScreen = (): ReactElement => {
  const setUi = useSetUi();
  const back = useCallback(() => setUi({ page: "entries" }), [setUi]);
  useEscape(back);
  return (
    <PageFrame title="Storage" backLabel="Back to the list" onBack={back}>
      {null}
    </PageFrame>
  );
};
