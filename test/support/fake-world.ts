/** What the parts of the fake bridge share: its snapshots, its entries, its pace. */
import type { EventName, EventPayload } from "#contract/ipc.ts";
import type { FakeEntries } from "./fake-entries.ts";
import type { Unnumbered } from "./fake-views.ts";

/** The snapshots by event. */
export type FakeViews = { readonly [E in EventName]: Unnumbered<EventPayload<E>> };

/** What the played handlers work on. */
export interface FakeWorld {
  readonly entries: FakeEntries;
  readonly stepMs: number;
  view<E extends EventName>(name: E): FakeViews[E];
  push<E extends EventName>(name: E, change: Partial<FakeViews[E]>): void;
}
