/** Locking when the person is away, and why it is said to be. */
import type { PowerMonitor } from "electron";
import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import type { LockReason } from "#contract/views.ts";
import { watchForAbsence } from "#main/auto-lock.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const createMonitor = () => {
  const events = new EventEmitter();
  const state = { idleSeconds: 0, isLocked: false };
  const monitor = Object.assign(events, {
    getSystemIdleTime: () => state.idleSeconds,
    getSystemIdleState: () => (state.isLocked ? "locked" : "active"),
  });
  return { state, events, monitor: monitor as unknown as PowerMonitor };
};

const watch = () => {
  const { state, events, monitor } = createMonitor();
  const clock = createHandClock();
  const reasons: LockReason[] = [];
  const stop = watchForAbsence(
    monitor,
    clock,
    () => 60_000,
    (why) => reasons.push(why),
  );
  return { state, events, clock, reasons, stop };
};

it("says whether it was the idle time, the screen or sleep", () => {
  const { state, events, clock, reasons } = watch();
  clock.advance(5_000);
  expect(reasons).toEqual([]);
  state.idleSeconds = 60;
  clock.advance(5_000);
  state.idleSeconds = 0;
  state.isLocked = true;
  clock.advance(5_000);
  state.isLocked = false;
  events.emit("suspend");
  events.emit("lock-screen");
  events.emit("user-did-resign-active");
  expect(reasons).toEqual(["idle", "screen-lock", "sleep", "screen-lock", "screen-lock"]);
});

it("hears nothing more once it was stopped", () => {
  const { state, events, clock, reasons, stop } = watch();
  stop();
  state.idleSeconds = 600;
  clock.advance(60_000);
  events.emit("suspend");
  events.emit("lock-screen");
  expect(reasons).toEqual([]);
});
