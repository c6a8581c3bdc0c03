/**
 * What the doctor found: everything when the screen opens and when asked, and what concerns readers again
 * whenever a reader comes or goes. A late answer to an older question is dropped.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { CheckView, ReadersView } from "#contract/views.ts";
import { useClient, useReaders } from "#renderer/context.ts";

/** The checks and how they stand. Null: not looked at yet. */
export interface Checks {
  readonly checks: readonly CheckView[] | null;
  readonly isBusy: boolean;
  readonly error: AppError | null;
  readonly run: () => void;
}

const appChecks = ["keychain", "service", "clock", "vault-file", "disk", "profile"];
const isAppCheck = ({ id }: CheckView): boolean => appChecks.includes(id);

/** What must change before readers are looked at again. */
const keyOf = (view: ReadersView | null): string =>
  JSON.stringify(
    view === null
      ? null
      : [view.service, view.error?.code, view.readers.map((one) => [one.id, one.hasChip, one.error?.code])],
  );

/** Looks, and looks again. */
export const useChecks = (): Checks => {
  const client = useClient();
  const key = keyOf(useReaders());
  const [checks, setChecks] = useState<readonly CheckView[] | null>(null);
  const [isBusy, setIsBusy] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const asked = useRef(0);
  const lookAtAll = useCallback(() => {
    const turn = (asked.current += 1);
    return client.call("diagnostics.check", {}).then((reply) => {
      if (turn !== asked.current) return;
      setIsBusy(false);
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setChecks(reply.value.checks);
    });
  }, [client]);
  const lookAtReaders = useCallback(() => {
    const turn = asked.current;
    return client.call("readers.check", {}).then((reply) => {
      if (turn !== asked.current || !reply.ok) return;
      setChecks((known) => (known === null ? null : [...reply.value.checks, ...known.filter(isAppCheck)]));
    });
  }, [client]);
  useEffect(() => {
    void lookAtAll();
  }, [lookAtAll]);
  const seen = useRef(key);
  useEffect(() => {
    if (seen.current === key) return;
    seen.current = key;
    void lookAtReaders();
  }, [key, lookAtReaders]);
  const run = useCallback(() => {
    setIsBusy(true);
    void lookAtAll();
  }, [lookAtAll]);
  return { checks, isBusy, error, run };
};
