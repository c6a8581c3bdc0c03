/** The keys of the quick search: what was pressed, as Electron writes it. Pure. */
import type { Platform } from "#contract/message-shape.ts";

/** The part of a press that counts. */
export interface QuickPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const keyOf = ({ key, code }: QuickPress): string | null => {
  if (code === "Space") return "Space";
  if (/^F\d{1,2}$/u.test(key)) return key;
  const letter = /^(?:Key([A-Z])|Digit(\d))$/u.exec(code);
  return letter?.[1] ?? letter?.[2] ?? null;
};

/** The accelerator; null until a key is pressed that can be one. A key alone would be taken from every other program. */
export const acceleratorOf = (press: QuickPress, system: Platform): string | null => {
  const key = keyOf(press);
  const held = [
    ...(press.ctrlKey ? ["Control"] : []),
    ...(press.metaKey ? [system === "darwin" ? "Command" : "Super"] : []),
    ...(press.altKey ? ["Alt"] : []),
    ...(press.shiftKey ? ["Shift"] : []),
  ];
  const isAlone = held.every((one) => one === "Shift");
  return key === null || isAlone ? null : [...held, key].join("+");
};
