/** What a newer version waits for, in words. Pure. */
import type { UpdateWait, UpdatesView } from "#contract/views.ts";
import type { Formats } from "#renderer/language/formats.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";

const waits = {
  typing: "something typed and not saved",
  tasks: "running work",
  sending: "changes on their way to your stores",
  tap: "a tap",
} as const satisfies Record<UpdateWait, Text>;

/** The sentence; null when nothing waits. */
export const waitSentence = (
  waitsFor: readonly UpdateWait[],
  t: Translate,
  formats: Formats,
): string | null =>
  waitsFor.length === 0
    ? null
    : t("Still waits for: {{what}}.", { what: formats.list(waitsFor.map((wait) => t(waits[wait]))) });

/** When a version that is ready takes this one's place. */
export const whenInPlace = (view: Pick<UpdatesView, "needsPassword" | "installsOnQuit">): Text => {
  if (view.needsPassword) return "It is put in place when you restart; the system asks for a password first.";
  return view.installsOnQuit
    ? "It is put in place when Tapvault ends, or now."
    : "It is put in place when you restart.";
};
