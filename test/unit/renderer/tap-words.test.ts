/** What the window makes of a scan's snapshots: picture, words, sounds, and when it goes on by itself. */
import { describe, expect, it } from "vitest";
import { type ErrorCode, appError } from "#contract/errors.ts";
import { type ReadersView, type ScanView, scanStates } from "#contract/views.ts";
import { readersProblem, readersState } from "#renderer/components/reader-words.ts";
import { type TapMoment, tapMoment, tones } from "#renderer/components/tap-feedback.ts";
import { pictureNames, readerForm, tapPicture, waitsForService } from "#renderer/components/tap-picture.ts";
import { tapInstruction, tapSteps } from "#renderer/components/tap-progress.ts";
import { goesOn } from "#renderer/components/tap-restart.ts";
import { calmReaders, idleScan } from "#test/support/fake-views.ts";

const scan = (change: Partial<ScanView>): ScanView => ({ seq: 1, ...idleScan, scanId: "one", ...change });
const failed = (code: ErrorCode): ScanView => scan({ state: "failed", error: appError(code) });
const around = { isSlow: false, form: "pad" } as const;

type Reader = ReadersView["readers"][number];
const reader = (change: Partial<Reader> = {}): Reader => ({
  id: "acr",
  name: "ACS ACR1252U",
  isSimulated: false,
  hasChip: false,
  error: null,
  ...change,
});
const readers = (list: readonly Reader[], change: Partial<ReadersView> = {}): ReadersView => ({
  seq: 1,
  ...calmReaders,
  readers: [...list],
  ...change,
});

describe("the picture of a tap", () => {
  it.each([
    ["chip.removed", "torn"],
    ["chip.other", "other"],
    ["chip.several", "several"],
    ["chip.phone", "phone"],
    ["chip.unsupported", "unsupported"],
    ["vault.wrong-chip", "stranger"],
    ["auth.not-enrolled", "unknown"],
    ["chip.refused", "refused"],
    ["chip.resting", "refused"],
    ["chip.timeout", "timeout"],
    ["auth.challenge-expired", "timeout"],
    ["auth.unreachable", "service"],
    ["store.unreachable", "service"],
    ["reader.none", "unplugged"],
    ["reader.stuck", "reader"],
    ["vault.busy", "failed"],
  ] as const)("draws %s as %s", (code, picture) => {
    expect(tapPicture(failed(code), false)).toBe(picture);
    expect(tapPicture(scan({ state: "authenticated", after: "failed", error: appError(code) }), false)).toBe(
      picture,
    );
  });

  it("draws what a person must tell apart differently each, and says each differently", () => {
    const codes = ["chip.removed", "chip.other", "chip.several", "chip.phone", "chip.unsupported"] as const;
    const strangers = ["vault.wrong-chip", "auth.not-enrolled", "auth.unreachable", "chip.refused"] as const;
    const pictures = [...codes, ...strangers].map((code) => tapPicture(failed(code), false));
    expect(new Set(pictures).size).toBe(pictures.length);
    const names = Object.values(pictureNames);
    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps the hand on the reader while a slow service still needs the chip, and not when it does not", () => {
    const holding = scan({ state: "fetchingChallenge", instruction: "keep-holding" });
    const checking = scan({ state: "verifying", instruction: "may-remove" });
    expect([holding, checking].map((each) => tapPicture(each, true))).toEqual(["slow", "checking"]);
    expect([holding, checking].map((each) => tapPicture(each, false))).toEqual(["on", "lift"]);
  });

  it("calls slow only what the service does, not what a person does", () => {
    const waiting = scanStates.filter((state) => waitsForService(scan({ state })));
    expect(waiting).toEqual(["fetchingChallenge", "verifying"]);
    expect(waitsForService(scan({ state: "authenticated", after: "working" }))).toBe(true);
    expect(waitsForService(scan({ state: "authenticated", after: "done" }))).toBe(false);
  });

  it("draws the reader that holds the chip, else the first that works", () => {
    const both = readers([
      reader({ id: "scl", name: "SCM SCL3711", error: appError("reader.busy") }),
      reader(),
    ]);
    expect(readerForm(null, both)).toBe("pad");
    expect(readerForm(scan({ readerName: "SCM SCL3711 00 00" }), both)).toBe("stick");
    expect(readerForm(null, null)).toBe("pad");
  });
});

describe("the words of a tap", () => {
  it("lets the chip go as soon as the scan says so, however slow the service is", () => {
    const checking = scan({ state: "verifying", instruction: "may-remove" });
    expect(tapInstruction(checking, around).title).toBe("You may remove the chip");
    expect(tapInstruction(checking, { ...around, isSlow: true }).title).toBe("You may remove the chip");
    expect(tapInstruction(scan({ state: "authenticated", after: "working" }), around).hint).toBe(
      "You may remove the chip.",
    );
  });

  it("says where to hold by the kind of reader", () => {
    const waiting = scan({ state: "waitingForChip", instruction: "hold" });
    expect(tapInstruction(waiting, around).hint).toContain("on the middle");
    expect(tapInstruction(waiting, { ...around, form: "stick" }).hint).toContain("end of the stick");
  });

  it("speaks of no vault where there is none yet", () => {
    expect(tapInstruction(failed("chip.timeout"), around).hint).toBe("Your vault is untouched.");
    expect(tapInstruction({ ...failed("chip.timeout"), purpose: "create" }, around).hint).toBe(
      "Nothing was made yet.",
    );
  });

  it("marks the step at which it failed", () => {
    const marks = (code: ErrorCode): string[] => tapSteps(failed(code)).map(({ state }) => state);
    expect(marks("reader.lost")[0]).toBe("failed");
    expect(marks("chip.timeout")[1]).toBe("failed");
    expect(marks("chip.refused")[2]).toBe("failed");
    expect(marks("auth.rejected")[3]).toBe("failed");
  });
});

describe("what a tap sounds like", () => {
  const course = (views: readonly ScanView[]): (TapMoment | null)[] =>
    views.slice(1).map((now, index) => tapMoment(views[index] ?? null, now));

  it("sounds once when read and once when done, however many snapshots come", () => {
    const views = [
      scan({ state: "waitingForChip" }),
      scan({ state: "answering" }),
      scan({ state: "verifying" }),
      scan({ state: "verifying", challengeExpiresAt: 5 }),
      scan({ state: "authenticated", after: "working" }),
      scan({ state: "authenticated", after: "done" }),
      scan({ state: "authenticated", after: "done", seq: 9 }),
    ];
    expect(course(views)).toEqual([null, "read", null, null, "done", null]);
  });

  it("sounds again for a second tear and for a second failure of another attempt", () => {
    const torn = scan({ state: "waitingForSameChip" });
    expect(course([torn, scan({ state: "answering" }), torn])).toEqual([null, "torn"]);
    const again = { ...failed("chip.phone"), attempt: 2 };
    expect(course([failed("chip.phone"), again])).toEqual(["failed"]);
  });

  it("is silent about what was there before the window, and about a tap ended by hand", () => {
    expect(tapMoment(null, failed("chip.phone"))).toBeNull();
    expect(course([scan({ state: "waitingForChip" }), failed("scan.cancelled")])).toEqual([null]);
    expect(course([scan({ state: "waitingForChip" }), scan({ state: "cancelled" })])).toEqual([null]);
  });

  it("fails aloud when what follows a proven tap fails", () => {
    const working = scan({ state: "authenticated", after: "working" });
    expect(course([working, { ...working, after: "failed", error: appError("vault.wrong-chip") }])).toEqual([
      "failed",
    ]);
  });

  it("has tones that are told apart, and none is long", () => {
    const all = Object.values(tones).map((notes) => notes.map(({ hertz }) => hertz).join());
    expect(new Set(all).size).toBe(all.length);
    for (const notes of Object.values(tones))
      expect(Math.max(...notes.map(({ atMs, forMs }) => atMs + forMs))).toBeLessThanOrEqual(400);
  });
});

describe("going on by itself", () => {
  const none = readers([]);
  const one = readers([reader()]);
  const withChip = readers([reader({ hasChip: true })]);

  it("goes on when a reader comes, or a chip after nobody tapped in time", () => {
    expect(goesOn(failed("reader.none"), none, one)).toBe(true);
    expect(goesOn(failed("reader.lost"), none, withChip)).toBe(true);
    expect(goesOn(failed("chip.timeout"), one, withChip)).toBe(true);
  });

  it("does not when nothing came, a chip only left, or the reader does not work", () => {
    expect(goesOn(failed("reader.none"), none, none)).toBe(false);
    expect(goesOn(failed("chip.timeout"), withChip, one)).toBe(false);
    expect(goesOn(failed("reader.none"), none, readers([reader({ error: appError("reader.busy") })]))).toBe(
      false,
    );
    expect(goesOn(failed("reader.service-down"), none, { ...one, service: "down" })).toBe(false);
    expect(goesOn(failed("reader.none"), null, one)).toBe(false);
  });

  it("never goes on after a chip refused, nor disturbs a tap under way", () => {
    for (const code of ["chip.refused", "chip.locked", "chip.resting", "chip.delayed"] as const)
      expect(goesOn(failed(code), one, withChip)).toBe(false);
    expect(goesOn(scan({ state: "waitingForChip" }), one, withChip)).toBe(false);
  });
});

describe("the readers in a word", () => {
  it.each([
    ["looking", null],
    ["looking", readers([], { service: "starting" })],
    ["ready", readers([reader()])],
    ["chip", readers([reader({ hasChip: true })])],
    ["none", readers([])],
    ["down", readers([], { service: "down", error: appError("reader.service-down") })],
    ["trouble", readers([reader({ error: appError("reader.busy") })])],
    ["ready", readers([reader({ error: appError("reader.busy") }), reader({ id: "two" })])],
  ] as const)("is %s", (state, view) => {
    expect(readersState(view)).toBe(state);
    expect(readersProblem(view) !== null).toBe(state === "down" || state === "trouble");
  });
});
