/** The one-time code of a field, asked for anew whenever the one at hand ends. */
import { useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { TotpView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";

/** Never asks more often, whatever the clocks say. */
const leastWaitMs = 500;
/** Never trusts one code for longer than this, so that a changed clock or a long sleep mends itself. */
const longestWaitMs = 120_000;

/** The code of now, or why there is none. */
export interface Totp {
  readonly totp: TotpView | null;
  readonly error: AppError | null;
}

/** Follows the code while the field is on screen; another revision may have another seed. */
export const useTotp = (entryId: string, fieldId: string, revision: number): Totp => {
  const client = useClient();
  const [state, setState] = useState<Totp>({ totp: null, error: null });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const reply = await client.call("entries.totp", { entryId, fieldId });
      if (!isCurrent) return;
      setState(reply.ok ? { totp: reply.value, error: null } : { totp: null, error: reply.error });
      if (!reply.ok) return;
      const wait = reply.value.validUntil - Date.now();
      timer = setTimeout(() => void ask(), Math.min(Math.max(wait, leastWaitMs), longestWaitMs));
    };
    void ask();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, entryId, fieldId, revision]);
  return state;
};
