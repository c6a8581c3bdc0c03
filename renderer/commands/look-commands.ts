/** How the window looks and speaks, and what helps to find one's way. */
import { type Language, type Settings, languages } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import { type Command, command } from "./command.ts";
import { mod, modShift, plain } from "./keys.ts";

const setting = <const I extends string>(
  id: I,
  text: Text,
  change: Partial<Settings>,
  keys: Command["keys"] = [],
): Command<I> =>
  command({
    id,
    text,
    group: "look",
    keys,
    when: ({ app }) =>
      Object.entries(change).some(([name, value]) => app.settings[name as keyof Settings] !== value),
    run: (ports) => ports.change(change),
  });

const speak: Readonly<Record<Language, Text>> = {
  en: "Speak English",
  de: "Speak German: Deutsch",
  es: "Speak Spanish: Español",
  ja: "Speak Japanese: 日本語",
};

/** The commands about the look. */
export const lookCommands = [
  setting("themeLight", "Light colours", { theme: "light" }),
  setting("themeDark", "Dark colours", { theme: "dark" }),
  setting("themeSystem", "Colours as the system has them", { theme: "system" }),
  setting("compact", "Lines close together", { density: "compact" }),
  setting("comfortable", "Lines with more room", { density: "comfortable" }),
  setting("contrastMore", "More contrast", { contrast: "more" }),
  setting("contrastSystem", "Contrast as the system has it", { contrast: "system" }),
  setting("motionLess", "Less motion", { motion: "reduced" }),
  setting("motionSystem", "Motion as the system has it", { motion: "system" }),
  ...languages.map((language) => setting(`language.${language}` as const, speak[language], { language })),
] as const;

/** The commands that help. */
export const helpCommands = [
  command({
    id: "palette",
    text: "All commands",
    group: "help",
    keys: [modShift("p"), mod("p")],
    when: ({ ui }) => !ui.isPaletteOpen,
    run: ({ setUi }) => setUi({ isPaletteOpen: true }),
  }),
  command({
    id: "help",
    text: "Keyboard shortcuts",
    group: "help",
    keys: [plain("?"), plain("F1")],
    when: () => true,
    run: ({ setUi }) => setUi({ isShortcutSheetOpen: true }),
  }),
  command({
    id: "tour",
    text: "A short tour",
    group: "help",
    keys: [],
    when: () => true,
    run: ({ setUi }) => setUi({ isTourOpen: true }),
  }),
] as const satisfies readonly Command[];
