/**
 * How far a tap is, in the words and steps that people see. Pure: a snapshot in, five steps and an
 * instruction out.
 */
import type { AppError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import type { ReaderForm } from "./tap-picture.ts";

/** How one step stands. */
export type StepState = "done" | "current" | "failed" | "waiting";

/** One step of the list. */
export interface TapStep {
  readonly id: string;
  readonly label: Text;
  readonly state: StepState;
}

const openLabels = {
  create: "Making your vault",
  unlock: "Opening your vault",
  session: "Opening the service",
  enrol: "Adding the chip",
} as const satisfies Record<ScanView["purpose"], Text>;

const openingTitles = {
  create: "Making your vault…",
  unlock: "Opening your vault…",
  session: "Opening the service…",
  enrol: "Adding the chip…",
} as const satisfies Record<ScanView["purpose"], Text>;

const stateSteps = {
  idle: -1,
  cancelled: -1,
  failed: -1,
  waitingForReader: 0,
  waitingForChip: 1,
  waitingForSameChip: 1,
  identifying: 2,
  fetchingChallenge: 2,
  answering: 2,
  verifying: 3,
  authenticated: 4,
} as const satisfies Record<ScanView["state"], number>;

const failedStep = (error: AppError | null, after: ScanView["after"]): number => {
  if (after === "failed") return 4;
  const area = error?.code.split(".")[0];
  if (area === "reader") return 0;
  if (error?.code === "chip.timeout") return 1;
  if (area === "chip") return 2;
  return area === "auth" ? 3 : 4;
};

const stateAt = (index: number, current: number, isFailed: boolean, isDone: boolean): StepState => {
  if (index < current || isDone) return "done";
  if (index > current) return "waiting";
  return isFailed ? "failed" : "current";
};

/** The five steps of a tap and how each stands. */
export const tapSteps = (scan: ScanView | null): readonly TapStep[] => {
  const labels: readonly Text[] = [
    "Reader connected",
    "Hold the chip to it",
    "Keep holding",
    "Chip may leave",
    openLabels[scan?.purpose ?? "unlock"],
  ];
  const isFailed = scan !== null && hasFailed(scan);
  const current = isFailed ? failedStep(scan.error, scan.after) : stateSteps[scan?.state ?? "idle"];
  const isDone = scan?.after === "done";
  return labels.map((label, index) => ({
    id: String(index),
    label,
    state: stateAt(index, current, isFailed, isDone),
  }));
};

/** What to do now, in one line and one sentence. */
export interface TapInstruction {
  readonly title: Text;
  readonly hint: Text | null;
}

/** What else decides about the words. */
export interface TapSurroundings {
  readonly isSlow: boolean;
  readonly form: ReaderForm;
}

const instructions = {
  "connect-reader": { title: "Connect a reader", hint: "Plug in your NFC reader. It is noticed by itself." },
  hold: { title: "Hold your chip to the reader", hint: "Flat on the middle, and still until you are told." },
  "keep-holding": { title: "Keep holding", hint: "The chip is proving itself. This takes about a second." },
  "tap-again": {
    title: "Tap the same chip again",
    hint: "It left too early. Hold it still a little longer.",
  },
  "may-remove": { title: "You may remove the chip", hint: "VivoKey is checking its answer." },
} as const satisfies Record<Exclude<ScanView["instruction"], "none">, TapInstruction>;

const slowHints = {
  "keep-holding": "VivoKey takes longer than usual. Leave the chip where it is.",
  "may-remove": "VivoKey takes longer than usual to check it. Nothing more is needed from the chip.",
} as const satisfies Partial<Record<ScanView["instruction"], Text>>;

const doneText = {
  create: "Your vault is made",
  unlock: "Your vault is open",
  session: "The service is open",
  enrol: "The chip opens your vault now",
} as const satisfies Record<ScanView["purpose"], Text>;

const hasFailed = (scan: ScanView): boolean => scan.state === "failed" || scan.after === "failed";

const holdHint = (form: ReaderForm): Text =>
  form === "stick" ? "On the wide end of the stick, and still until you are told." : instructions.hold.hint;

const underWay = (scan: ScanView, { isSlow, form }: TapSurroundings): TapInstruction => {
  if (scan.state === "authenticated")
    return {
      title: openingTitles[scan.purpose],
      hint: isSlow ? "This takes longer than usual. You may remove the chip." : "You may remove the chip.",
    };
  const name = scan.instruction === "none" ? "keep-holding" : scan.instruction;
  if (isSlow && (name === "keep-holding" || name === "may-remove"))
    return { title: instructions[name].title, hint: slowHints[name] };
  return name === "hold" ? { title: instructions.hold.title, hint: holdHint(form) } : instructions[name];
};

/** The instruction of a snapshot. */
export const tapInstruction = (scan: ScanView | null, around: TapSurroundings): TapInstruction => {
  if (scan === null || scan.state === "idle" || scan.state === "cancelled")
    return { title: "Ready for a tap", hint: "Press the button, then hold your chip to the reader." };
  if (hasFailed(scan))
    return {
      title: "That did not work",
      hint: scan.purpose === "create" ? "Nothing was made yet." : "Your vault is untouched.",
    };
  return scan.after === "done" ? { title: doneText[scan.purpose], hint: null } : underWay(scan, around);
};

/** Whether a scan is under way. */
export const isScanning = (scan: ScanView | null): boolean =>
  scan !== null &&
  !["idle", "failed", "cancelled"].includes(scan.state) &&
  (scan.state !== "authenticated" || scan.after === "working" || scan.after === "nothing");
