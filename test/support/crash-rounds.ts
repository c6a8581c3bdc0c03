/**
 * Transactions that hold every kind of step there is, so that a process can be ended at each of
 * them. Everything that a round leaves carries its number: a file holds one round, or is half-written.
 */
import type { LocalStore, Operation } from "#vault/local-store.port.ts";
import { toHex, uint64 } from "#vault/bytes.ts";
import { must } from "./vault-bench.ts";

/** The row that names the last round. */
export const roundName = "round";

const entryId = "ab".repeat(16);
const slotId = "cd".repeat(16);
const store = "kvs";

const idOf = (round: number): string => toHex(uint64(round)).padStart(32, "0");
const bytesOf = (round: number): Uint8Array => new Uint8Array(2_000).fill(round % 251);

/** The number in a row of the name above; 0 when there is none. */
export const roundOf = (value: Uint8Array | null): number =>
  value === null ? 0 : Number(new DataView(value.buffer, value.byteOffset).getBigUint64(0));

type Makers = {
  readonly [K in Operation["op"]]: (round: number) => readonly Extract<Operation, { op: K }>[];
};

/** The steps of one round, by kind; the compiler asks for every kind. */
const makers: Makers = {
  "reset-unfinished": () => [],
  meta: (round) => [{ op: "meta", name: roundName, value: uint64(round) }],
  "meta-new": (round) => [{ op: "meta-new", name: `new-${round}`, value: bytesOf(round) }],
  slot: (round) => [
    {
      op: "slot",
      slot: {
        id: slotId,
        kind: "k",
        revision: round,
        sealed: bytesOf(round),
        label: bytesOf(round),
        check: null,
      },
    },
    {
      op: "slot",
      slot: {
        id: idOf(round),
        kind: "k",
        revision: round,
        sealed: bytesOf(round),
        label: bytesOf(round),
        check: null,
      },
    },
  ],
  "slot-removed": (round) => [{ op: "slot-removed", id: idOf(round - 1) }],
  entry: (round) => [
    {
      op: "entry",
      entry: { id: entryId, revision: round, page: 0, isDeleted: false, sealed: bytesOf(round) },
      expects: round === 1 ? null : round - 1,
    },
    {
      op: "entry",
      entry: { id: idOf(round), revision: round, page: 0, isDeleted: true, sealed: bytesOf(round) },
      expects: null,
    },
  ],
  former: (round) => [
    { op: "former", record: { id: idOf(round), revision: round - 1, sealed: bytesOf(round) } },
  ],
  "entry-purged": (round) =>
    round === 1 ? [] : [{ op: "entry-purged", id: idOf(round - 1), expects: round - 1 }],
  resealed: (round) => [{ op: "resealed", id: entryId, revision: round - 1, sealed: bytesOf(round) }],
  "index-page": (round) => [
    {
      op: "index-page",
      page: { page: 0, revision: round, sealed: bytesOf(round) },
      expects: round === 1 ? null : round - 1,
    },
  ],
  outbox: (round) => [{ op: "outbox", store, entryId, revision: round, action: "write" }],
  "outbox-later": (round) => [
    { op: "outbox-later", store, entryId, revision: round, attempts: round, notBefore: round },
  ],
  "outbox-done": (round) => [{ op: "outbox-done", store, entryId: idOf(round - 1), revision: round - 1 }],
  copy: (round) => [
    { op: "copy", copy: { store, entryId, state: "kept", revision: round, at: round, errorCode: null } },
  ],
  "copy-removed": (round) => [{ op: "copy-removed", store, entryId: idOf(round - 1), revision: round }],
  "copies-forgotten": () => [{ op: "copies-forgotten", store: "other" }],
  "queue-missing": (round) => [{ op: "queue-missing", store, at: round }],
  chunk: (round) =>
    [0, 1].map((number) => ({
      op: "chunk",
      chunk: { attachmentId: idOf(round), number, sealed: bytesOf(round) },
    })),
  "chunk-resealed": (round) => [
    { op: "chunk-resealed", chunk: { attachmentId: idOf(round), number: 0, sealed: bytesOf(round) } },
  ],
  "meta-is": (round) => [{ op: "meta-is", name: roundName, value: uint64(round) }],
  "chunks-removed": (round) => [{ op: "chunks-removed", attachmentId: idOf(round - 1) }],
};

/** Every kind of step but the one for a vault that was never finished. */
export const roundSteps = Object.keys(makers).filter((op) => op !== "reset-unfinished");

/** All steps of a round in one transaction. */
export const stepsOfRound = (round: number): readonly Operation[] =>
  Object.values(makers).flatMap((make: (round: number) => readonly Operation[]) => make(round));

/** What in a file does not belong to `round`. */
export const strangeRows = (file: LocalStore, round: number): readonly string[] => {
  const isOf = (bytes: Uint8Array | null | undefined): boolean =>
    bytes?.length === 2_000 && bytes.every((byte) => byte === round % 251);
  const isAt = (row: { readonly revision: number; readonly sealed: Uint8Array } | null): boolean =>
    row !== null && row.revision === round && isOf(row.sealed);
  const isLater = (row: { readonly entryId: string; readonly attempts: number }): boolean =>
    row.entryId === entryId && row.attempts === round;
  const slots = must(file.slots());
  const history = must(file.history(entryId));
  const facts: Readonly<Record<string, boolean>> = {
    "meta-new": isOf(must(file.meta(`new-${round}`))),
    "nothing later": must(file.meta(`new-${round + 1}`)) === null,
    slots: slots.length === 2 && slots.every(({ sealed }) => isOf(sealed)),
    entry: isAt(must(file.entry(entryId))),
    "entry of the round": isAt(must(file.entry(idOf(round)))),
    "revision beside it": must(file.history(idOf(round))).every(({ sealed }) => isOf(sealed)),
    "entries purged": must(file.entriesAfter("", 100)).length === 2,
    history: history.length === round - 1,
    "history resealed": history.slice(0, 1).every(({ sealed }) => isOf(sealed)),
    "index page": isAt(must(file.indexPage(0))),
    outbox: must(file.outbox(store, round, 100)).some(isLater),
    copy: must(file.copies(entryId)).every(({ revision, at }) => revision === round && at === round),
    chunks: isOf(must(file.chunk(idOf(round), 0))?.sealed) && isOf(must(file.chunk(idOf(round), 1))?.sealed),
    "chunks removed": must(file.attachmentIds()).join() === idOf(round),
  };
  return Object.entries(facts).flatMap(([name, holds]) => (holds ? [] : [name]));
};
