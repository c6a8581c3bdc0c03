/** Key presses: which chord one is, and how a chord is written for the people of each system. Pure. */
import type { Platform } from "#contract/message-shape.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";

/** One way to press it. `mod` is Ctrl, or Command on a Mac. */
export interface Chord {
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
}

/** A single key; it counts only where nothing is typed, and not at all for those who switched such keys off. */
export const plain = (key: string): Chord => ({ key, mod: false, shift: false });

/** A key with Ctrl or Command. */
export const mod = (key: string): Chord => ({ key, mod: true, shift: false });

/** A key with Ctrl or Command, and Shift. */
export const modShift = (key: string): Chord => ({ key, mod: true, shift: true });

/** The part of a key press that counts. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);

/** The chord of a press; null when a key is held that no chord has. Signs such as "?" stand for themselves, with or without Shift. */
export const chordOf = (press: KeyPress, isMac: boolean): Chord | null => {
  if (press.altKey || (isMac ? press.ctrlKey : press.metaKey)) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isSign = key.length === 1 && !isLetter(key);
  return { key, mod: isMac ? press.metaKey : press.ctrlKey, shift: press.shiftKey && !isSign };
};

/** Whether two chords are the same. */
export const isSameChord = (one: Chord, other: Chord): boolean =>
  one.key === other.key && one.mod === other.mod && one.shift === other.shift;

/** Whether a chord is a sign or a letter that typing a text would make too. */
export const isTyped = ({ key, mod: hasMod }: Chord): boolean => !hasMod && key.length === 1;

/** Whether a chord does something else in a text: all but the function keys and those with Ctrl. */
export const isTextual = ({ key, mod: hasMod }: Chord): boolean => !hasMod && !/^F\d+$/u.test(key);

const named = {
  Delete: "Delete key",
  Enter: "Enter key",
  Home: "Home key",
  End: "End key",
  Escape: "Esc key",
} as const satisfies Readonly<Record<string, Text>>;

const isNamed = (key: string): key is keyof typeof named => Object.hasOwn(named, key);

const signs: Readonly<Record<string, string>> = { ArrowUp: "↑", ArrowDown: "↓", ",": "," };

const keyName = (key: string, t: Translate): string => {
  if (isNamed(key)) return t(named[key]);
  return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
};

/** The keys of a chord one by one, as that system's people know them: "Ctrl", "Shift", "P", or "⌘", "⇧", "P". */
export const chordKeys = (chord: Chord, system: Platform, t: Translate): readonly string[] => {
  const isMac = system === "darwin";
  return [
    ...(chord.mod ? [isMac ? "⌘" : t("Ctrl key")] : []),
    ...(chord.shift ? [isMac ? "⇧" : t("Shift key")] : []),
    keyName(chord.key, t),
  ];
};

/** A chord in one text. */
export const chordText = (chord: Chord, system: Platform, t: Translate): string =>
  chordKeys(chord, system, t).join(system === "darwin" ? " " : "+");
