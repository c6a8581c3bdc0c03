/** The ways in as main lists them, read again whenever one may have come or gone. */
import { useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { SlotView } from "#contract/views.ts";
import { useApp, useClient, useScan } from "#renderer/context.ts";

/** The list; null until it is here. */
export interface Slots {
  readonly slots: readonly SlotView[] | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

/** Reads the list. */
export const useSlots = (): Slots => {
  const client = useClient();
  const { hasPassphrase, isKitPending, rotation, chipSlot } = useApp();
  const after = useScan()?.after;
  const [slots, setSlots] = useState<readonly SlotView[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const isRotating = rotation !== null;
  const read = useCallback(
    () =>
      client.call("slots.list", {}).then((reply) => {
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setSlots(reply.value.slots);
      }),
    [client],
  );
  useEffect(() => void read(), [read, hasPassphrase, isKitPending, isRotating, chipSlot, after]);
  return { slots, error, reload: () => void read() };
};
