/** The settings of lookups as main has them; null until they are here. */
import { useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import { useClient } from "#renderer/context.ts";

/** Settings, and who would be asked. */
export type LookupSetup = CommandOutput<"lookup.settings">;

/** What is known of them. */
export interface LookupSettingsState {
  readonly setup: LookupSetup | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

/** Reads them. */
export const useLookupSettings = (): LookupSettingsState => {
  const client = useClient();
  const [setup, setSetup] = useState<LookupSetup | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(
    () =>
      client.call("lookup.settings", {}).then((reply) => {
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setSetup(reply.value);
      }),
    [client],
  );
  useEffect(() => void read(), [read]);
  return { setup, error, reload: () => void read() };
};
