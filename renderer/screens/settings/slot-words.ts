/** Names, icons and plain words for the ways into the vault. */
import { KeyRound, Laptop, type LucideIcon, Nfc, ScrollText } from "lucide-react";
import type { SlotView } from "#contract/views.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";

/** A kind of way in, in words. */
export interface SlotKindWords {
  readonly name: Text;
  readonly icon: LucideIcon;
  readonly needs: Text;
  readonly afterRemoval: Text;
}

/** The kinds by what they are called. */
export const slotKindWords = {
  "chip-and-computer": {
    name: "Chip and computer",
    icon: Nfc,
    needs: "The chip, tapped on the computer where it was added",
    afterRemoval: "This chip no longer opens the vault on that computer.",
  },
  "computer-with-presence": {
    name: "Computer, with a tap",
    icon: Laptop,
    needs: "This computer’s keychain; the tap proves presence only",
    afterRemoval: "A tap no longer opens the vault on that computer.",
  },
  recovery: {
    name: "Recovery kit",
    icon: ScrollText,
    needs: "The 24 words, on any computer",
    afterRemoval: "The 24 words on paper no longer open the vault.",
  },
  passphrase: {
    name: "Passphrase",
    icon: KeyRound,
    needs: "The passphrase, on any computer that has the vault’s file",
    afterRemoval: "The passphrase no longer opens the vault.",
  },
} as const satisfies Record<SlotView["kind"], SlotKindWords>;

/** What a way in is called: the person's name for it, else its kind. */
export const slotName = (slot: SlotView, t: Translate): string =>
  slot.label.trim() === "" ? t(slotKindWords[slot.kind].name) : slot.label;

/** Whether it is a chip's way in, which a finder or thief could hold. */
export const isChipSlot = (slot: SlotView): boolean =>
  slot.kind === "chip-and-computer" || slot.kind === "computer-with-presence";

/** Who vouches for it. */
export const attestedWords = {
  service: {
    badge: "VivoKey vouches",
    hint: "Opening it needs VivoKey’s service to confirm the tap. Without the service this way does not work.",
  },
  own: {
    badge: "Your own",
    hint: "What you have or know is enough. No service is asked, no internet is needed.",
  },
} as const satisfies Record<SlotView["attestedBy"], { readonly badge: Text; readonly hint: Text }>;
