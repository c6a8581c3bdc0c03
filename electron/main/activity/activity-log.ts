/**
 * The activity log of a profile: what happened, in order, added to files that two programs may share. Events
 * are gathered for a moment and written together; reading looks at the whole chain. A log that cannot be
 * written never stops what it is about.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import { activityEventSchema } from "#contract/views.ts";
import type { ActivityChain, ActivityEvent, ActivityLine, ActivityView } from "#contract/views.ts";
import { createActivityFile } from "#platform/activity-file.ts";
import type { ActivityFile } from "#platform/activity-file.ts";
import type { HashedLine, Head, Note, ReadLog } from "./chain.ts";
import { emptyHead, endOf, extend, headText, parseHead, parseLine, readLog } from "./chain.ts";

/** What the log is made of. `maxFileBytes`: a file of this size becomes a former one. */
export interface ActivityLogParts {
  readonly folder: string;
  readonly by: ActivityLine["by"];
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
  readonly maxFileBytes?: number;
}

/** Writing has a fixed price: what comes close together is written together. */
const gatherMs = 150;
const retryMs = 5_000;
/** What waits for a disk that cannot be written; the oldest go first. */
const maxWaiting = 1_000;
/** How long what was read is kept for the next question. */
const keptMs = 60_000;
const usualFileBytes = 2_000_000;

/** Writes and reads the log. */
export class ActivityLog {
  readonly by: ActivityLine["by"];
  readonly #parts: ActivityLogParts;
  readonly #file: ActivityFile;
  #waiting: Note[] = [];
  #cancelPlanned: (() => void) | null = null;
  #read: (ReadLog & { readonly stamp: string }) | null = null;
  #cancelForget: () => void = () => undefined;
  #chain: ActivityChain = { state: "unchecked", brokenFrom: null };

  constructor(parts: ActivityLogParts) {
    this.by = parts.by;
    this.#parts = parts;
    this.#file = createActivityFile(parts.folder);
  }

  /** Notes what happened; written in a moment. What does not fit the closed lists is dropped, whatever the compiler was told. */
  record(event: ActivityEvent): void {
    if (!activityEventSchema.safeParse(event).success)
      return this.#parts.log.error("activity.misfit", { name: event.kind.slice(0, 20) });
    this.#waiting.push(this.#note(event));
    this.#waiting = this.#waiting.slice(-maxWaiting);
    this.#cancelPlanned ??= this.#parts.clock.after(gatherMs, () => this.flush());
  }

  /** Writes what waits now. */
  flush(): void {
    this.#cancelPlanned?.();
    this.#cancelPlanned = null;
    if (this.#waiting.length === 0) return;
    if (this.#write((file) => this.#append(file, this.#waiting))) {
      this.#waiting = [];
      this.#parts.changed();
    } else this.#cancelPlanned = this.#parts.clock.after(retryMs, () => this.flush());
  }

  /** Every line, oldest first, and whether the chain holds. */
  read(): ReadLog {
    this.flush();
    const look = (): ReadLog => {
      const stamp = this.#file.stamp();
      if (this.#read?.stamp === stamp) return this.#read;
      this.#read = { ...readLog(this.#file.read(), parseHead(this.#file.head())), stamp };
      return this.#read;
    };
    const found = this.#alone(look)?.value ?? this.#lookAlone();
    this.#cancelForget();
    this.#cancelForget = this.#parts.clock.after(keptMs, () => (this.#read = null));
    this.#showChain(found.chain);
    return found;
  }

  /** Empties the log; answers how many lines it had. False: it could not be written. */
  clear(): number | false {
    const count = this.read().lines.length;
    const isCleared = this.#write((file) => {
      file.writeHead(headText(emptyHead));
      file.removeAll();
      this.#append(file, [this.#note({ kind: "log", what: "cleared", count })]);
    });
    if (!isCleared) return false;
    this.#chain = { state: "unchecked", brokenFrom: null };
    this.#parts.changed();
    return count;
  }

  /** What is known without reading all of it. */
  view(): Omit<ActivityView, "seq"> {
    const head = this.#head();
    const count = head === null ? 0 : Math.max(0, head.last.seq - head.first.seq + 1);
    return { count, chain: this.#chain };
  }

  /** Writes what waits and lets go of the files; the next use opens them again. */
  dispose(): void {
    this.flush();
    this.#cancelPlanned?.();
    this.#cancelPlanned = null;
    this.#cancelForget();
    this.#read = null;
    this.#file.dispose();
  }

  #note(event: ActivityEvent): Note {
    return { at: Math.max(0, Math.floor(this.#parts.clock.now())), by: this.by, event };
  }

  #head(): Head | null {
    try {
      return parseHead(this.#file.head());
    } catch {
      return null;
    }
  }

  #showChain(chain: ActivityChain): void {
    const isSame = chain.state === this.#chain.state && chain.brokenFrom === this.#chain.brokenFrom;
    this.#chain = chain;
    if (!isSame) this.#parts.changed();
  }

  /** A folder that cannot be written can still be read. */
  #lookAlone(): ReadLog {
    try {
      return readLog(this.#file.read(), parseHead(this.#file.head()));
    } catch (cause) {
      this.#parts.log.warn("activity.unreadable", {}, cause);
      return { lines: [] satisfies HashedLine[], chain: { state: "unchecked", brokenFrom: null } };
    }
  }

  #alone<T>(work: () => T): { readonly value: T } | null {
    try {
      return this.#file.alone(work);
    } catch (cause) {
      this.#parts.log.warn("activity.failed", {}, cause);
      return null;
    }
  }

  #write(work: (file: ActivityFile) => void): boolean {
    return this.#alone(() => work(this.#file)) !== null;
  }

  /** Adds lines at the end, whoever wrote last; cuts off what a crash left unfinished, and says so. */
  #append(file: ActivityFile, notes: readonly Note[]): void {
    const tail = file.tail();
    const head = parseHead(file.head());
    const repaired = tail.torn === 0 ? [] : [this.#note({ kind: "log", what: "repaired", count: tail.torn })];
    if (tail.torn > 0) file.cutTorn(tail);
    const { text, last } = extend(endOf(head, tail.lastLine), [...repaired, ...notes]);
    const first = tail.sizeBytes < this.#maxFileBytes ? head?.first : this.#rotate(file, head);
    // The head comes first where there is none: lines without one are in doubt.
    if (head === null && tail.lastLine === null) file.writeHead(headText(emptyHead));
    file.append(text);
    // A head that was lost or changed is not made up again: then only clearing helps, and says so.
    const known = first ?? (tail.lastLine === null ? emptyHead.first : null);
    if (known !== null) file.writeHead(headText({ first: known, last }));
  }

  get #maxFileBytes(): number {
    return this.#parts.maxFileBytes ?? usualFileBytes;
  }

  /** The head is moved on before the oldest file goes: lines older than it are no harm. */
  #rotate(file: ActivityFile, head: Head | null): Head["first"] | undefined {
    const text = file.firstAfterRotation();
    const line = text === null ? null : parseLine(text);
    const first = head !== null && line !== null ? { seq: line.seq, prev: line.prev } : head?.first;
    if (head !== null && first !== undefined) file.writeHead(headText({ ...head, first }));
    file.rotate();
    return first;
  }
}
