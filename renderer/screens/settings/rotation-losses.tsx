/** Which ways in stop working when the vault key changes, as they must be at hand for the new one. */
import { List, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { SlotView } from "#contract/views.ts";
import { slotName } from "./slot-words.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The list; a reassuring line when none is lost. */
export const RotationLosses = ({ slots }: { readonly slots: readonly SlotView[] }): ReactElement => {
  const t = useText();
  const lost = slots.filter((slot) => !slot.survivesRotation);
  if (lost.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("Every other way in goes on working. Re-encrypting runs in the background.")}
      </Text>
    );
  return (
    <div>
      <Text size="sm">{t("These stop working and have to be added again:")}</Text>
      <List size="sm" mt={4}>
        {lost.map((slot) => (
          <List.Item key={slot.slotId} style={{ overflowWrap: "anywhere" }}>
            {slotName(slot, t)}
          </List.Item>
        ))}
      </List>
    </div>
  );
};
