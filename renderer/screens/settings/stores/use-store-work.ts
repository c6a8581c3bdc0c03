/** The calls about one place, and which of them the person looked at last: only its outcome is shown. */
import { useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import type { AccountStore, RemoteStore, StoreCheck } from "#contract/views.ts";
import { type Call, useCall } from "#renderer/components/use-call.ts";

/** What is going on or came of it. */
export type Work =
  | { readonly kind: "none" }
  | { readonly kind: "send" }
  | { readonly kind: "connect"; readonly isForReading: boolean }
  | { readonly kind: "test"; readonly tookMs: number | null }
  | { readonly kind: "check"; readonly check: StoreCheck | null; readonly isRepair: boolean }
  | { readonly kind: "read-back"; readonly files: CommandOutput<"stores.readBack">["files"] | null };

/** The calls of a place. */
export interface StoreWork {
  readonly work: Work;
  readonly isBusy: boolean;
  /** Why the last call failed. */
  readonly error: Call<"stores.test">["error"];
  /** `isForReading`: digi.me’s second contract, which may read back what was written. */
  readonly connect: (store: AccountStore, isForReading?: boolean) => void;
  readonly send: () => void;
  readonly test: () => void;
  readonly check: (repair: boolean) => void;
  readonly readBack: () => void;
  readonly again: () => void;
}

const nothing: Work = { kind: "none" };

/** Makes them. */
export const useStoreWork = (store: RemoteStore): StoreWork => {
  const [work, setWork] = useState<Work>(nothing);
  const calls = {
    connect: useCall("stores.connect"),
    send: useCall("stores.sync"),
    test: useCall("stores.test"),
    check: useCall("stores.verify"),
    "read-back": useCall("stores.readBack"),
  };
  const shown = work.kind === "none" ? null : calls[work.kind];
  const connect = (account: AccountStore, isForReading = false): void => {
    setWork({ kind: "connect", isForReading });
    calls.connect.run({ store: account, isForReading }, () => setWork(nothing));
  };
  const send = (): void => {
    setWork({ kind: "send" });
    calls.send.run({ store });
  };
  const test = (): void => {
    setWork({ kind: "test", tookMs: null });
    calls.test.run({ store }, ({ tookMs }) => setWork({ kind: "test", tookMs }));
  };
  const check = (repair: boolean): void => {
    setWork({ kind: "check", check: null, isRepair: repair });
    calls.check.run({ store, repair }, (found) => setWork({ kind: "check", check: found, isRepair: repair }));
  };
  const readBack = (): void => {
    setWork({ kind: "read-back", files: null });
    calls["read-back"].run({}, ({ files }) => setWork({ kind: "read-back", files }));
  };
  const again = (): void => {
    if (work.kind === "send") send();
    if (work.kind === "test") test();
    if (work.kind === "check") check(work.isRepair);
    if (work.kind === "read-back") readBack();
    if (work.kind === "connect" && store !== "kvs") connect(store, work.isForReading);
  };
  return {
    work,
    isBusy: shown?.isBusy ?? false,
    error: shown?.error ?? null,
    connect,
    send,
    test,
    check,
    readBack,
    again,
  };
};
