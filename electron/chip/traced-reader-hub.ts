/**
 * A reader hub that tells what goes to and from the chips, and is otherwise the hub it stands before: the
 * same bytes in the same order, nothing added, nothing awaited. Who listens gets bytes and must not keep
 * them longer than it may.
 */
import type { CardLink, ReaderHub, ReaderState, ReadersState } from "./reader.port.ts";

/** What happened around the commands. */
export type TraceHappening = "arrived" | "left" | "held" | "released" | "appeared" | "vanished";

/** Who is told. The bytes are the sender's own: to be looked at before the call returns. */
export interface TraceListener {
  happened(reader: string, what: TraceHappening): void;
  sent(reader: string, command: Uint8Array): void;
  /** `answer` null: none came, and `error` says why. */
  answered(reader: string, command: Uint8Array, answer: Uint8Array | null, error: string | null): void;
}

const presenceOf = (reader: ReaderState | undefined): number | null => reader?.card?.presence ?? null;

/** What happened to one reader between two looks. */
const changesOf = (
  before: ReaderState | undefined,
  after: ReaderState | undefined,
): readonly TraceHappening[] => {
  const [was, is] = [presenceOf(before), presenceOf(after)];
  return [
    ...(before === undefined ? (["appeared"] as const) : []),
    ...(was !== null && was !== is ? (["left"] as const) : []),
    ...(is !== null && was !== is ? (["arrived"] as const) : []),
    ...(after === undefined ? (["vanished"] as const) : []),
  ];
};

const follow = (hub: ReaderHub, listener: TraceListener): (() => void) => {
  let before: ReadersState["readers"] = [];
  return hub.subscribe(({ readers }) => {
    const ids = new Set([...before, ...readers].map(({ id }) => id));
    for (const id of ids) {
      const [was, is] = [before, readers].map((list) => list.find((reader) => reader.id === id));
      const name = (is ?? was)?.name ?? id;
      for (const change of changesOf(was, is)) listener.happened(name, change);
    }
    before = readers;
  });
};

const traceLink = (card: CardLink, reader: string, listener: TraceListener): CardLink => ({
  transmit: (command, options) => {
    listener.sent(reader, command);
    const answering = card.transmit(command, options);
    void answering.then(
      (answer) =>
        answer.ok
          ? listener.answered(reader, command, answer.value, null)
          : listener.answered(reader, command, null, answer.error.code),
      () => listener.answered(reader, command, null, "internal"),
    );
    return answering;
  },
});

/** Puts a listener before a hub. Disposing it disposes the hub. */
export const traceReaderHub = (hub: ReaderHub, listener: TraceListener): ReaderHub => {
  const stop = follow(hub, listener);
  const nameOf = (readerId: string): string =>
    hub.state().readers.find(({ id }) => id === readerId)?.name ?? readerId;
  return {
    state: () => hub.state(),
    subscribe: (each) => hub.subscribe(each),
    withCard: (readerId, presence, signal, work) =>
      hub.withCard(readerId, presence, signal, async (card) => {
        const reader = nameOf(readerId);
        listener.happened(reader, "held");
        try {
          return await work(traceLink(card, reader, listener));
        } finally {
          listener.happened(reader, "released");
        }
      }),
    facts: (readerId) => hub.facts?.(readerId) ?? Promise.resolve(null),
    dispose: async () => {
      stop();
      await hub.dispose();
    },
  };
};
