import { describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { SlotView } from "#contract/views.ts";
import { renewKit, testKit } from "#cli/verbs/kit.ts";
import { passphrase } from "#cli/verbs/passphrase.ts";
import { removeSlot, renameSlot, rotate } from "#cli/verbs/slots.ts";
import type { Replies } from "./verb-bench.ts";
import { createVerbBench, slotOf } from "./verb-bench.ts";

const words = Array.from({ length: 24 }, (_, index) => `word${index + 1}`);
const kitReplies: Replies = {
  "recovery.renew": () => ok({}),
  "recovery.show": () => ok({ words }),
  "recovery.ask": () => ok({ positions: [2, 9, 17] }),
  "recovery.savePdf": () => ok({ fileName: "kit.pdf" }),
  "recovery.confirm": ({ answers }) =>
    answers.every(({ position, word }) => words[position - 1] === word)
      ? ok({})
      : fail("recovery.wrong-word", { position: 2 }),
  "recovery.cancelRenewal": () => ok({}),
};

describe("kit renew", () => {
  it("shows the words and asks three back", async () => {
    const bench = createVerbBench({ replies: kitReplies, typed: [" Word2 ", "word9", "word17"] });
    expect(await renewKit(bench.context, {})).toBe(0);
    expect(bench.answers).toEqual([{ words, ask: [2, 9, 17] }]);
    expect(bench.called("recovery.cancelRenewal")).toEqual([]);
  });

  it("saves the PDF before anything is asked", async () => {
    const bench = createVerbBench({ replies: kitReplies, typed: ["word2", "word9", "word17"] });
    expect(await renewKit(bench.context, { pdf: "/nowhere/kit.pdf" })).toBe(0);
    const names = bench.calls.map(({ name }) => name);
    expect(names.indexOf("recovery.savePdf")).toBeLessThan(names.indexOf("recovery.confirm"));
  });

  it("drops the new words when they were not given back: the former ones still count", async () => {
    const stopped = createVerbBench({ replies: kitReplies, typed: ["word2"] });
    expect(await renewKit(stopped.context, {})).toBe(130);
    const wrong = createVerbBench({ replies: kitReplies, typed: ["word1", "word9", "word17"] });
    expect(await renewKit(wrong.context, {})).toBe(2);
    const unsaved = createVerbBench({
      replies: { ...kitReplies, "recovery.savePdf": () => err(appError("file.unwritable")) },
    });
    expect(await renewKit(unsaved.context, { pdf: "/nowhere/kit.pdf" })).toBe(10);
    for (const bench of [stopped, wrong, unsaved])
      expect(bench.called("recovery.cancelRenewal")).toHaveLength(1);
  });

  it("test says whether words open, without opening", async () => {
    const replies: Replies = { "slots.test": () => ok({ slotId: slotOf(1, "recovery").slotId }) };
    const bench = createVerbBench({ replies, typed: [words.join(" ")], app: { vault: "locked" } });
    expect(await testKit(bench.context)).toBe(0);
    expect(bench.calls).toHaveLength(1);
    const wrong = createVerbBench({ replies: { "slots.test": () => fail("recovery.wrong-words") } });
    expect(await testKit(wrong.context)).toBe(2);
  });
});

const chip = slotOf(0xabcd1, "chip-and-computer", "Left hand");
const other = slotOf(0xabcd2, "chip-and-computer", "Right hand");
const phrase = slotOf(0x77771, "passphrase");

const slotReplies = (gone: readonly SlotView[] = []): Replies => {
  let removed: readonly SlotView[] = [];
  return {
    "slots.list": () => ok({ slots: [chip, other, phrase].filter((slot) => !removed.includes(slot)) }),
    "slots.rename": () => ok({}),
    "slots.remove": ({ slotId }) => {
      removed = [...gone, ...[chip, other, phrase].filter((slot) => slot.slotId === slotId)];
      return ok({});
    },
    "vault.rotate": () => {
      removed = gone;
      return ok({});
    },
  };
};

describe("ways in", () => {
  it("are found by label or by a beginning of the id that only one has", async () => {
    const bench = createVerbBench({ replies: slotReplies() });
    expect(await renameSlot(bench.context, "left HAND", "Wrist")).toBe(0);
    expect(await renameSlot(bench.context, other.slotId.slice(0, 6), "Wrist")).toBe(0);
    expect(bench.called("slots.rename")).toEqual([
      { slotId: chip.slotId, label: "Wrist" },
      { slotId: other.slotId, label: "Wrist" },
    ]);
    expect(await renameSlot(bench.context, "nobody", "Wrist")).toBe(4);
  });

  it("are not guessed when two could be meant", async () => {
    const twins = [slotOf(1, "recovery", "Same"), slotOf(2, "recovery", "Same")];
    const bench = createVerbBench({ replies: { "slots.list": () => ok({ slots: twins }) } });
    expect(await removeSlot(bench.context, "Same", {})).toBe(4);
    expect(bench.called("slots.remove")).toEqual([]);
  });

  it("rotate waits until everything is re-encrypted, and tells which ways in are gone", async () => {
    const bench = createVerbBench({
      replies: slotReplies([other]),
      app: { rotation: { done: 0, total: 8 } },
    });
    const ended = rotate(bench.context);
    await new Promise((wake) => setImmediate(wake));
    bench.pushApp({ rotation: { done: 5, total: 8 } });
    expect(bench.answers).toEqual([]);
    bench.pushApp({ rotation: null });
    expect(await ended).toBe(0);
    expect(bench.answers).toEqual([{ rotated: true, gone: [other.slotId] }]);
    expect(bench.texts[0]).toContain("Right hand");
    expect(bench.progress).toEqual(["re-encrypted: 50 %"]);
  });

  it("rotate does not call it done when the vault was locked meanwhile", async () => {
    const bench = createVerbBench({ replies: slotReplies(), app: { rotation: { done: 0, total: 8 } } });
    const ended = rotate(bench.context);
    await new Promise((wake) => setImmediate(wake));
    bench.pushApp({ rotation: null, vault: "locked" });
    expect(await ended).toBe(3);
  });
});

describe("passphrase", () => {
  const set: Replies = { ...slotReplies(), "slots.setPassphrase": () => ok({}) };

  it("is asked twice of a person and never sent when the two differ or nothing came", async () => {
    const differ = createVerbBench({ replies: set, typed: ["one", "two"], isInteractive: true });
    expect(await passphrase(differ.context, {})).toBe(2);
    const nothing = createVerbBench({ replies: set });
    expect(await passphrase(nothing.context, {})).toBe(2);
    for (const bench of [differ, nothing]) expect(bench.calls).toEqual([]);
    const good = createVerbBench({ replies: set, typed: ["same", "same"], isInteractive: true });
    expect(await passphrase(good.context, {})).toBe(0);
    expect(good.called("slots.setPassphrase")).toEqual([{ passphrase: "same" }]);
  });

  it("is tested and removed", async () => {
    const wrong: Replies = { "slots.test": () => fail("passphrase.wrong") };
    expect(await passphrase(createVerbBench({ replies: wrong, typed: ["x"] }).context, { test: true })).toBe(
      2,
    );
    const bench = createVerbBench({ replies: set });
    expect(await passphrase(bench.context, { remove: true })).toBe(0);
    expect(bench.called("slots.remove")).toEqual([{ slotId: phrase.slotId, rotate: false }]);
    expect(await passphrase(bench.context, { remove: true })).toBe(4);
  });
});
