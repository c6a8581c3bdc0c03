/** Plays a tap on the fake bridge: the states in their order, with pauses that a person can follow. */
import { appError } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import type { ScanView } from "#contract/views.ts";
import type { Unnumbered } from "./fake-views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Step = Partial<Unnumbered<ScanView>>;

const outcome = (purpose: ScanView["purpose"], whose: "mine" | "other"): Step =>
  whose === "other" && purpose !== "create"
    ? { after: "failed", error: appError("vault.wrong-chip") }
    : { after: "done" };

const stepsOf = (purpose: ScanView["purpose"], tap: CommandInput<"simulation.tap">): readonly Step[] => {
  const held: readonly Step[] = [
    { state: "identifying", instruction: "keep-holding", chipKind: tap.kind },
    { state: "answering", instruction: "keep-holding" },
  ];
  if (tap.tearAt !== null) return [...held, { state: "waitingForSameChip", instruction: "tap-again" }];
  return [
    ...held,
    { state: "verifying", instruction: "may-remove" },
    { state: "authenticated", instruction: "none", after: "working", challengeExpiresAt: null },
    outcome(purpose, tap.whose),
  ];
};

const finish = (world: FakeWorld, purpose: ScanView["purpose"]): void => {
  const { copies } = world.view("app.changed");
  world.push("app.changed", {
    ...(purpose === "create" ? { vault: "unfinished" } : {}),
    ...(purpose === "unlock" ? { vault: "unlocked" } : {}),
    session: { expiresAt: Date.now() + 300_000 },
    copies: { ...copies, kept: copies.kept + copies.waiting, waiting: 0 },
  });
};

/** Plays it, if a scan waits for a chip. */
export const playTap = (world: FakeWorld, tap: CommandInput<"simulation.tap">): void => {
  const { state, purpose } = world.view("scan.changed");
  if (state !== "waitingForChip" && state !== "waitingForSameChip") return;
  stepsOf(purpose, tap).forEach((step, index) => {
    setTimeout(() => {
      world.push("scan.changed", step);
      if (step.after === "done") setTimeout(() => finish(world, purpose), world.stepMs);
    }, index * world.stepMs);
  });
};
