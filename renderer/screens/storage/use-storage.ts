/** How much is kept where, counted when the screen is opened and again after each change. */
import { useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { StorageView } from "#contract/views.ts";
import { useClient, useSnapshot } from "#renderer/context.ts";

/** The figures and how they stand. */
export interface Storage {
  readonly view: StorageView | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

/** The figures. Former ones stay to be seen until new ones have come. */
export const useStorage = (): Storage => {
  const client = useClient();
  const changed = useSnapshot(({ entries }) => entries?.seq);
  const sent = useSnapshot(({ app }) => app?.copies);
  const copies = sent === undefined ? "" : `${sent.kept}/${sent.waiting}/${sent.failed}`;
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<Pick<Storage, "view" | "error">>({ view: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    void client.call("storage.view", {}).then((reply) => {
      if (!isCurrent) return;
      setState(reply.ok ? { view: reply.value, error: null } : { view: null, error: reply.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, changed, copies, tries]);
  const reload = useCallback(() => setTries((count) => count + 1), []);
  return { ...state, reload };
};
