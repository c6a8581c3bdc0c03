/** Which commands a typed text means, best first. Pure. */
import type { Translate } from "#renderer/language/texts.ts";
import { type Command, type CommandGroup, type CommandState, groups } from "./command.ts";

/** A group of commands as it is shown; those used last are a group of their own. */
export interface FoundGroup {
  readonly group: CommandGroup | "recent" | "best";
  readonly commands: readonly Command[];
}

const folded = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** How well words fit a text: 3 it starts with them, 2 a word does, 1 they are somewhere in it, 0 not all are. */
export const fit = (text: string, typed: string): number => {
  const where = folded(text);
  const whole = folded(typed).trim();
  const words = whole.split(/\s+/u);
  if (!words.every((word) => where.includes(word))) return 0;
  if (where.startsWith(whole)) return 3;
  return words.every((word) => where.split(/[\s:/()“”]+/u).some((part) => part.startsWith(word))) ? 2 : 1;
};

/** In the person's own words, in English, and by its other names. */
const fitOf = (command: Command, typed: string, t: Translate): number =>
  Math.max(
    fit(t(command.text), typed) * 10,
    fit(command.text, typed) * 9,
    fit(`${t(command.text)} ${command.text} ${command.also ?? ""}`, typed),
  );

const byGroup = (commands: readonly Command[], recent: readonly string[]): readonly FoundGroup[] => {
  const used = recent
    .map((id) => commands.find((command) => command.id === id))
    .filter((command) => command !== undefined);
  const others = commands.filter((command) => !used.includes(command));
  const grouped = groups.map((group) => ({
    group,
    commands: others.filter((command) => command.group === group),
  }));
  return [{ group: "recent" as const, commands: used }, ...grouped].filter(
    (each) => each.commands.length > 0,
  );
};

const best = (commands: readonly Command[], typed: string, t: Translate): readonly FoundGroup[] => {
  const found = commands
    .map((command) => ({ command, score: fitOf(command, typed, t) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ command }) => command);
  return found.length === 0 ? [] : [{ group: "best", commands: found }];
};

/** What to show: everything possible by group, those used last first; or what was typed, best first. */
export const findCommands = (
  table: readonly Command[],
  typed: string,
  state: CommandState,
  t: Translate,
): readonly FoundGroup[] => {
  const possible = table.filter((command) => command.when(state));
  return typed.trim() === "" ? byGroup(possible, state.ui.recentCommands) : best(possible, typed, t);
};
