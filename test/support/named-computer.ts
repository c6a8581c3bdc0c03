/** A named store as one computer has it: its own memory of what it saw, over values that others share. */
import { createNamedStore } from "#stores/named/named-store.ts";
import type { NamedStore } from "#stores/named/named-store.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { StoreId } from "#stores/store.port.ts";
import { silentLog } from "./silent-log.ts";

/** The folder that all computers of a test share. */
export const testFolder = "0123456789abcdef";

/** Makes one. `knows` says which revisions its vault has. */
export const createNamedComputer = (
  values: NamedValues,
  options: {
    readonly id?: StoreId;
    readonly knows?: (id: string, revision: number) => boolean;
    readonly now?: () => number;
    readonly folder?: string;
  } = {},
): NamedStore =>
  createNamedStore({
    id: options.id ?? "hyperid",
    values,
    folder: options.folder ?? testFolder,
    knows: options.knows ?? (() => false),
    now: options.now ?? (() => Date.now()),
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    log: silentLog,
  });
