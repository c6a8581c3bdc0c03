/**
 * What goes to and from the chips, kept for a person to look at: nothing by default, names and lengths at
 * the outline, bytes with dots at the full level, which ends by itself. Lives in memory only, is never
 * logged, and sends nothing to anybody.
 */
import { type CommandName, nameCommand, showAnswer, showCommand } from "#chip/command-outline.ts";
import type { TraceHappening, TraceListener } from "#chip/traced-reader-hub.ts";
import { statusHex, statusMeaning } from "#chip/status-word.ts";
import { splitResponse } from "#chip/apdu.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { TraceLine, TraceView } from "#contract/views.ts";

/** Lines that are kept, and those that are shown. */
const keptLines = 500;
const shownLines = 200;
/** The full level ends after this. */
const fullLevelMs = 600_000;
/** Lines that come close together are told once. */
const tellMs = 120;

type Level = TraceView["level"];
type NewLine = Partial<Omit<TraceLine, "n" | "at" | "reader" | "kind">> & Pick<TraceLine, "reader" | "kind">;

const blank = {
  command: null,
  event: null,
  length: 0,
  tookMs: null,
  sw: null,
  meaning: null,
  error: null,
  bytes: null,
} as const;

/** The recorder of one profile. */
export class TraceRecorder implements TraceListener {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #lastTaps = new Map<string, number>();
  readonly #sentAt = new Map<string, number>();
  #lines: TraceLine[] = [];
  #total = 0;
  #level: Level = "off";
  #endsAt: number | null = null;
  #cancelEnd = (): void => undefined;
  #cancelTell: (() => void) | null = null;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** The last lines, as they are shown. */
  view(): Omit<TraceView, "seq"> {
    const lines = this.#lines.slice(-shownLines);
    return { level: this.#level, endsAt: this.#endsAt, total: this.#total, lines };
  }

  /** Everything that is kept. */
  lines(): readonly TraceLine[] {
    return this.#lines;
  }

  /** When something was laid on a reader of that name last (epoch ms); null for never since the start. */
  lastTapAt(reader: string): number | null {
    return this.#lastTaps.get(reader) ?? null;
  }

  /** Records at that level from now on. Bytes do not outlive the full level. */
  setLevel(level: Level): void {
    this.#cancelEnd();
    this.#cancelEnd = (): void => undefined;
    if (level !== "full") this.#forgetBytes();
    this.#level = level;
    this.#endsAt = level === "full" ? this.#clock.now() + fullLevelMs : null;
    if (level === "full") this.#cancelEnd = this.#clock.after(fullLevelMs, () => this.endFull());
    this.#tellNow();
  }

  /** The full level goes back to the outline: its time is over, or the vault was locked. */
  endFull(): void {
    if (this.#level === "full") this.setLevel("outline");
  }

  /** Forgets every line. */
  clear(): void {
    this.#lines = [];
    this.#total = 0;
    this.#tellNow();
  }

  /** Forgets everything and tells no more. */
  dispose(): void {
    this.#cancelEnd();
    this.#cancelTell?.();
    this.#lines = [];
    this.#level = "off";
  }

  happened(reader: string, what: TraceHappening): void {
    if (what === "arrived") this.#lastTaps.set(reader, this.#clock.now());
    this.#add({ reader, kind: "event", event: what });
  }

  sent(reader: string, command: Uint8Array): void {
    if (this.#level === "off") return;
    this.#sentAt.set(reader, this.#clock.monotonicMs());
    this.#add({
      reader,
      kind: "command",
      command: nameCommand(command),
      length: command.length,
      bytes: this.#level === "full" ? showCommand(command) : null,
    });
  }

  answered(reader: string, command: Uint8Array, answer: Uint8Array | null, error: string | null): void {
    if (this.#level === "off") return;
    const name = nameCommand(command);
    const sentAt = this.#sentAt.get(reader);
    this.#sentAt.delete(reader);
    this.#add({
      reader,
      kind: "answer",
      command: name,
      tookMs: sentAt === undefined ? null : Math.round((this.#clock.monotonicMs() - sentAt) * 10) / 10,
      error,
      ...(answer === null ? {} : this.#answerParts(name, answer)),
    });
  }

  #answerParts(
    name: CommandName,
    answer: Uint8Array,
  ): Pick<TraceLine, "length" | "sw" | "meaning" | "bytes"> {
    const sw = splitResponse(answer)?.sw;
    return {
      length: answer.length,
      sw: sw === undefined ? null : statusHex(sw),
      meaning: sw === undefined ? null : statusMeaning(sw),
      bytes: this.#level === "full" ? showAnswer(name, answer) : null,
    };
  }

  #add(line: NewLine): void {
    if (this.#level === "off") return;
    this.#total += 1;
    const reader = line.reader.slice(0, 200);
    this.#lines.push({ ...blank, ...line, reader, n: this.#total, at: this.#clock.now() });
    if (this.#lines.length > keptLines) this.#lines = this.#lines.slice(-keptLines);
    this.#cancelTell ??= this.#clock.after(tellMs, () => this.#tellNow());
  }

  #forgetBytes(): void {
    this.#lines = this.#lines.map((line) => ({ ...line, bytes: null }));
  }

  #tellNow(): void {
    this.#cancelTell?.();
    this.#cancelTell = null;
    this.#changed();
  }
}
