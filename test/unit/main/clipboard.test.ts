import { describe, expect, test } from "vitest";
import type { SystemClipboard } from "#main/clipboard.ts";
import { createTimedClipboard } from "#main/clipboard.ts";
import { createManualClock, settle } from "#test/support/manual-clock.ts";

const heldClipboard = (): SystemClipboard & { text: string } => {
  const held = {
    text: "",
    readText: () => held.text,
    writeSecret: (text: string) => {
      held.text = text;
    },
    clear: () => {
      held.text = "";
    },
  };
  return held;
};

describe("a copied value", () => {
  test("is taken off the clipboard after its time", async () => {
    const clock = createManualClock();
    const system = heldClipboard();
    const clearsAt = await createTimedClipboard(system, clock).copy("secret", 30_000);
    expect(clearsAt - clock.now()).toBe(30_000);
    await clock.advance(29_999);
    expect(system.text).toBe("secret");
    await clock.advance(1);
    await settle();
    expect(system.text).toBe("");
  });

  test("stays when it is no longer ours", async () => {
    const clock = createManualClock();
    const system = heldClipboard();
    await createTimedClipboard(system, clock).copy("secret", 30_000);
    system.text = "something else";
    await clock.advance(30_000);
    await settle();
    expect(system.text).toBe("something else");
  });

  test("is cleared at once by a lock, and a second copy has its own time", async () => {
    const clock = createManualClock();
    const system = heldClipboard();
    const timed = createTimedClipboard(system, clock);
    await timed.copy("first", 30_000);
    await clock.advance(20_000);
    await timed.copy("second", 30_000);
    await clock.advance(15_000);
    await settle();
    expect(system.text).toBe("second");
    await timed.clear();
    expect(system.text).toBe("");
  });
});
