/** One call as a form uses it: whether it is under way, and why the last one failed. */
import { useCallback, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CommandRequest, CommandName, CommandOutput } from "#contract/ipc.ts";
import { useClient } from "#renderer/context.ts";

/** The call and how it stands. */
export interface Call<C extends CommandName> {
  readonly isBusy: boolean;
  readonly error: AppError | null;
  readonly run: (input: CommandRequest<C>, onOk?: (value: CommandOutput<C>) => void) => void;
  /** Forgets the last failure. */
  readonly clear: () => void;
}

/** Makes the call of a name. */
export const useCall = <C extends CommandName>(name: C): Call<C> => {
  const client = useClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const run = useCallback<Call<C>["run"]>(
    (input, onOk) => {
      setIsBusy(true);
      setError(null);
      void client.call(name, input).then((reply) => {
        setIsBusy(false);
        if (reply.ok) onOk?.(reply.value);
        else setError(reply.error);
      });
    },
    [client, name],
  );
  const clear = useCallback(() => setError(null), []);
  return { isBusy, error, run, clear };
};
