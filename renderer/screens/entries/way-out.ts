/** What lets waiting copies go: a tap, a sign-in, or nothing but being asked. Pure. */
import type { StoreView } from "#contract/views.ts";

/** What to do next about copies that wait. */
export type WayOut = "tap" | "send" | "sign-in";

const isUnsent = ({ copies }: StoreView): boolean => copies.waiting + copies.failed > 0;

/** The way out. A tap comes first: it opens VivoKey's service, and everything else goes with it. */
export const wayOut = (stores: readonly StoreView[], isServiceOpen: boolean): WayOut => {
  const unsent = stores.filter(isUnsent);
  const needsTap = unsent.length === 0 || unsent.some(({ state }) => state === "needs-tap");
  if (needsTap) return isServiceOpen ? "send" : "tap";
  return unsent.some(({ state }) => state === "connected") ? "send" : "sign-in";
};

/** The first store that a person has to sign in to again, or null. */
export const signedOut = (stores: readonly StoreView[]): StoreView | null =>
  stores.find(({ state }) => state === "needs-sign-in") ?? null;
