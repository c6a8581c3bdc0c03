/**
 * What menu, tray, links and a second start ask of the page, until the page has done it. A newer wish
 * takes the place of an older one: the person means the last. What needs the open vault is kept back
 * while it is locked, and forgotten after ten minutes. It never touches a window itself.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "#contract/clock.port.ts";
import type { ShellRequest, ShellView } from "#contract/views-shell.ts";

/** How long a wish waits for the vault to be opened. */
export const keptMs = 600_000;

/** What the desk needs. */
export interface ShellDeskParts {
  readonly clock: Clock;
  readonly isOpen: () => boolean;
  readonly changed: () => void;
}

/** What the windows do for the page. */
export interface ShellHands {
  readonly showMain: () => void;
  readonly hideQuick: () => void;
}

/** What is known of the desktop. */
type Facts = Pick<ShellView, "quickKeys" | "tray" | "isQuickShown">;

interface Kept {
  readonly request: NonNullable<ShellView["request"]>;
  readonly forget: () => void;
}

/** Readers are looked at when the vault does not open, and why a file was left is told at once: these never wait. */
const isAtOnce = ({ kind }: ShellRequest): boolean => kind === "check-readers" || kind === "file-refused";

interface KeptFile {
  readonly token: string;
  readonly path: string;
  readonly forget: () => void;
}

/** The desk. */
export class ShellDesk {
  readonly #parts: ShellDeskParts;
  #count = 0;
  #atOnce: Kept | null = null;
  #whenOpen: Kept | null = null;
  #file: KeptFile | null = null;
  #wasOpen = false;
  #facts: Facts = { quickKeys: "off", tray: "off", isQuickShown: false };
  #hands: ShellHands | null = null;

  constructor(parts: ShellDeskParts) {
    this.#parts = parts;
  }

  /** Gives the desk the windows; without any (command line) nothing is shown or hidden. */
  connect(hands: ShellHands): void {
    this.#hands = hands;
  }

  /** Asks the page for something. */
  ask(wish: ShellRequest): void {
    this.#count += 1;
    const id = `request-${this.#count}`;
    const forget = this.#parts.clock.after(keptMs, () => this.taken(id));
    const kept: Kept = { request: { id, wish }, forget };
    if (isAtOnce(wish)) {
      this.#atOnce?.forget();
      this.#atOnce = kept;
    } else {
      this.#whenOpen?.forget();
      this.#whenOpen = kept;
    }
    this.#parts.changed();
  }

  /** Asks the page to look at a file that was opened from outside. It gets a token that stands for it once. */
  offerFile(path: string, others: number): void {
    this.#file?.forget();
    const token = randomUUID();
    const forget = this.#parts.clock.after(keptMs, () => void this.takeFile(token));
    this.#file = { token, path, forget };
    this.ask({ kind: "import-file", token, others });
  }

  /** Where the file of a token is; null when there is no such token, or no longer. */
  takeFile(token: string): string | null {
    const file = this.#file;
    if (file?.token !== token) return null;
    file.forget();
    this.#file = null;
    return file.path;
  }

  /** The page did it, or the person did not want it after all. */
  taken(id: string): void {
    const isIt = (kept: Kept | null): boolean => kept?.request.id === id;
    if (!isIt(this.#atOnce) && !isIt(this.#whenOpen)) return;
    if (isIt(this.#atOnce)) {
      this.#atOnce?.forget();
      this.#atOnce = null;
    } else {
      this.#whenOpen?.forget();
      this.#whenOpen = null;
    }
    this.#parts.changed();
  }

  /** To be told whenever the vault may have been opened or locked. */
  vaultChanged(): void {
    const isOpen = this.#parts.isOpen();
    if (isOpen === this.#wasOpen) return;
    this.#wasOpen = isOpen;
    this.#parts.changed();
  }

  /** Notes what the desktop can do. */
  note(facts: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#parts.changed();
  }

  closeQuick(): void {
    this.#hands?.hideQuick();
  }

  /** From the quick search to the entry in the main window. */
  showEntry(entryId: string): void {
    this.#hands?.hideQuick();
    this.#hands?.showMain();
    this.ask({ kind: "show-entry", entryId });
  }

  /** What the windows are told. */
  view(): Omit<ShellView, "seq"> {
    const due = this.#atOnce ?? (this.#parts.isOpen() ? this.#whenOpen : null);
    return { request: due?.request ?? null, ...this.#facts };
  }

  dispose(): void {
    this.#atOnce?.forget();
    this.#whenOpen?.forget();
    this.#file?.forget();
  }
}
