/** What the five cards of the tour say, in their order. */
import type { Text } from "#renderer/language/texts.ts";

/** One card. `name` is short: it stands on its dot. */
export interface TourCard {
  readonly id: "tap" | "entries" | "copies" | "kit" | "keys";
  readonly name: Text;
  readonly title: Text;
  readonly text: Text;
}

/** The cards. */
export const tourCards = [
  {
    id: "tap",
    name: "The tap",
    title: "A tap opens your vault",
    text: "Hold the chip to the reader until you are told that it may leave. The chip proves itself, the key comes together on this computer, and the vault is open. It locks by itself when you are away.",
  },
  {
    id: "entries",
    name: "Your entries",
    title: "Your entries live here",
    text: "Logins, notes, cards and files are encrypted on this computer before anything else happens to them, their titles and tags too. The list and the search work without the internet.",
  },
  {
    id: "copies",
    name: "Copies",
    title: "Copies where you want them",
    text: "The services that you choose in the settings get sealed copies that they cannot read. Each entry shows where its copies are and whether they are in order.",
  },
  {
    id: "kit",
    name: "The recovery kit",
    title: "The recovery kit is your spare key",
    text: "Its 24 words open the vault without the chip, without this computer and without any service. Keep them on paper. A new kit can be made in the settings; the former one then opens nothing.",
  },
  {
    id: "keys",
    name: "The keyboard",
    title: "All of it works by keyboard",
    text: "Everything that can be pressed can be typed. These keys are enough to begin with:",
  },
] as const satisfies readonly TourCard[];
