/**
 * What menu, tray, links and a second start ask of the page, until the page has done it. A newer wish
 * takes the place of an older one: the person means the last. What needs the open vault is kept back
 * while it is locked, and forgotten after ten minutes. It never touches a window itself.
 */
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

/** Readers are looked at when the vault does not open, so this one never waits for it. */
const isAtOnce = (wish: ShellRequest): boolean => wish.kind === "check-readers";

/** The desk. */
export class ShellDesk {
  readonly #parts: ShellDeskParts;
  #count = 0;
  #atOnce: Kept | null = null;
  #whenOpen: Kept | null = null;
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
  }
}
